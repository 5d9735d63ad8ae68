"""Why Next does not work yet."""

from textual.reactive import var
from textual.widgets import Static

from tui.views.plain import plain


class Blockers(Static):
    """The reasons, in the order to fix them; nothing while Next works."""

    DEFAULT_CSS = """
    Blockers {
        height: auto;
        max-height: 4;
        padding: 0 1;
        color: $text-warning;
        display: none;
        &.-shown { display: block; }
    }
    """

    reasons: var[tuple[str, ...]] = var(())

    def __init__(self) -> None:
        super().__init__(markup=False)

    def watch_reasons(self, reasons: tuple[str, ...]) -> None:
        self.set_class(bool(reasons), "-shown")
        self.update("\n".join(f"• {plain(reason)}" for reason in reasons))
