"""A poller between the fakes and a store, on a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.clock import FrozenClock
from tests.fakes import FakeAws, FakeTidb, cluster, service
from tui.monitor.poller import Poller
from tui.monitor.store import Store

Settle = Callable[[], Awaitable[None]]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def aws() -> FakeAws:
    return FakeAws()


@pytest.fixture
def tidb(aws: FakeAws) -> FakeTidb:
    """One cluster with its service."""
    fake = FakeTidb(aws)
    fake.clusters, fake.services = [cluster()], [service()]
    return fake


@pytest.fixture
def poller(tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock) -> Poller:
    """One that chance does not touch."""
    return Poller(tidb, {"": aws}, store, clock, random=lambda: 0.0)


@pytest.fixture
def settle() -> Settle:
    """Lets everything run that waits for nothing but its turn."""

    async def turns() -> None:
        for _ in range(50):
            await asyncio.sleep(0)

    return turns


@pytest.fixture
async def running(poller: Poller, settle: Settle) -> AsyncIterator[Poller]:
    """The poller, after its first poll and at rest."""
    task = asyncio.create_task(poller.run())
    await settle()
    yield poller
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await settle()
    assert asyncio.all_tasks() == {asyncio.current_task()}, "the poller leaves nothing behind"
