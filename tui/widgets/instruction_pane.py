"""Where to find an ID in the AWS Management Console: folds and unfolds."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from textual.app import ComposeResult
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from tui import keymap


class InstructionPane(Widget):
    """Show Instruction / Hide instruction. The drawings are read when first shown."""

    DEFAULT_CSS = """
    InstructionPane {
        height: auto;
        & > .instruction--head { color: $text-accent; width: auto; }
        & > .instruction--body { height: auto; padding: 0 2; display: none; }
        &.-shown > .instruction--body { display: block; }
    }
    """

    shown: var[bool] = var(default=False)

    def __init__(self, names: Sequence[str], read: Callable[[str], str]) -> None:
        super().__init__()
        self._names = names
        self._read = read

    def compose(self) -> ComposeResult:
        yield Static(_head(shown=False), classes="instruction--head", markup=False)
        yield Static(classes="instruction--body", markup=False)

    def watch_shown(self, shown: bool) -> None:
        if not self.is_mounted:
            return
        head = _head(shown=shown)
        self.query_one(".instruction--head", Static).update(head)
        if shown:
            self.query_one(".instruction--body", Static).update("\n\n".join(self._read(name) for name in self._names))
        self.set_class(shown, "-shown")
        self.call_after_refresh(self._bring_into_view)

    def _bring_into_view(self) -> None:
        """With the box above that is being filled in: what is found here is typed there."""
        above = takewhile(lambda each: each is not self, self.parent.children if self.parent else ())
        first = next((each for each in above if each.has_focus_within), self)
        first.scroll_visible(animate=False, top=True)

    def on_click(self) -> None:
        self.shown = not self.shown


def _head(*, shown: bool) -> str:
    key = keymap.key("flow", "instruction")
    return f"▼ Hide instruction ({key})" if shown else f"▶ Show Instruction ({key})"
