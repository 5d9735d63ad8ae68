"""When `watch` ends, and with which exit code. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from tui import exit_codes
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import Status, Turn

_FAILED = {Status.FAILED, Status.REJECTED, Status.DRIFT}
_BY_THEMSELVES = {Turn.AWS, Turn.TIDB}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was meant at any time, and what the last reading shows of it."""

    keys: Collection[str]
    snapshot: Snapshot

    @property
    def rows(self) -> list[PrivateEndpoint]:
        """Endpoints and setups; an endpoint service without one has nothing to wait for."""
        meant = (row for row in self.snapshot.rows if row.key in self.keys)
        return [row for row in meant if row.vpc_endpoint_id or row.draft]

    @property
    def all_gone(self) -> bool:
        """Whether both sides said so of each by its ID; of none at all a whole reading is enough."""
        meant = {key for key in self.keys if key.startswith("vpce-")}
        return not self.rows and meant <= self.snapshot.gone and (bool(meant) or self.snapshot.complete)


def ended(until: str, seen: Seen) -> int | None:
    """The exit code once it is `active`, `settled` or `gone`, or cannot become so any more; None before."""
    if until == "gone":
        return exit_codes.OK if seen.all_gone else None
    if until == "active":
        return _active(seen)
    moving = any(row.standing.turn in _BY_THEMSELVES for row in seen.rows)
    return None if moving or not seen.snapshot.complete else _as_it_is(seen)


def at_the_end(until: str, seen: Seen) -> int:
    """The exit code when the time is up; what was not read may be moving."""
    moving = any(row.standing.turn in _BY_THEMSELVES for row in seen.rows)
    return exit_codes.MOVING if until or moving or not seen.snapshot.complete else _as_it_is(seen)


def _active(seen: Seen) -> int | None:
    if bad := _as_it_is(seen):
        return bad
    if any(key.startswith("vpce-") and key in seen.snapshot.gone for key in seen.keys):
        return exit_codes.FOUND_FAILED
    rows = seen.rows
    return exit_codes.OK if rows and all(row.standing.status is Status.ACTIVE for row in rows) else None


def _as_it_is(seen: Seen) -> int:
    rows = seen.rows
    if any(row.standing.status in _FAILED for row in rows):
        return exit_codes.FOUND_FAILED
    return exit_codes.YOUR_TURN if any(row.standing.turn is Turn.YOU for row in rows) else exit_codes.OK
