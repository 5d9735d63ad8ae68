"""How endpoints were set up here: kept on disk, and compared with what AWS has at each poll."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from tui.domain.endpoints import EndpointChange, VpcEndpoint
from tui.domain.errors import PrivateEndpointError
from tui.domain.intent import Intent
from tui.domain.snapshot import Snapshot
from tui.monitor.clock import Clock
from tui.monitor.poller import Poller
from tui.operations.disk import Disk

Write = Callable[[Hashable, Callable[[], None]], None]


class Intents:
    """By VPC endpoint ID; one that was set up elsewhere has none."""

    def __init__(self, disk: Disk[Intent], poller: Poller, clock: Clock, write: Write) -> None:
        """Reads what is on disk."""
        self._disk, self._poller, self._clock, self._write = disk, poller, clock, write
        self._kept = {each.id: each for each in disk.load()}

    def show(self) -> None:
        self._poller.set_intents(dict(self._kept))

    def set_up(self, endpoint: VpcEndpoint) -> None:
        """`endpoint` is as it is meant to be."""
        self._keep(Intent.of(endpoint, self._clock.now()))

    def forget(self, id_: str) -> None:
        """The endpoint is not there any more."""
        if self._kept.pop(id_, None):
            self.show()
            self._write(("intent", id_), lambda: self._disk.delete(id_))

    @contextmanager
    def changing(self, id_: str, change: EndpointChange) -> Iterator[None]:
        """What is changed here is meant; a poll in between sees no drift, and what is refused was never meant."""
        before = self._kept.get(id_)
        if before is None:
            yield
            return
        self._kept[id_] = after = before.after(change, self._clock.now())
        self.show()
        try:
            yield
        except PrivateEndpointError:
            self._kept[id_] = before
            self.show()
            raise
        self._keep(after)

    async def look(self, snapshot: Snapshot) -> None:
        """Keep since when one is seen to be otherwise."""
        for row in snapshot.rows:
            if row.intent and row.vpc_endpoint and row.intent is self._kept.get(row.key):
                found = row.intent.differences(row.vpc_endpoint, self._clock.now())
                since = row.intent.seen_since if found is None else row.since if row.standing.differences else None
                if since != row.intent.seen_since:
                    self._keep(replace(row.intent, seen_since=since))

    def _keep(self, intent: Intent) -> None:
        self._kept[intent.id] = intent
        self.show()
        self._write(("intent", intent.id), lambda: self._disk.save(intent))
