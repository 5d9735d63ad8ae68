"""A cluster with its service, an operator at work on a draft, and what cuts in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.clock import FrozenClock
from tests.fakes import OPEN_GROUP, REGION, SUBNET_IDS, TOKEN, VPC_ID, FakeAws, FakeTidb, cluster, service
from tests.screens.harness import MemoryIntents, MemoryRemovals, MemoryWaits
from tui.domain.clusters import TidbSide
from tui.domain.draft import Draft
from tui.domain.endpoints import EndpointRequest, VpcEndpoint
from tui.domain.errors import PrivateEndpointError, Unreachable
from tui.domain.status import Status
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.operations import Operations

if TYPE_CHECKING:
    from tui.providers.base import PollBudget

LOST = Unreachable("no answer", retryable=True)
DRAFT = Draft(TOKEN, cluster().id, "", REGION, VPC_ID, SUBNET_IDS, (OPEN_GROUP,))


class Disk:
    """Drafts in memory."""

    def __init__(self, *drafts: Draft) -> None:
        self.kept = {draft.id: draft for draft in drafts}
        self.writes: list[Draft | str] = []
        self.full: PrivateEndpointError | None = None

    def load(self) -> tuple[Draft, ...]:
        return tuple(self.kept.values())

    def save(self, draft: Draft) -> None:
        if self.full:
            raise self.full
        self.writes.append(draft)
        self.kept[draft.id] = draft

    def delete(self, draft_id: str) -> None:
        self.writes.append(draft_id)
        self.kept.pop(draft_id)


class Slow(FakeAws):
    """Creates when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.open = asyncio.Event(), asyncio.Event()
        self.lost: PrivateEndpointError | None = None
        """Raised after the endpoint was made: its answer never came."""
        self.open.set()

    async def create_vpc_endpoint(self, request: EndpointRequest) -> VpcEndpoint:
        self.entered.set()
        await self.open.wait()
        made = await super().create_vpc_endpoint(request)
        if self.lost:
            raise self.lost
        return made


async def rest() -> None:
    """Until nothing is left to be done at once."""
    ready = getattr(asyncio.get_running_loop(), "_ready")  # noqa: B009 - no public way to ask a loop whether it idles
    idle = 0
    while idle < 3:
        await asyncio.sleep(0)
        idle = 0 if ready else idle + 1


class World:
    """One cluster with its active service, and an operator at work on DRAFT."""

    def __init__(self, side: TidbSide = TidbSide.SELF_MANAGED) -> None:
        self.aws = Slow()
        self.tidb = FakeTidb(self.aws)
        self.tidb.clusters, self.tidb.services = [cluster(), cluster("events")], [service(), service(cluster("events"))]
        self.store, self.clock, self.disk = Store(), FrozenClock(), Disk()
        self.poller = Poller(self.tidb, {"": self.aws}, self.store, self.clock, tidb_side=side)
        self.removals, self.intents, self.waits = MemoryRemovals(), MemoryIntents(), MemoryWaits()
        self.pace: PollBudget | None = None
        self.ids = iter(["new-1", "new-2"])
        self.operations = self.restarted()

    def restarted(self) -> Operations:
        """As after a start: nothing in memory."""
        return Operations(
            self.tidb,
            {"": self.aws},
            self.poller,
            self.disk,
            self.clock,
            removals=self.removals,
            intents=self.intents,
            waits=self.waits,
            pace=self.pace,
            new_id=lambda: next(self.ids),
        )

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[Operations]:
        """The operations, carrying on what is under way, beside the poller."""
        running = [asyncio.ensure_future(each) for each in (self.operations.run(), self.poller.run())]
        await rest()
        try:
            yield self.operations
        finally:
            for each in running:
                each.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def tick(self, seconds: float = 5.0) -> None:
        """Let time pass, and what it brings be done."""
        self.clock.advance(seconds)
        await rest()

    def polls(self) -> int:
        return self.tidb.called("list_connections")

    def status(self, key: str) -> Status:
        row = self.store.snapshot.row(key)
        assert row is not None, [each.key for each in self.store.snapshot.rows]
        return row.standing.status
