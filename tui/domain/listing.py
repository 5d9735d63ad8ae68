"""Which rows the list shows, in which order, and what they come to."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status, Turn

_BEGINNING = datetime.min.replace(tzinfo=UTC)
_TURNS = tuple(Turn)
_STATUSES = tuple(Status)

FIELDS: dict[str, Callable[[PrivateEndpoint], str]] = {
    "state": lambda row: row.standing.status,
    "region": lambda row: row.region,
    "cluster": lambda row: row.cluster_name,
    "turn": lambda row: row.standing.turn,
    "vpc": lambda row: row.vpc_id,
    "drift": lambda row: "yes" if row.standing.status is Status.DRIFT else "no",
}
"""What `field:value` of a filter looks at."""


class InvalidFilter(ValueError):  # noqa: N818 - reads as what it says
    """The filter cannot be understood; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Order:
    """A column to sort by."""

    column: str = ""
    """One of SORT_KEYS; empty for the order of the list itself: cluster, region, ID."""
    descending: bool = False

    def next(self) -> "Order":
        """The next column, ascending; after the last one the list's own order."""
        columns = ("", *SORT_KEYS)
        return Order(columns[(columns.index(self.column) + 1) % len(columns)])

    def by(self, column: str) -> "Order":
        """By that column; if it was so already, the other way round."""
        return self.reversed() if column == self.column else Order(column)

    def reversed(self) -> "Order":
        """The other way round."""
        return Order(self.column, not self.descending)


SORT_KEYS: dict[str, Callable[[PrivateEndpoint], object]] = {
    "STATUS": lambda row: _STATUSES.index(row.standing.status),
    "TURN": lambda row: _TURNS.index(row.standing.turn),
    "FOR": lambda row: -(row.since or _BEGINNING).timestamp(),  # the shortest first
    "CLUSTER": lambda row: row.cluster_name.casefold(),
    "REGION": lambda row: row.region,
    "VPC": lambda row: row.vpc_id,
    "ENDPOINT": lambda row: row.vpc_endpoint_id,
    "DNS": lambda row: str(row.private_dns),
}
"""By the title of the column."""


def select(rows: Iterable[PrivateEndpoint], text: str) -> tuple[PrivateEndpoint, ...]:
    """The rows in which every word of `text` is found: `field:value` in that field, a bare word in any, or in the ID.

    InvalidFilter for a field that there is not.
    """
    tests = [_test(word.casefold()) for word in text.split()]
    return tuple(row for row in rows if all(test(row) for test in tests)) if tests else tuple(rows)


def _test(word: str) -> Callable[[PrivateEndpoint], bool]:
    name, colon, value = word.partition(":")
    if not colon:
        return lambda row: word in _all(row)
    if name not in FIELDS:
        raise InvalidFilter(f"Expected words, or {', '.join(f'{field}:' for field in FIELDS)} with a value.")
    return lambda row: value in FIELDS[name](row).casefold()


def _all(row: PrivateEndpoint) -> str:
    return " ".join((*(field(row) for field in FIELDS.values()), row.vpc_endpoint_id)).casefold()


def arrange(rows: Sequence[PrivateEndpoint], order: Order) -> tuple[PrivateEndpoint, ...]:
    """The rows sorted; those that are equal keep their places."""
    if order.column:
        key = SORT_KEYS[order.column]
        return tuple(sorted(rows, key=key, reverse=order.descending))  # type: ignore[arg-type] # one type a column
    return tuple(reversed(rows)) if order.descending else tuple(rows)


def count_by_status(rows: Iterable[PrivateEndpoint]) -> str:
    """`2 Active, 1 Pending`, in the order of the statuses."""
    counted = Counter(row.standing.status for row in rows)
    return ", ".join(f"{counted[status]} {status}" for status in Status if counted[status])
