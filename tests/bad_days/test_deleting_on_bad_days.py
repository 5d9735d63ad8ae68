"""A deletion on TiDB Cloud while a part cannot be read, through both real adapters: AWS is asked in the end."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.clock import FrozenClock
from tests.demo.running_tidb_cloud import ANALYTICS_KEY, PRIVATE_KEY, PUBLIC_KEY, TidbCloudDemo
from tests.screens.harness import MemoryDrafts, MemoryIntents, MemoryRemovals, MemoryWaits
from tui.domain.clusters import TidbSide
from tui.domain.deletion import Deletion
from tui.domain.endpoints import ConnectionState, VpcEndpointState
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.work import work_on
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.operations import Operations
from tui.providers.aws import Boto3Aws
from tui.providers.session import Access, Clients
from tui.providers.tidb_cloud.access import ApiKey, TidbCloudAccess
from tui.providers.tidb_cloud.provider import HttpTidbCloud

A_WHILE_S = 600.0


@pytest.fixture(scope="module")
def running() -> Iterator[TidbCloudDemo]:
    with TidbCloudDemo() as demo:
        yield demo


@pytest.fixture
def demo(running: TidbCloudDemo) -> TidbCloudDemo:
    running.reset()
    running.limit(10_000)  # its minute does not pass
    return running


class Program:
    """All of it below the screens."""

    def __init__(self, demo: TidbCloudDemo, clients: Clients) -> None:
        self.aws = Boto3Aws(clients)
        access = TidbCloudAccess(ApiKey(PUBLIC_KEY, PRIVATE_KEY), demo.dedicated_url, demo.iam_url)
        self.tidb = HttpTidbCloud(access)
        self.store, self.removals, clock = Store(), MemoryRemovals(), FrozenClock()
        accounts = {"": self.aws}
        self.poller = Poller(self.tidb, accounts, self.store, clock, tidb_side=TidbSide.TIDB_CLOUD)
        self.operations = Operations(
            self.tidb,
            accounts,
            self.poller,
            MemoryDrafts(),
            clock,
            removals=self.removals,
            intents=MemoryIntents(),
            waits=MemoryWaits(),
        )

    def removal(self, key: str) -> Deletion:
        _, removal = work_on(self.store.snapshot.works, key, Deletion)
        assert removal
        return removal

    async def poll(self) -> None:
        """Read everything, and let what follows from it be done."""
        await self.poller.poll_once(inventory=True)
        tasks = self.operations.work._tasks
        assert tasks
        await asyncio.wait_for(asyncio.gather(*tasks._tasks), 30)


@pytest.fixture
async def program(demo: TidbCloudDemo) -> AsyncIterator[Program]:
    # its endpoints are in the project that is not the default one, which a key sees without naming any
    clients = Clients(Access("", demo.url, (ANALYTICS_KEY, "demo")))
    made = Program(demo, clients)
    work = asyncio.ensure_future(made.operations.run())
    await made.poll()
    yield made
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    await made.tidb.aclose()
    clients.close()


BAD_DAYS = {
    "IAM projects refused": ("GET */projects", {"status": 403, "body": '{"code": 7, "message": "no"}'}),
    "IAM projects empty": ("GET */projects", {"status": 200, "body": "{}", "unchecked": True}),
    "clusters not found": ("*_ListClusters", {"status": 404, "body": '{"code": 5, "message": "no"}'}),
    "connections refused": (
        "GET */clusters/-/*privateEndpointConnections",
        {"status": 403, "body": '{"code": 7, "message": "no"}'},
    ),
    "connections empty": (
        "GET */clusters/-/*privateEndpointConnections",
        {"status": 200, "body": "{}", "unchecked": True},
    ),
}


def works(row: PrivateEndpoint | None) -> bool:
    """Whether both halves are there, and through."""
    through = row is not None and row.connection is not None and row.connection.state is ConnectionState.ACTIVE
    aws = row.vpc_endpoint if row else None
    return bool(through and aws and aws.state is VpcEndpointState.AVAILABLE)


@pytest.mark.parametrize("name", BAD_DAYS)
async def test_what_cannot_be_read_is_not_called_gone_and_aws_is_asked_in_the_end(
    demo: TidbCloudDemo, program: Program, name: str
) -> None:
    row = next(row for row in program.store.snapshot.rows if works(row))
    program.operations.begin_removal(row)
    await program.poll()
    assert program.removal(row.key).rejected_at is None, "its record is being deleted"
    where, how = BAD_DAYS[name]
    demo.fault(where, times=1000, **how)
    for _ in range(3):
        await program.poll()
        shown = program.store.snapshot
        there = shown.row(row.key)
        assert there is not None, "not read is not gone"
        assert not shown.complete, "it is a bad day"
        removal = program.removal(row.key)
        assert (removal.rejected_at, removal.gone_at) == (None, None)
        assert set(program.removals.saved) == {row.key}
    demo.advance(A_WHILE_S)
    await program.poll()
    assert len(demo.calls("DeleteVpcEndpoints")) == 1
    assert program.removal(row.key).rejected_at
    demo.advance(A_WHILE_S)
    await program.poll()
    assert program.removal(row.key).gone_at
    assert program.removals.saved == {}
    assert await program.aws.find_vpc_endpoint(row.region, row.key) is None
