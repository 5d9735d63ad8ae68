"""Commands by name. Textual's own palette lists them some time after a key, so the next key may come too early."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.screens.leaving import LeavesOnce
from tui.widgets.entry import Entry
from tui.widgets.keys import KeyBar, bindings

_MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do, by name."""

    title: str
    help: str
    do: Callable[[], object]


class Palette(LeavesOnce[Command], ModalScreen[Command]):
    """The command that was chosen, to be done once this page is left; None for none."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS = [
        *bindings("picker"),
        *(Binding(key, f"move('{move}')", show=False, priority=True) for key, move in _MOVES.items()),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands
        self._found: Sequence[Command] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog palette"):
            yield Input(placeholder="Search for commands …", compact=True)
            yield _Found()
        yield KeyBar()

    def on_mount(self) -> None:
        self._list("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, wanted: str) -> None:
        self._found = matching(self._commands, wanted.strip())
        options = self.query_one(OptionList)
        none = Option("No command that works here is named so.", disabled=True)
        options.set_options([Option(_line(each)) for each in self._found] or [none])
        options.highlighted = 0 if self._found else None

    def action_move(self, move: str) -> None:
        getattr(self.query_one(OptionList), f"action_{move}")()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_accept(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(self._found[at])

    def action_cancel(self) -> None:
        self.dismiss()


def matching(commands: Sequence[Command], wanted: str) -> Sequence[Command]:
    """Those that match, the best first; all, as they are declared, while nothing is wanted."""
    if not wanted:
        return commands
    matcher = Matcher(wanted)
    scored = [(matcher.match(each.title), each) for each in commands]
    return [each for score, each in sorted(scored, key=lambda pair: -pair[0]) if score]


class _Found(OptionList, can_focus=False):
    """Moved from the box."""

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)


def _line(command: Command) -> Entry:
    return Entry("\n  ".join(filter(None, (command.title, command.help))), hang=0, titled=True)
