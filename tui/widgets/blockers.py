"""Why Next does not work yet."""

from textual.reactive import var

from tui.views.next_step import with_keys
from tui.views.plain import plain
from tui.widgets.hanging import Hanging


class Blockers(Hanging):
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

    def watch_reasons(self, reasons: tuple[str, ...]) -> None:
        self.set_class(bool(reasons), "-shown")
        self.text = "\n".join(f"• {with_keys(plain(reason), 'flow')}" for reason in reasons)
