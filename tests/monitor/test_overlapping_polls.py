"""Polls never overlap, and what is set during one is in what it publishes."""

import asyncio
from collections.abc import Sequence

import pytest

from tests.clock import FrozenClock
from tests.fakes import TOKEN, FakeAws, FakeTidb, cluster, service
from tui.domain.draft import Draft
from tui.domain.endpoints import PrivateEndpointConnection, PrivateLinkService
from tui.domain.parts import Part
from tui.monitor.poller import Poller
from tui.monitor.store import Store


async def test_a_draft_set_while_a_poll_is_under_way_is_in_what_it_publishes(
    aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    gate = Gate(aws)
    poller = Poller(gate, {"": aws}, store, clock)
    polling = asyncio.create_task(poller.poll_once())
    await gate.entered.wait()
    poller.set_drafts((Draft(TOKEN, cluster().id),))
    gate.open.set()
    await polling
    assert [draft.id for draft in store.snapshot.drafts] == [TOKEN]


class Gate(FakeTidb):
    """Answers about connections when told to, and counts who asks at the same time."""

    def __init__(self, aws: FakeAws) -> None:
        super().__init__(aws)
        self.clusters, self.services = [cluster()], [service()]
        self.entered, self.open = asyncio.Event(), asyncio.Event()
        self.inside = self.most = 0

    async def list_connections(self, services: Sequence[PrivateLinkService]) -> list[Part[PrivateEndpointConnection]]:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.set()
        await self.open.wait()
        self.inside -= 1
        return await super().list_connections(services)


async def test_polls_never_overlap_and_one_asked_for_during_another_is_made_after_it(
    aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    gate = Gate(aws)
    poller = Poller(gate, {"": aws}, store, clock)
    polls = [asyncio.create_task(poller.poll_once()) for _ in range(3)]
    await gate.entered.wait()
    gate.open.set()
    await asyncio.gather(*polls)
    assert (gate.called("list_connections"), gate.most) == (3, 1)


async def test_a_poll_that_is_cancelled_lets_the_next_one_through(
    aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    gate = Gate(aws)
    poller = Poller(gate, {"": aws}, store, clock)
    polling = asyncio.create_task(poller.poll_once())
    await gate.entered.wait()
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling
    gate.open.set()
    async with asyncio.timeout(5):
        await poller.poll_once()
    assert store.snapshot.loaded
