"""A list of which only the lines in view are ever drawn: ten rows or ten thousand cost the same."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.keys import bindings

R = TypeVar("R")
MARGIN = 2
"""Cells before the first column: cursor and mark."""
_DOUBLE = 2


class LineList(ScrollView, Generic[R], can_focus=True):
    """One line a row under a heading. `show` redraws the lines that changed; the cursor stays on its row.

    Subclasses say what a row's key, cells and styles are.
    """

    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .line-list--head { text-style: bold; color: $text-muted; }
        & > .line-list--row { color: $text; }
        & > .line-list--cursor { color: $text; text-style: bold; background: $block-cursor-blurred-background; }
        &:light > .line-list--cursor { background: $primary 10%; }
        & > .line-list--good { color: $text-success; }
        & > .line-list--bad { color: $text-error; }
        & > .line-list--you { color: $text-warning; text-style: bold; }
        &:ansi > .line-list--cursor { color: ansi_bright_white; background: ansi_blue; }
        &:nocolor > .line-list--good { color: $text; }
        &:nocolor > .line-list--bad { color: $text; text-style: bold; }
        &:nocolor > .line-list--you { color: $text; }
    }
    """
    OPENS: ClassVar[str] = ""
    """The action of the page that a double click does; empty for none."""
    COMPONENT_CLASSES = {
        "line-list--head",
        "line-list--row",
        "line-list--cursor",
        "line-list--good",
        "line-list--bad",
        "line-list--you",
    }
    BINDINGS = bindings("list")

    cursor: reactive[int] = reactive(0, repaint=False)
    row: var[R | None] = var(None)
    """The row under the cursor. Watch it, then what shows it is drawn in one frame with the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[R, ...] = ()
        self._drawn: dict[int, tuple[str, ...]] = {}

    def key_of(self, row: R) -> str:
        """What the cursor holds on to."""
        raise NotImplementedError

    def heading(self) -> str:
        """The first line, aligned with the cells."""
        raise NotImplementedError

    def cells(self, row: R) -> tuple[str, ...]:
        """The texts of a row, each already as wide as its column; a blank is put between them."""
        raise NotImplementedError

    def tones(self, row: R) -> Sequence[str]:  # noqa: ARG002 - for subclasses
        """`good`, `bad`, `you` or empty for the first cells of a row."""
        return ()

    def mark(self, row: R) -> str:  # noqa: ARG002 - for subclasses
        """One cell before the row."""
        return " "

    def fit_columns(self, width: int) -> None:
        """Choose columns for `width` cells."""

    def show(self, rows: tuple[R, ...]) -> None:
        """Replace the rows."""
        old, self.rows = self.rows, rows
        if len(rows) != len(old):
            self.virtual_size = Size(0, len(rows) + 1)
        self._follow(old)
        before, self._drawn = self._drawn, {}
        for line in range(self._first, self._first + self.size.height - 1):
            if self._texts(line) != before.get(line, ()):
                self.refresh_row(line)
        self._take_row()

    def _take_row(self) -> None:
        self.row = self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def _follow(self, old: tuple[R, ...]) -> None:
        """Keep the cursor on the row it was on, wherever that is now."""
        if self.cursor >= len(old):
            return
        place = self._place(self.key_of(old[self.cursor]))
        was, now = self.cursor, min(self.cursor, max(len(self.rows) - 1, 0)) if place is None else place
        if was != now:
            self.set_reactive(LineList.cursor, now)
            self.refresh_row(was)
            self.refresh_row(now)
            self._keep_in_view(now)

    def _place(self, key: str) -> int | None:
        if self.cursor < len(self.rows) and self.key_of(self.rows[self.cursor]) == key:
            return self.cursor
        return next((index for index, row in enumerate(self.rows) if self.key_of(row) == key), None)

    def select(self, key: str) -> None:
        """Put the cursor on the row of that key, if it is there."""
        place = self._place(key)
        if place is not None:
            self.cursor = place

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_row(old)
        self.refresh_row(new)
        self._keep_in_view(new)
        self._take_row()

    def _keep_in_view(self, line: int) -> None:
        height = max(self.size.height - 1, 1)
        if not self._first <= line < self._first + height:
            top = line if line < self._first else line - height + 1
            self.scroll_to(y=top, animate=False, force=True, immediate=True)

    @property
    def _first(self) -> int:
        return self.scroll_offset.y

    def refresh_heading(self) -> None:
        """It stays on top, however far the rows are scrolled."""
        self.refresh(Region(0, 0, self.size.width, 1))

    def refresh_row(self, line: int) -> None:
        """Redraw the line of one row."""
        self.refresh(Region(0, line - self._first + 1, self.size.width, 1))

    def on_resize(self, event: events.Resize) -> None:
        self.fit_columns(max(event.size.width - 2, 0))
        self._drawn = {}
        self.refresh()
        self._keep_in_view(self.cursor)

    def _texts(self, line: int) -> tuple[str, ...]:
        if line not in self._drawn and line < len(self.rows):
            row = self.rows[line]
            self._drawn[line] = (self.mark(row), *self.cells(row))
        return self._drawn.get(line, ())

    def render_line(self, y: int) -> Strip:
        """The heading stays on top; the rest scrolls under it."""
        if y == 0:
            return self._strip([Segment(f"  {self.heading()}", self.get_component_rich_style("line-list--head"))])
        line = y - 1 + self._first
        return self._strip(self._segments(line) if line < len(self.rows) else [])

    def _segments(self, line: int) -> list[Segment]:
        """The row under the cursor is of one style: each change of style costs a slow line 20 bytes."""
        here = line == self.cursor
        base = self.get_component_rich_style("line-list--cursor" if here else "line-list--row")
        mark, *texts = self._texts(line)
        segments = [Segment((">" if here else " ") + mark, base)]
        tones = () if here else self.tones(self.rows[line])
        for text, name in zip_longest(texts, tones, fillvalue=""):
            style = base + self.get_component_rich_style(f"line-list--{name}", partial=True) if name else base
            segments += [Segment(text, style), Segment(" ", base)]
        return segments

    def _strip(self, segments: list[Segment]) -> Strip:
        style = segments[-1].style if segments else self.get_component_rich_style("line-list--row")
        return Strip(segments).simplify().adjust_cell_length(self.size.width, style)

    def action_cursor_down(self) -> None:
        self.cursor += 1

    def action_cursor_up(self) -> None:
        self.cursor -= 1

    def action_cursor_first(self) -> None:
        self.cursor = 0

    def action_cursor_last(self) -> None:
        self.cursor = len(self.rows) - 1

    def action_page_down(self) -> None:
        self.cursor += max(self.size.height - 2, 1)

    def action_page_up(self) -> None:
        self.cursor -= max(self.size.height - 2, 1)

    async def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            self.clicked_heading(event.x - MARGIN)
        elif (line := self._first + event.y - 1) < len(self.rows):
            self.cursor = line
            if event.chain == _DOUBLE and self.OPENS:
                await self.screen.run_action(self.OPENS)

    def clicked_heading(self, x: int) -> None:
        """Cell `x` of the heading was clicked."""
