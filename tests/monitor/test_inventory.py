"""How often clusters and services are read."""

import pytest

from tests.clock import FrozenClock
from tests.fakes import FakeTidb, service
from tui.domain.endpoints import DnsNameState, ServiceState
from tui.monitor.poller import Poller
from tui.monitor.store import Store


async def test_clusters_and_services_are_read_every_five_minutes(
    poller: Poller, tidb: FakeTidb, clock: FrozenClock
) -> None:
    for _ in range(21):
        await poller.poll_once()
        clock.advance(30)
    assert tidb.called("list_clusters") == 3
    assert tidb.called("list_connections") == 21


async def test_a_clock_that_jumps_back_does_not_make_the_inventory_old_for_ever(
    poller: Poller, tidb: FakeTidb, clock: FrozenClock
) -> None:
    await poller.poll_once()
    clock.advance(-86_400)
    await poller.poll_once()
    assert tidb.called("list_clusters") == 2


@pytest.mark.parametrize("state", [ServiceState.CREATING, ServiceState.DELETING])
async def test_services_are_read_every_tick_while_one_moves(
    poller: Poller, tidb: FakeTidb, store: Store, state: ServiceState
) -> None:
    tidb.services = [service(state=state)]
    await poller.poll_once()
    await poller.poll_once()
    tidb.advance()
    await poller.poll_once()
    assert tidb.called("list_services") == 3
    assert all(each.state is ServiceState.ACTIVE for each in store.snapshot.services)
    await poller.poll_once()
    assert tidb.called("list_services") == 3


@pytest.mark.parametrize(("hurried", "reads"), [(False, 1), (True, 3)])
async def test_a_name_to_be_verified_is_followed_while_a_person_works_in_the_flow(
    poller: Poller, tidb: FakeTidb, hurried: bool, reads: int
) -> None:
    tidb.services = [service(dns_state=DnsNameState.PENDING_VERIFICATION)]
    if hurried:
        poller.hurry()
    for _ in range(3):
        await poller.poll_once()
    assert tidb.called("list_services") == reads
