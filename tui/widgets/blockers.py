"""Why Next does not work yet."""

from textual.reactive import var
from textual.widgets import Static

from tui.views.plain import plain
from tui.views.wrapping import hanging


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
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        text = "\n".join(f"• {plain(reason)}" for reason in self.reasons)
        width = (self.app.size.width if self.is_attached else 0) - self.gutter.width
        self.update("\n".join(hanging(text, width)) if width > 0 else text)
