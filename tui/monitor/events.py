"""What to announce between two snapshots: pure."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tui.domain.endpoints import PrivateEndpoint
from tui.domain.snapshot import TIDB_SIDE, Snapshot, aws_side
from tui.domain.status import Status, Turn


class EventKind(StrEnum):
    ACTIVE = "active"
    FAILED = "failed"
    YOURS = "yours"
    """Somebody has to act: the operator."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a row."""

    kind: EventKind
    key: str
    """The row's."""
    text: str
    """One sentence; names in it are as the provider sent them."""


def between(old: Snapshot, new: Snapshot) -> tuple[Event, ...]:
    """What happened from `old` to `new`; nothing for what is only now read for the first time."""
    return tuple(_events(old, new))


def changed_rows(old: Snapshot, new: Snapshot) -> Iterator[tuple[PrivateEndpoint | None, PrivateEndpoint]]:
    """Each row that is not what it was, with what it was; None for a VPC endpoint that was not there.

    Rows of a side that is only now read for the first time are left out: they did not change, they became known.
    """
    before = {row.key: row for row in old.rows}
    read = {reading.side for reading in old.readings if reading.as_of}
    for row in new.rows:
        was = before.get(row.key)
        if was is not row and _known(row, read) and (was or row.vpc_endpoint_id):
            yield was, row


def _events(old: Snapshot, new: Snapshot) -> Iterator[Event]:
    for was, row in changed_rows(old, new):
        if kind := _kind(was, row):
            yield Event(kind, row.key, _text(row))


def _known(row: PrivateEndpoint, read: Container[str]) -> bool:
    """Whether the sides that the row's halves came from are among those that had been `read`."""
    seen, tidb = row.vpc_endpoint, TIDB_SIDE in read or not row.connection
    return tidb and (not seen or aws_side(seen.region, seen.aws_profile) in read)


def _kind(was: PrivateEndpoint | None, row: PrivateEndpoint) -> EventKind | None:
    now, then = row.standing, was.standing if was else None
    if then and (then.status, then.turn, then.step) == (now.status, now.turn, now.step):
        return None
    if now.status in {Status.FAILED, Status.REJECTED}:
        return EventKind.FAILED
    if now.status is Status.ACTIVE:
        return EventKind.ACTIVE
    return EventKind.YOURS if now.turn is Turn.YOU else None


def _text(row: PrivateEndpoint) -> str:
    name = f"{row.cluster_name} {row.vpc_endpoint_id}".strip()
    return f"{name} is {row.standing.status}. {row.standing.next}"
