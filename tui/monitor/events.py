"""What to announce between two snapshots: pure."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import TIDB_SIDE, Snapshot, What, aws_side
from tui.domain.status import Status, Turn

Where = tuple[str, str]
"""Side and place of a reading."""
_HALVES = {What.ALL, What.CONNECTIONS}
"""What rows have their halves from."""


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

    Like is compared with like: what is in a part that had not been read whole before did not change, it became known.
    """
    before = {row.key: row for row in old.rows}
    places = {cluster.id: cluster.place for cluster in new.clusters}
    read = {(each.side, each.place) for each in old.readings if each.as_of and each.what in _HALVES}
    for row in new.rows:
        was = before.get(row.key)
        if was is not row and (was or row.vpc_endpoint_id) and _comparable(was, row, read, places):
            yield was, row


def _events(old: Snapshot, new: Snapshot) -> Iterator[Event]:
    for was, row in changed_rows(old, new):
        if kind := _kind(was, row):
            yield Event(kind, row.key, _text(row))


def _comparable(
    was: PrivateEndpoint | None, row: PrivateEndpoint, read: Container[Where], places: Mapping[str, str]
) -> bool:
    """Whether each half of the row that it had not before would have been seen then."""
    theirs, ours = row.vpc_endpoint, row.connection
    if theirs and not (was and was.vpc_endpoint) and (aws_side(theirs.region, theirs.aws_profile), "") not in read:
        return False
    if ours and not (was and was.connection):
        return any((TIDB_SIDE, place) in read for place in (places.get(row.cluster_id, ""), ""))
    return True


def _kind(was: PrivateEndpoint | None, row: PrivateEndpoint) -> EventKind | None:
    now, then = row.standing, was.standing if was else None
    if then and (then.status, then.turn, then.step) == (now.status, now.turn, now.step):
        return None
    if now.status in {Status.FAILED, Status.REJECTED, Status.DRIFT}:
        return EventKind.FAILED
    if now.status is Status.ACTIVE:
        return EventKind.ACTIVE
    return EventKind.YOURS if now.turn is Turn.YOU else None


def _text(row: PrivateEndpoint) -> str:
    name = f"{row.cluster_name} {row.vpc_endpoint_id}".strip()
    return f"{name} is {row.standing.status}. {row.standing.next}"
