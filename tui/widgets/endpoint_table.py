"""The live list of private endpoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.message import Message

from tui.domain.listing import Order
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status, Turn
from tui.widgets.columns import Column, cells, column_at, columns, heading
from tui.widgets.line_list import LineList

_STYLES = {Status.ACTIVE: "good", Status.FAILED: "bad", Status.REJECTED: "bad", Status.DRIFT: "bad"}


class EndpointTable(LineList[PrivateEndpoint]):
    """One row a private endpoint; rows can be marked."""

    OPENS = "open"

    @dataclass
    class SortWanted(Message):
        """The heading of that column was clicked; one of SORT_KEYS."""

        column: str

    def __init__(self) -> None:
        super().__init__()
        self.marked: frozenset[str] = frozenset()
        """Keys of the marked rows."""
        self._columns: tuple[Column, ...] = columns(80)
        self._order = Order()
        self._now: datetime | None = None

    def present(self, rows: tuple[PrivateEndpoint, ...], order: Order, now: datetime | None) -> None:
        """Show `rows` as of `now`; the heading says how they are sorted."""
        if order != self._order:
            self._order = order
            self.refresh_heading()
        self._now = now
        self.show(rows)

    def toggle_mark(self) -> None:
        """Mark or unmark the row under the cursor, and go to the next."""
        if self.row:
            self.marked ^= {self.row.key}
            self._drawn.pop(self.cursor, None)
            self.refresh_row(self.cursor)
            self.cursor += 1

    def key_of(self, row: PrivateEndpoint) -> str:
        return row.key

    def heading(self) -> str:
        return heading(self._columns, self._order)

    def cells(self, row: PrivateEndpoint) -> tuple[str, ...]:
        return cells(row, self._columns, self._now)

    def tones(self, row: PrivateEndpoint) -> Sequence[str]:
        return _STYLES.get(row.standing.status, ""), "you" if row.standing.turn is Turn.YOU else ""

    def mark(self, row: PrivateEndpoint) -> str:
        return "*" if row.key in self.marked else " "

    def fit_columns(self, width: int) -> None:
        self._columns = columns(width)

    def clicked_heading(self, x: int) -> None:
        if column := column_at(self._columns, x):
            self.post_message(self.SortWanted(column.sort))

    def numbered(self, number: int) -> str:
        """The column of that number, counted from 1 among those on the screen; empty where there are not so many."""
        return self._columns[number - 1].sort if number <= len(self._columns) else ""
