"""Small dialogs: a problem, a question, a list to pick from."""

from collections.abc import Sequence
from typing import Any, Self

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from tui import keymap
from tui.domain.commands import Command
from tui.domain.errors import PrivateEndpointError
from tui.screens.leaving import LeavesOnce
from tui.screens.messages import CopyRequested
from tui.terminal.output.frame import Frame
from tui.views.choices import Choice
from tui.views.page import Question
from tui.views.plain import plain
from tui.views.problems import headline, origin
from tui.widgets.command_box import CommandBox
from tui.widgets.entry import HANG, Entry
from tui.widgets.guarded import DeedButton
from tui.widgets.hanging import Hanging
from tui.widgets.keys import KeyBar, bindings, bindings_to


class ProblemDialog(LeavesOnce[bool], ModalScreen[bool]):
    """What happened, what to do, source and code; True where the operator goes on to the checks."""

    help_topic = "Troubleshooting"
    """What `?` opens here."""
    AUTO_FOCUS = "#close"
    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS = [*bindings("dialog"), *bindings_to("screen", "flow", "checks")]

    def __init__(self, error: PrivateEndpointError, *, checks: bool = False) -> None:
        """With `checks` they are offered: they tell what else would be refused, and what mends it."""
        super().__init__()
        self._error = error
        self._checks = checks

    def compose(self) -> ComposeResult:
        error = self._error
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(headline(error), classes="title", markup=False)
            yield Static(plain(error.summary), markup=False)
            if error.remedy:
                yield Static(f"What to do: {plain(error.remedy)}", classes="remedy", markup=False)
            yield Static(plain(origin(error)), classes="origin", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", compact=True)
                if self._checks:
                    yield Button("Checks", action="screen.checks", id="checks", compact=True)
        yield KeyBar()

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        self.dismiss(result=False)

    def action_checks(self) -> None:
        self.dismiss(result=True)

    def action_copy(self) -> None:
        """All of it: whoever is asked for help asks for the code and the request."""
        lines = (self._error.summary, self._error.remedy, origin(self._error))
        self.post_message(CopyRequested("\n".join(plain(line) for line in lines if line), "Problem"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:  # noqa: ARG002 - Textual's signature
        return self._checks if action == "checks" else True


async def agreed(page: LeavesOnce[Any], question: Question) -> bool:
    """Whether the operator says yes to it on `page`, and to what is asked after it."""
    while await page.ask(ConfirmDialog.of(question)):
        if question.again is None:
            return True
        question = question.again
    return False


class ConfirmDialog(LeavesOnce[bool], ModalScreen[bool]):
    """Says what will be done where; True if the operator wants it.

    Cancel has the focus, and a key that was pressed before the question was to be seen does not answer it.
    """

    AUTO_FOCUS = "#close"
    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS = bindings("dialog")

    def __init__(self, title: str, lines: Sequence[str], yes: str, command: Command | None = None) -> None:
        """With a `command` that does the same it is shown, to be copied."""
        super().__init__()
        self._command = command
        self._title = title
        self._lines = lines
        self._deed = DeedButton(yes, id="yes")

    @classmethod
    def of(cls, question: Question) -> Self:
        """The dialog that asks it."""
        return cls(question.title, question.lines, question.yes, question.command)

    def takes(self, event: events.Event) -> bool:
        return self._deed.takes(event)

    def painted(self, frame: Frame) -> None:
        self._deed.painted(frame)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="title", markup=False)
            yield Hanging("\n".join(plain(line) for line in self._lines))
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="close", compact=True)
                yield self._deed
            way_out = f"{keymap.key('dialog', 'close')}: Cancel."
            yield Static(f"Tab, then Enter: {self._deed.label}. {way_out}", classes="hint", markup=False)
            if self._command:
                yield Static("The same as a command:", classes="remedy", markup=False)
                yield CommandBox(self._command)
        yield KeyBar()

    @on(Button.Pressed, "#yes")
    def _yes_pressed(self) -> None:
        self.dismiss(result=True)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        self.dismiss(result=False)

    def action_copy(self) -> None:
        if self._command:
            self.post_message(CopyRequested(str(self._command), "Command"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:  # noqa: ARG002 - Textual's signature
        return action != "copy" or bool(self._command and not self._command.missing)


class TellDialog(LeavesOnce[None], ModalScreen[None]):
    """Says how something is done that this program does not do."""

    AUTO_FOCUS = "#close"
    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS = bindings("dialog")

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._text = "\n".join(plain(line) for line in lines)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="title", markup=False)
            yield Hanging(self._text)
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", compact=True)
        yield KeyBar()

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        self.dismiss()

    def action_copy(self) -> None:
        self.post_message(CopyRequested(self._text, self._title))


class PickerDialog(LeavesOnce[tuple[str, ...]], ModalScreen[tuple[str, ...]]):
    """One of the lines, or with `many` those that are marked; empty when left without a choice."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS = bindings("picker")

    def __init__(self, title: str, choices: Sequence[Choice], *, many: bool = False) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._list = (_Marking if many else _Single)(choices)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog picker"):
            yield Static(self._title, classes="title", markup=False)
            yield self._list if self._choices else Static("There is none.", markup=False)
        yield KeyBar()

    def action_accept(self) -> None:
        self.dismiss(self._list.taken() if self._choices else ())

    def action_cancel(self) -> None:
        self.dismiss(())


class _Single(OptionList):
    """Enter takes the line one is on."""

    BINDINGS = [*bindings("list"), *bindings_to("screen", "picker", "accept")]

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._choices = choices
        lines = [Option(self.line(each), each.id, disabled=each.disabled) for each in choices]
        super().__init__(*lines, compact=True, markup=False)

    def line(self, choice: Choice) -> Entry:
        """The text of one line."""
        return Entry(plain(choice.text))

    def taken(self) -> tuple[str, ...]:
        """The ID of the highlighted line."""
        option = self.highlighted_option
        return (option.id,) if option and option.id else ()

    def action_cursor_first(self) -> None:
        self.action_first()

    def action_cursor_last(self) -> None:
        self.action_last()


class _Marking(_Single):
    """Space marks; Enter takes the marked lines, or the line one is on where none is."""

    BINDINGS = bindings("marking")

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._marked = {each.id for each in choices if each.marked}
        super().__init__(choices)

    def line(self, choice: Choice) -> Entry:
        """A box before the text: marks are told apart without colour."""
        box = "   " if choice.disabled else "[x]" if choice.id in self._marked else "[ ]"
        return Entry(f"{box} {plain(choice.text)}", hang=len(box) + 1 + HANG)

    def taken(self) -> tuple[str, ...]:
        """The IDs marked, in the order of the list."""
        return tuple(each.id for each in self._choices if each.id in self._marked) or super().taken()

    def action_mark(self) -> None:
        here = self._choices[self.highlighted or 0]
        if not here.disabled:
            self._marked ^= {here.id}
            self.replace_option_prompt(here.id, self.line(here))
