"""What is said of a wait: how long it takes so far, usually, and took here before."""

from dataclasses import dataclass
from datetime import datetime

from tui.domain import support
from tui.domain.acceptance import Acceptance
from tui.domain.clusters import TidbSide
from tui.domain.deletion import Deletion
from tui.domain.endpoints import ServiceState
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import Status, Turn
from tui.domain.waits import USUAL, Wait
from tui.domain.work import work_on
from tui.views.next_step import with_keys
from tui.views.plain import duration, elapsed

_LATE = "That is longer than usual: refresh; if it stays so, open a support case with AWS."


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wait under way."""

    wait: Wait
    since: datetime | None
    """None where nobody knows."""
    since_exact: bool
    """Whether it began then; else it takes at least as long already."""
    elapsed_s: float | None
    usual: str
    """In words."""
    overdue: bool
    took_s: float | None
    """What half of them took here at most; null: never measured."""
    nine_of_ten_within_s: float | None
    """Null until enough were measured."""


def waiting(row: PrivateEndpoint, snapshot: Snapshot) -> Waiting | None:
    """What is waited for of `row`; None where nothing is."""
    wait = _wait(row, snapshot)
    if wait is None:
        return None
    began = _began(wait, row, snapshot)
    return of(wait, began or row.since, snapshot, exact=bool(began) or row.since_exact)


def of(wait: Wait, since: datetime | None, snapshot: Snapshot, *, exact: bool = True) -> Waiting:
    """That wait, as of `snapshot`."""
    known = snapshot.waits.before(wait, snapshot.tidb_side)
    took, within = known or (None, None)
    so_far = (snapshot.at - since).total_seconds() if since and snapshot.at else None
    overdue = snapshot.waits.overdue(wait, since, snapshot.at)
    return Waiting(wait, since, exact, so_far, USUAL[wait].words, overdue, took, within)


def so_far(waiting: Waiting, snapshot: Snapshot, *more: str) -> str:
    """`0:42 elapsed (usually 3 to 5 minutes; took 1:40 here, nine of ten within 3:10)`, with `more` in the brackets."""
    speed = f", here {snapshot.waits.speed:g}x as fast" if snapshot.waits.speed != 1 else ""
    inside = "; ".join(filter(None, (f"{waiting.usual}{speed}", *more, before(waiting))))
    least = "" if waiting.since_exact else "at least "
    return f"{least}{elapsed(waiting.since, snapshot.at) or '0:00'} elapsed ({inside})"


def before(waiting: Waiting) -> str:
    """`took 1:40 here, nine of ten within 3:10`; empty where it was never measured."""
    if waiting.took_s is None:
        return ""
    within = waiting.nine_of_ten_within_s
    return f"took {duration(waiting.took_s)} here" + (f", nine of ten within {duration(within)}" if within else "")


def late(waiting: Waiting, snapshot: Snapshot) -> str:
    """What to do about one that takes longer than usual, as a sentence; empty: it does not."""
    if not waiting.overdue:
        return ""
    on_tidb_cloud = snapshot.tidb_side is TidbSide.TIDB_CLOUD
    tidbs = {Wait.SERVICE, Wait.TERMINATION, *((Wait.ACCEPT,) if on_tidb_cloud else ())}
    return with_keys(support.whom_to_ask(snapshot.tidb_side), "flow") if waiting.wait in tidbs else _LATE


def late_of(row: PrivateEndpoint | None, snapshot: Snapshot) -> str:
    """Likewise of what is waited for of `row`."""
    waited = waiting(row, snapshot) if row else None
    return late(waited, snapshot) if waited else ""


def _wait(row: PrivateEndpoint, snapshot: Snapshot) -> Wait | None:
    status = row.standing.status
    if status is Status.SYSTEM_CHECKING:
        return Wait.ACCEPT
    if status is Status.DELETING:
        return Wait.DELETION if row.vpc_endpoint_id else Wait.TERMINATION
    if row.service and row.service.state is ServiceState.CREATING and row.standing.turn is Turn.TIDB:
        return Wait.SERVICE
    asked = (Wait.DNS, row.key) in snapshot.waits.begun and row.private_dns is False
    return Wait.DNS if asked else None


def _began(wait: Wait, row: PrivateEndpoint, snapshot: Snapshot) -> datetime | None:
    """As far as it was asked for here."""
    _, acceptance = work_on(snapshot.works, row.key, Acceptance)
    _, removal = work_on(snapshot.works, row.key, Deletion)
    known = {
        Wait.ACCEPT: acceptance.asked_at if acceptance else None,
        Wait.DELETION: removal.deleting_at if removal else None,
        Wait.DNS: snapshot.waits.begun.get((Wait.DNS, row.key)),
        Wait.TERMINATION: snapshot.waits.begun.get((Wait.TERMINATION, row.key)),
        Wait.SERVICE: row.draft.service_asked_at if row.draft else None,
    }
    return known.get(wait)
