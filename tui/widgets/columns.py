"""Which columns the list has at a width, and what stands in them. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from tui.domain.listing import Order
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import MARKS
from tui.views.plain import fit, fit_group, fit_id, lasted, plain


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int
    text: Callable[[PrivateEndpoint, datetime | None], str]
    """The cell before it is fitted; already plain."""
    is_id: bool = False
    """Cut in the middle: its end is what people compare."""

    @property
    def sort(self) -> str:
        """What it is called in SORT_KEYS."""
        return self.title.removeprefix("VPC ")

    def cell(self, row: PrivateEndpoint, now: datetime | None) -> str:
        """Exactly `width` cells."""
        text = self.text(row, now)
        if self.title == "CLUSTER" and row.node_group_id:
            return fit_group(text, self.width)
        return fit_id(text, self.width) if self.is_id else fit(text, self.width)


def _status(row: PrivateEndpoint, _now: datetime | None) -> str:
    return f"{MARKS[row.standing.status]} {row.standing.status}"


def _turn(row: PrivateEndpoint, _now: datetime | None) -> str:
    return row.standing.turn


def _for(row: PrivateEndpoint, now: datetime | None) -> str:
    return lasted(row.since, now, exact=row.since_exact)


def _cluster(row: PrivateEndpoint, _now: datetime | None) -> str:
    return plain(row.cluster_name, 80)


def _region(row: PrivateEndpoint, _now: datetime | None) -> str:
    return plain(row.region, 30)


def _vpc(row: PrivateEndpoint, _now: datetime | None) -> str:
    return plain(row.vpc_id, 30) or "-"


def _endpoint(row: PrivateEndpoint, _now: datetime | None) -> str:
    return row.vpc_endpoint_id or "-"


def _dns(row: PrivateEndpoint, _now: datetime | None) -> str:
    return {True: "on", False: "off", None: "?" if row.connection else "-"}[row.private_dns]


_SETS = (
    (
        115,
        (
            Column("STATUS", 17, _status),
            Column("TURN", 4, _turn),
            Column("FOR", 5, _for),
            Column("CLUSTER", 18, _cluster),
            Column("REGION", 14, _region),
            Column("VPC", 21, _vpc, is_id=True),
            Column("VPC ENDPOINT", 22, _endpoint, is_id=True),
            Column("DNS", 3, _dns),
        ),
    ),
    (
        78,
        (
            Column("STATUS", 17, _status),
            Column("TURN", 4, _turn),
            Column("FOR", 4, _for),
            Column("CLUSTER", 13, _cluster),
            Column("REGION", 12, _region),
            Column("VPC", 8, _vpc, is_id=True),
            Column("ENDPOINT", 9, _endpoint, is_id=True),
            Column("DNS", 3, _dns),
        ),
    ),
    (
        0,
        (
            Column("STATUS", 17, _status),
            Column("TURN", 4, _turn),
            Column("FOR", 4, _for),
            Column("CLUSTER", 14, _cluster),  # a cell is left for the scrollbar at 60
            Column("ENDPOINT", 10, _endpoint, is_id=True),
            Column("DNS", 3, _dns),
        ),
    ),
)


def columns(width: int) -> tuple[Column, ...]:
    """The columns for a table of `width` cells; the selected row stands in full below or beside them."""
    return next(shown for least, shown in _SETS if width >= least)


def heading(shown: tuple[Column, ...], order: Order) -> str:
    """The titles, aligned with the cells; an arrow at the one that the rows are sorted by."""
    arrow = "▼" if order.descending else "▲"
    line = " ".join(column.title.ljust(column.width) for column in shown)
    starts = accumulate((column.width + 1 for column in shown), initial=0)
    places = zip(starts, shown, strict=False)
    at = next((start + _mark(column) for start, column in places if column.sort == order.column), None)
    return line if at is None else f"{line[:at]}{arrow}{line[at + 1 :]}"


def _mark(column: Column) -> int:
    """Where the arrow stands, from the beginning of the title: behind it, or in the gap before one that is full."""
    return len(column.title) if len(column.title) < column.width else -1


def column_at(shown: tuple[Column, ...], x: int) -> Column | None:
    """The column whose heading or cell, the blank behind it included, is at cell `x` of a line; None for none."""
    ends = accumulate(column.width + 1 for column in shown)
    return next((column for column, end in zip(shown, ends, strict=True) if 0 <= x < end), None)


def cells(row: PrivateEndpoint, shown: tuple[Column, ...], now: datetime | None) -> tuple[str, ...]:
    """One text a column, each of the column's width."""
    return tuple(column.cell(row, now) for column in shown)
