"""What can be done with a row of the list."""

from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status, Turn


def editable(row: PrivateEndpoint) -> bool:
    """Not while it is in motion; an Active one where AWS lets us change it."""
    if row.standing.status is Status.ACTIVE:
        return row.vpc_endpoint is not None
    return row.standing.turn is Turn.YOU or row.draft is not None


def deletes_first(row: PrivateEndpoint) -> bool:
    """Whether it can only be deleted and created again: a connection that TiDB Cloud can accept anew is not lost."""
    return row.standing.status in {Status.FAILED, Status.REJECTED, Status.DRIFT} and row.standing.step is None
