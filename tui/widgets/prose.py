"""A long text of which only the lines in view are ever drawn."""

from collections.abc import Callable

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.views.wrapping import hanging
from tui.widgets.keys import bindings
from tui.widgets.page import Scrolls


class Prose(Scrolls, ScrollView, can_focus=True):
    """Takes the focus, and the keys of pages with it; wrapped to the width there is."""

    DEFAULT_CSS = """
    Prose {
        height: 1fr;
        padding: 1 2 0 2;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    """
    BINDINGS = bindings("page")

    text: var[str | Callable[[int], str]] = var("")
    """What is shown, or what lays it out at the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []
        self._wrapped: tuple[str | Callable[[int], str], int] = ("", 0)

    @property
    def scrolled(self) -> Widget:
        return self

    def watch_text(self) -> None:
        self._grow()

    def on_resize(self) -> None:
        self._grow()

    def _grow(self) -> None:
        self._wrap()
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    @property
    def _room(self) -> int:
        """The width for text, whether or not there is a scrollbar now."""
        return self.content_size.width - self.styles.scrollbar_size_vertical

    def _wrap(self) -> None:
        wanted = self.text, self._room
        if wanted != self._wrapped and self._room > 0:
            self._wrapped = wanted
            text = self.text if isinstance(self.text, str) else self.text(self._room)
            self._lines = hanging(text, self._room)

    def render_line(self, y: int) -> Strip:
        self._wrap()  # the first frame comes before the widget is told its size
        line = y + self.scroll_offset.y
        text = self._lines[line] if line < len(self._lines) else ""
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(self.content_size.width, self.rich_style)
