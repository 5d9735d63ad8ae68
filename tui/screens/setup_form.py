"""The form of the first run: boxes, what was tried out with them, and saving."""

import asyncio
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from tui.domain.errors import PrivateEndpointError
from tui.first_run.answers import Answers, SettingUp
from tui.local import places
from tui.screens.dialogs import ConfirmDialog, ProblemDialog
from tui.screens.leaving import LeavesOnce
from tui.views.plain import plain
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import Body, scroll_page
from tui.widgets.text_box import TextBox

_NO_AWS = "The AWS side will not be visible until you sign in."


@dataclass(frozen=True, slots=True)
class Trial:
    """Something to try out: `ask` tells what came of it, or raises PrivateEndpointError."""

    name: str
    of: Hashable
    """The values that are tried: with others it counts no more."""
    ask: Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class _Told:
    of: Hashable
    text: str
    good: bool | None
    """None while nobody has answered."""


class SecretInput(TextBox):
    """What is in it is not shown, nor does it reach the clipboard."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(password=True, id=id, compact=True)

    @property
    def selected_text(self) -> str:
        return ""


class PublicInput(TextBox):
    """Of both halves of a key pasted at once, the private one goes where it is not shown."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, compact=True)

    def paste(self, text: str) -> None:
        halves = text.split()
        if len(halves) == 2:  # noqa: PLR2004 - public and private
            self.value, self.screen.query_one(SecretInput).value = halves
        else:
            super().paste(text)


class SetupScreen(LeavesOnce[Answers], Screen[Answers]):
    """The answers once they are saved; None where one went back."""

    CSS_PATH = "../styles/setup.tcss"
    BINDINGS = bindings("setup")
    AUTO_FOCUS = "Input"

    def __init__(self, setting_up: SettingUp) -> None:
        super().__init__()
        self.setting_up = setting_up
        self._told: dict[str, _Told] = {}
        self._saving = False

    def compose(self) -> ComposeResult:
        with Body(id="form"):
            yield from self.compose_form()
            yield Static(id="told", classes="told", markup=False)
        yield Static(id="missing", markup=False)
        with Horizontal(id="buttons"):
            yield Button("Check", action="screen.check", id="check", compact=True)
            yield Button("Save and start", action="screen.save", id="save", compact=True)
            yield Button("Back", action="screen.close", id="back", compact=True)
        yield KeyBar()

    @abstractmethod
    def compose_form(self) -> ComposeResult:
        """The boxes."""

    @abstractmethod
    def answers(self) -> Answers:
        """What is in the boxes."""

    @abstractmethod
    def trials(self) -> tuple[Trial, ...]:
        """What has to be tried before it may be saved."""

    @abstractmethod
    def lacking(self) -> str:
        """What is not filled in; empty where nothing is."""

    async def keep(self, answers: Answers) -> None:
        """Save; raises PrivateEndpointError."""
        await self.setting_up.save(answers)

    def may_fail(self, _name: str) -> bool:
        """Whether it may be saved although this trial failed."""
        return False

    def box(self, label: str, id_: str, value: str = "", hint: str = "") -> ComposeResult:
        with Horizontal(classes="row"):
            yield Static(label, classes="label", markup=False)
            yield TextBox(value, hint, id=id_, compact=True)

    def value(self, id_: str) -> str:
        return self.query_one(f"#{id_}", Input).value.strip()

    def about_profile(self) -> str:
        """What becomes of the configuration."""
        path = plain(places.shown(places.config_file()))
        if self.value("profile") in self.setting_up.found.profiles:
            return f"This profile is in {path} already: what is entered here replaces what it says there."
        return f"Will be saved to {path}{'; other profiles stay' if self.setting_up.found.profiles else ''}."

    def on_mount(self) -> None:
        self.draw()

    @on(Input.Changed)
    def draw(self) -> None:
        """Bring the page to what is in the boxes and to what was tried."""
        self._put("#about", self.about_profile())
        self._put("#told", "\n".join(filter(None, map(self._line, self.trials()))))
        self._put("#missing", self._missing() or (_NO_AWS if self._failed() else ""))
        self.query_one("#check", Button).disabled = bool(self.lacking())
        self.query_one("#save", Button).disabled = bool(self._missing())
        self.refresh_bindings()

    def _put(self, where: str, text: str) -> None:
        line = self.query_one(where, Static)
        line.display = bool(text)
        line.update(text)

    def _line(self, trial: Trial) -> str:
        told = self._told.get(trial.name)
        if told is None:
            return ""
        return told.text if told.of == trial.of else f"- {trial.name}: changed since it was checked."

    def _now(self, trial: Trial) -> _Told | None:
        """What was told of these very values."""
        told = self._told.get(trial.name)
        return told if told and told.of == trial.of else None

    def _failed(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.trials() if (told := self._now(each)) and told.good is False)

    def _missing(self) -> str:
        """What keeps it from being saved."""
        if self._saving:
            return "Saving …"
        told = [self._now(each) for each in self.trials()]
        if lacking := self.lacking():
            return lacking
        if any(each and each.good is None for each in told):
            return "Waiting for the answers …"
        if not all(told):
            return "Check it before it is saved."
        if bad := [name for name in self._failed() if not self.may_fail(name)]:
            return f"Not saved before this works: {', '.join(bad)}."
        return ""

    async def _try(self, trial: Trial) -> None:
        self._tell(trial, "▶", "asking …", None)
        try:
            self._tell(trial, "✓", await trial.ask(), good=True)
        except PrivateEndpointError as error:
            lines = (error.summary, f"What to do: {error.remedy or 'try again'}", error.code and f"Code {error.code}")
            self._tell(trial, "✗", "\n  ".join(plain(line) for line in lines if line), good=False)

    def _tell(self, trial: Trial, mark: str, text: str, good: bool | None) -> None:
        self._told[trial.name] = _Told(trial.of, f"{mark} {trial.name}: {text}", good)
        if self.is_attached:
            self.draw()

    @work(group="check", exclusive=True)
    async def action_check(self) -> None:
        if not self.lacking():
            await asyncio.gather(*map(self._try, self.trials()))
            self.query_one("#form").scroll_end(animate=False)

    @work(group="operation")
    async def action_save(self) -> None:
        if self._missing():
            return
        answers = self.answers()
        if self._failed() and not await self.ask(
            ConfirmDialog(
                "Save it all the same?", ["AWS does not take these credentials yet.", _NO_AWS], "Save and start"
            )
        ):
            return
        self._saving = True
        self.draw()
        try:
            await self.keep(answers)
        except PrivateEndpointError as error:
            self._saving = False
            self.draw()
            await self.ask(ProblemDialog(error))
            return
        self.dismiss(answers)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if not self.is_mounted or not self.query("#missing"):
            return True
        blocked = {"check": self.lacking, "save": self._missing}.get(action)
        return None if blocked and blocked() else True

    def action_scroll_down(self) -> None:
        scroll_page(self.query_one("#form"), 1)

    def action_scroll_up(self) -> None:
        scroll_page(self.query_one("#form"), -1)

    def action_close(self) -> None:
        self.dismiss()
