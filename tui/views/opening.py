"""What can be done with a row of the list."""

from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status, Turn


def changeable(row: PrivateEndpoint) -> bool:
    """Whether it works, so that Edit changes it, be it back to how it was set up."""
    return row.standing.status is Status.ACTIVE or bool(row.standing.differences)


def editable(row: PrivateEndpoint) -> bool:
    """Not while it is in motion; one that works where AWS lets us change it."""
    if changeable(row):
        return row.vpc_endpoint is not None
    return row.standing.turn is Turn.YOU or row.draft is not None


def deletes_first(row: PrivateEndpoint) -> bool:
    """Whether it can only be deleted and created again: a connection that TiDB Cloud can accept anew is not lost."""
    ended = row.standing.status in {Status.FAILED, Status.REJECTED, Status.DRIFT}
    return ended and row.standing.step is None and not row.standing.differences
