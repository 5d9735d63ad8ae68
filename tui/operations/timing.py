"""How long what is waited for takes: measured, and kept for the next time."""

from collections.abc import Callable, Hashable
from datetime import datetime
from functools import partial

from tui.domain.endpoints import PrivateLinkService, ServiceState
from tui.domain.snapshot import Snapshot, What
from tui.domain.waits import Took, Wait, Waits, termination_id, took_id
from tui.monitor.clock import Clock
from tui.monitor.poller import Poller
from tui.operations.disk import Disk

Write = Callable[[Hashable, Callable[[], None]], None]


class Timing:
    """Only waits whose beginning and end were seen in this run count: a program that was left measures nothing."""

    def __init__(self, disk: Disk[Took], poller: Poller, clock: Clock, write: Write, speed: float) -> None:
        """Reads what is on disk."""
        self._disk, self._poller, self._clock, self._write, self._speed = disk, poller, clock, write, speed
        self._took = {each.id: each for each in disk.load()}
        self._begun: dict[tuple[Wait, str], datetime] = {}
        self._last = Snapshot()
        self._show()

    def begin(self, wait: Wait, id_: str) -> None:
        """It is asked for now."""
        self._begun[wait, id_] = self._clock.now()
        self._show()

    def drop(self, wait: Wait, id_: str) -> None:
        """It was refused, or ended some other way."""
        self._begun.pop((wait, id_), None)
        self._show()

    def took(self, wait: Wait, since: datetime, until: datetime) -> None:
        """It ended."""
        seconds = (until - since).total_seconds() * self._speed
        id_ = took_id(wait, self._poller.snapshot.tidb_side)
        self._took[id_] = kept = self._took.get(id_, Took(id_)).then(round(seconds, 1))
        self._show()
        self._write(("wait", id_), partial(self._disk.save, kept))

    async def look(self, snapshot: Snapshot) -> None:
        """What the last poll shows to have ended."""
        was, self._last = self._last, snapshot
        if snapshot.at is None or not was.loaded:
            return
        for draft in snapshot.drafts:
            before, now = was.service(*draft.owner), snapshot.service(*draft.owner)
            if draft.service_asked_at and _active(now) and not _active(before):
                self.took(Wait.SERVICE, draft.service_asked_at, snapshot.at)
        for wait, id_ in tuple(self._begun):
            if _ended(wait, id_, snapshot):
                self.took(wait, self._begun[wait, id_], snapshot.at)
                self.drop(wait, id_)

    def _show(self) -> None:
        self._poller.set_waits(Waits(dict(self._took), dict(self._begun), self._speed))


def _ended(wait: Wait, id_: str, snapshot: Snapshot) -> bool:
    """Whether what was asked for in this run is done."""
    if wait is Wait.TERMINATION:
        gone = all(termination_id(each.owner) != id_ for each in snapshot.services)
        return gone and snapshot.read_whole(What.SERVICES)
    row = snapshot.row(id_)
    return wait is Wait.DNS and row is not None and bool(row.private_dns)


def _active(service: PrivateLinkService | None) -> bool:
    return service is not None and service.state is ServiceState.ACTIVE
