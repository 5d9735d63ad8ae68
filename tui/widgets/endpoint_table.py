"""The live list: only the lines in view are ever drawn."""

from dataclasses import dataclass
from itertools import zip_longest

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.endpoints import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import Status, Turn
from tui.widgets.columns import Column, cells, columns, heading
from tui.widgets.keys import bindings

_STYLES = {
    Status.ACTIVE: "endpoint-table--good",
    Status.FAILED: "endpoint-table--bad",
    Status.REJECTED: "endpoint-table--bad",
}


class EndpointTable(ScrollView, can_focus=True):
    """One row a private endpoint. A poll redraws the lines it changed; the cursor stays on its row."""

    DEFAULT_CSS = """
    EndpointTable {
        height: 1fr;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .endpoint-table--head { text-style: bold; color: $text-muted; }
        & > .endpoint-table--row { color: $text; }
        & > .endpoint-table--cursor { text-style: bold; background: $block-cursor-blurred-background; }
        & > .endpoint-table--good { color: $text-success; }
        & > .endpoint-table--bad { color: $text-error; }
        & > .endpoint-table--you { color: $text-warning; text-style: bold; }
    }
    """
    COMPONENT_CLASSES = {
        "endpoint-table--head",
        "endpoint-table--row",
        "endpoint-table--cursor",
        "endpoint-table--good",
        "endpoint-table--bad",
        "endpoint-table--you",
    }
    BINDINGS = bindings("list")

    snapshot: var[Snapshot] = var(Snapshot, init=False)
    """What to show; bind it, do not set it."""
    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Moved(Message):
        """The cursor is on another row, or its row changed."""

        row: PrivateEndpoint | None

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = columns(80)
        self._drawn: dict[int, tuple[str, ...]] = {}

    @property
    def row(self) -> PrivateEndpoint | None:
        """The row under the cursor."""
        return self.snapshot.rows[self.cursor] if self.cursor < len(self.snapshot.rows) else None

    def watch_snapshot(self, old: Snapshot, new: Snapshot) -> None:
        if len(new.rows) != len(old.rows):
            self.virtual_size = Size(0, len(new.rows) + 1)
        self._follow(old, new)
        before, self._drawn = self._drawn, {}
        for line in range(self._first, self._first + self.size.height - 1):
            if self._cells(line) != before.get(line, ()):
                self.refresh_row(line)
        self.post_message(self.Moved(self.row))

    def _follow(self, old: Snapshot, new: Snapshot) -> None:
        """Keep the cursor on the row it was on, wherever that is now."""
        key = old.rows[self.cursor].key if self.cursor < len(old.rows) else None
        place = next((index for index, row in enumerate(new.rows) if row.key == key), None)
        wanted = min(self.cursor, max(len(new.rows) - 1, 0)) if place is None else place
        self.set_reactive(EndpointTable.cursor, wanted)

    def select(self, key: str) -> None:
        """Put the cursor on the row of that key, if it is there."""
        place = next((index for index, row in enumerate(self.snapshot.rows) if row.key == key), None)
        if place is not None:
            self.cursor = place

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.snapshot.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        for line in (old, new):
            self.refresh_row(line)
        self._keep_in_view(new)
        self.post_message(self.Moved(self.row))

    def _keep_in_view(self, line: int) -> None:
        height = max(self.size.height - 1, 1)
        if not self._first <= line < self._first + height:
            top = line if line < self._first else line - height + 1
            self.scroll_to(y=top, animate=False, force=True)

    @property
    def _first(self) -> int:
        return self.scroll_offset.y

    def refresh_row(self, line: int) -> None:
        """Redraw the line of one row."""
        self.refresh(Region(0, line - self._first + 1, self.size.width, 1))

    def on_resize(self, event: events.Resize) -> None:
        self._columns = columns(event.size.width - 2)
        self._drawn = {}
        self.refresh()
        self._keep_in_view(self.cursor)

    def _cells(self, line: int) -> tuple[str, ...]:
        if line not in self._drawn and line < len(self.snapshot.rows):
            self._drawn[line] = cells(self.snapshot.rows[line], self._columns, self.snapshot.at)
        return self._drawn.get(line, ())

    def render_line(self, y: int) -> Strip:
        """The heading stays on top; the rest scrolls under it."""
        if y == 0:
            return self._strip(
                [Segment(f"  {heading(self._columns)}", self.get_component_rich_style("endpoint-table--head"))]
            )
        line = y - 1 + self._first
        return self._strip(self._segments(line)) if line < len(self.snapshot.rows) else self._strip([])

    def _segments(self, line: int) -> list[Segment]:
        row = self.snapshot.rows[line]
        here = line == self.cursor
        base = self.get_component_rich_style("endpoint-table--cursor" if here else "endpoint-table--row")
        names = [_STYLES.get(row.standing.status), "endpoint-table--you" if row.standing.turn is Turn.YOU else None]
        segments = [Segment("> " if here else "  ", base)]
        for text, name in zip_longest(self._cells(line), names):
            style = base + self.get_component_rich_style(name, partial=True) if name else base
            segments += [Segment(text, style), Segment(" ", base)]
        return segments

    def _strip(self, segments: list[Segment]) -> Strip:
        style = segments[-1].style if segments else self.get_component_rich_style("endpoint-table--row")
        return Strip(segments).simplify().adjust_cell_length(self.size.width, style)

    def action_cursor_down(self) -> None:
        self.cursor += 1

    def action_cursor_up(self) -> None:
        self.cursor -= 1

    def action_cursor_first(self) -> None:
        self.cursor = 0

    def action_cursor_last(self) -> None:
        self.cursor = len(self.snapshot.rows) - 1

    def action_page_down(self) -> None:
        self.cursor += max(self.size.height - 2, 1)

    def action_page_up(self) -> None:
        self.cursor -= max(self.size.height - 2, 1)

    def on_click(self, event: events.Click) -> None:
        if event.y > 0:
            self.cursor = self._first + event.y - 1
