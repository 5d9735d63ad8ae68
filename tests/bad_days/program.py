"""The program below its screens, through the real adapters, on either demo."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.clock import FrozenClock
from tests.demo.running import OPERATOR_KEY, REGION, SERVICE_KEY, DemoCloud
from tests.demo.running_tidb_cloud import ANALYTICS_KEY, PRIVATE_KEY, PUBLIC_KEY, TidbCloudDemo
from tests.screens.harness import MemoryDrafts, MemoryIntents, MemoryRemovals, MemoryWaits
from tui.demo.records import Endpoint
from tui.domain.clusters import Cluster, TidbSide
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.operations import Operations
from tui.providers.aws import Boto3Aws
from tui.providers.base import PollBudget, TidbProvider
from tui.providers.self_managed import SelfManagedTidb
from tui.providers.session import Access, Clients
from tui.providers.tidb_cloud.access import ApiKey, TidbCloudAccess
from tui.providers.tidb_cloud.budget import RequestBudget
from tui.providers.tidb_cloud.provider import HttpTidbCloud

SECOND = "analytics"
"""AWS profile of the operator's second account on the demo with TiDB Cloud."""
REGIONS = (REGION, "eu-central-1")
LONGEST_S = 60


@dataclass
class Lines:
    """Clients of AWS that may be used by one program after the other: making them takes long."""

    operator: Clients
    other: Clients
    """The service account's, or the operator's second account's."""

    @classmethod
    def to(cls, demo: DemoCloud) -> "Lines":
        other = ANALYTICS_KEY if isinstance(demo, TidbCloudDemo) else SERVICE_KEY
        return cls(*(Clients(Access("", demo.url, (key, "demo"))) for key in (OPERATOR_KEY, other)))

    def close(self) -> None:
        for each in (self.operator, self.other):
            each.close()


class Program:
    """On the demo with TiDB Cloud it has two accounts and TiDB Cloud's real budget."""

    def __init__(self, demo: DemoCloud, lines: Lines) -> None:
        self.demo, self.clock = demo, FrozenClock()
        self.accounts = {"": Boto3Aws(lines.operator)}
        self.tidb, pace = self._tidb(demo, lines)
        self.store, self.removals, self.drafts = Store(), MemoryRemovals(), MemoryDrafts()
        side = TidbSide.TIDB_CLOUD if isinstance(demo, TidbCloudDemo) else TidbSide.SELF_MANAGED
        self.poller = Poller(
            self.tidb, self.accounts, self.store, self.clock, tidb_side=side, pace=pace, profiles_of=self._profiles_of
        )
        self.operations = Operations(
            self.tidb,
            self.accounts,
            self.poller,
            self.drafts,
            self.clock,
            removals=self.removals,
            intents=MemoryIntents(),
            waits=MemoryWaits(),
            pace=pace,
        )

    def _profiles_of(self, cluster: Cluster) -> tuple[str, ...]:
        """By project, as the demo's configuration has it."""
        return (SECOND,) if SECOND in self.accounts and cluster.name.startswith("analytics") else ("",)

    def _tidb(self, demo: DemoCloud, lines: Lines) -> tuple[TidbProvider, PollBudget | None]:
        if not isinstance(demo, TidbCloudDemo):
            return SelfManagedTidb(lines.other, REGIONS, ()), None
        self.accounts[SECOND] = Boto3Aws(lines.other, SECOND)
        access = TidbCloudAccess(ApiKey(PUBLIC_KEY, PRIVATE_KEY), demo.dedicated_url, demo.iam_url)
        cloud = HttpTidbCloud(access, budget=RequestBudget(lambda: demo.real_s))
        return cloud, cloud.budget

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator["Program"]:
        """Carrying on what is begun, after the first poll."""
        work = asyncio.ensure_future(self.operations.run())
        try:
            await self.poll()
            yield self
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            if isinstance(self.tidb, HttpTidbCloud):
                await self.tidb.aclose()

    async def poll(self, *, inventory: bool = True) -> None:
        """Read, and let what follows from it be done; nobody sleeps meanwhile."""
        await self.poller.poll_once(inventory=inventory)
        await self.rest()

    async def rest(self) -> None:
        """Until nothing is under way but what waits for the clock."""
        work = self.operations.work
        async with asyncio.timeout(LONGEST_S):
            while work._tasks and len(work._carried) > len(self.clock._sleepers):  # noqa: ASYNC110 - no event in common
                await asyncio.sleep(0.001)
        assert work._tasks, "a bug ended the work"

    def pass_time(self, seconds: float) -> None:
        """For everybody."""
        self.clock.advance(seconds)
        self.demo.advance(seconds)
        if isinstance(self.demo, TidbCloudDemo):
            self.demo.real_s += seconds

    def there(self) -> dict[str, Endpoint]:
        """The VPC endpoints that AWS really has, in every account."""
        with self.demo.front.cloud.lock:
            self.demo.front.cloud.settle()
            return {each.id: each for each in self.demo.front.cloud.endpoints()}

    def recorded(self) -> set[str]:
        """The VPC endpoints of which TiDB Cloud really has a record."""
        assert isinstance(self.demo, TidbCloudDemo)
        clusters = self.demo.tidb_cloud.organization.clusters
        return {each.endpoint_id for of in clusters for group in of.groups for each in group.connections}
