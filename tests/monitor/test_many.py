"""More endpoints than one looks at: the first are shown at once, and nobody waits for the others."""

import asyncio
from collections.abc import Sequence

import pytest

from tests.clock import START
from tests.fakes import REGION, TOKEN, VPC_ID, FakeAws, FakeTidb, cluster, service, vpc_endpoint
from tui.domain.draft import Draft
from tui.domain.snapshot import Snapshot
from tui.monitor.events import between
from tui.monitor.history import History
from tui.monitor.join import ProviderState, in_order, private_endpoints
from tui.monitor.poller import AT_ONCE, SLICE, Poller
from tui.monitor.store import Store

MANY = AT_ONCE + SLICE
CLUSTERS = [cluster("Orders"), cluster("events", id="1"), cluster("events", id="2"), cluster("nothing")]
DRAFT = Draft(TOKEN, cluster().id, "", REGION, VPC_ID)


@pytest.fixture
def seen(tidb: FakeTidb, aws: FakeAws, store: Store) -> list[Snapshot]:
    """All that is published: of so many endpoints that it is not done at once."""
    tidb.clusters, tidb.services = [cluster()], [service()]
    aws.vpc_endpoints = [vpc_endpoint(f"vpce-{at:017x}") for at in reversed(range(MANY))]
    published: list[Snapshot] = []
    store.subscribe(published.append)
    published.clear()
    return published


def keys(snapshot: Snapshot) -> list[str]:
    return [row.key for row in snapshot.rows]


async def test_the_first_rows_are_published_before_the_others(poller: Poller, seen: list[Snapshot]) -> None:
    await poller.poll_once()
    first, whole = seen
    assert (len(first.rows), first.loaded, first.readings) == (AT_ONCE, False, ())
    assert (len(whole.rows), whole.at) == (MANY, START)
    assert keys(first) == keys(whole)[:AT_ONCE]


async def test_what_becomes_known_late_is_no_news(poller: Poller, store: Store, seen: list[Snapshot]) -> None:
    history = History(store)
    await poller.poll_once()
    assert between(*seen[-2:]) == ()
    assert not any(history.of(row.key) for row in seen[-1].rows)


async def test_later_polls_publish_all_at_once(poller: Poller, seen: list[Snapshot]) -> None:
    await poller.poll_once()
    seen.clear()
    await poller.poll_once()
    assert [len(snapshot.rows) for snapshot in seen] == [MANY]


@pytest.mark.usefixtures("seen")
async def test_others_have_their_turn_meanwhile(poller: Poller, store: Store) -> None:
    turns: list[bool] = []

    def take_a_turn(snapshot: Snapshot) -> None:
        asyncio.get_running_loop().call_soon(turns.append, snapshot.loaded)

    store.subscribe(take_a_turn)
    await poller.poll_once()
    assert turns == [False, False], "before anything was read, and between the first rows and the others"


async def test_a_draft_that_is_begun_meanwhile_is_not_lost(poller: Poller, store: Store, seen: list[Snapshot]) -> None:
    store.subscribe(lambda snapshot: poller.set_drafts((DRAFT,)) if snapshot.rows else None)
    await poller.poll_once()
    assert seen[-1].loaded
    assert f"draft:{DRAFT.id}" in keys(seen[-1])
    assert len(seen[-1].rows) == MANY + 1


@pytest.mark.parametrize("count", [1, 3, 4, 7, 20])
def test_the_first_are_those_of_the_first_clusters_in_order(count: int) -> None:
    services = [service(of, name=f"service {at}") for at, of in enumerate(CLUSTERS)]
    endpoints = [vpc_endpoint(f"vpce-{at * 7 % 15:017x}", to=services[at % 3]) for at in range(15)]
    halves = ProviderState(CLUSTERS, services, (), endpoints)
    assert rows(halves.first(count)) == rows(halves)[:count]


def rows(halves: ProviderState) -> Sequence[str]:
    whole = in_order(private_endpoints(halves, previous=(), now=START))
    return [row.key for row in whole if row.vpc_endpoint]
