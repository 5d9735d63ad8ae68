"""When the poller asks: fast while something moves, slower when settled, slower still when it failed."""

import pytest

from tests.clock import FrozenClock
from tests.fakes import FakeAws, FakeTidb, vpc_endpoint
from tests.monitor.conftest import Settle
from tui.domain.errors import PermissionDenied, Throttled, Unreachable
from tui.monitor.cadence import Cadence
from tui.monitor.poller import Poller
from tui.monitor.store import Store

DOWN = Unreachable("no answer", retryable=True)


def polls(tidb: FakeTidb) -> int:
    return tidb.called("list_connections")


async def test_settled_is_polled_every_30_seconds_and_moving_every_5(
    running: Poller, aws: FakeAws, clock: FrozenClock, settle: Settle
) -> None:
    aws.vpc_endpoints = [vpc_endpoint(state="pending")]
    clock.advance(30)
    await settle()
    aws.advance()
    clock.advance(5)
    await settle()
    assert clock.slept_s == [30.0, 5.0, 30.0]
    assert running.next_poll_s == 30.0


async def test_nothing_is_asked_before_the_time_has_come(
    running: Poller, tidb: FakeTidb, clock: FrozenClock, settle: Settle
) -> None:
    clock.advance(29.9)
    await settle()
    assert (polls(tidb), running.next_poll_s) == (1, 30.0)
    clock.advance(0.1)
    await settle()
    assert polls(tidb) == 2


@pytest.mark.parametrize(
    ("state", "expected"), [("available", [60.0, 120.0, 120.0]), ("pending", [10.0, 20.0, 40.0, 80.0, 120.0, 120.0])]
)
async def test_failures_in_a_row_double_the_wait_up_to_two_minutes(
    poller: Poller, aws: FakeAws, state: str, expected: list[float]
) -> None:
    aws.vpc_endpoints = [vpc_endpoint(state=state)]
    await poller.poll_once()
    aws.fail["describe_vpc_endpoints"] = DOWN
    waits = []
    for _ in expected:
        await poller.poll_once()
        waits.append(poller.next_poll_s)
    assert waits == expected
    aws.fail.clear()
    await poller.poll_once()
    assert poller.next_poll_s == (30.0 if state == "available" else 5.0)


async def test_throttling_widens_the_wait(poller: Poller, tidb: FakeTidb) -> None:
    tidb.fail["list_connections"] = Throttled("Request limit exceeded.")
    await poller.poll_once()
    assert poller.next_poll_s == 60.0


async def test_a_region_that_does_not_let_us_in_slows_nobody_down(poller: Poller, aws: FakeAws) -> None:
    aws.fail["describe_vpc_endpoints"] = PermissionDenied("You are not authorized")
    await poller.poll_once()
    assert poller.next_poll_s == 30.0


async def test_a_very_long_outage_is_still_two_minutes(poller: Poller, aws: FakeAws) -> None:
    aws.fail["describe_vpc_endpoints"] = DOWN
    poller._failures = 2000
    await poller.poll_once()
    assert poller.next_poll_s == 120.0


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
async def test_chance_takes_away_at_most_a_quarter_and_adds_nothing(
    tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock, chance: float
) -> None:
    poller = Poller(tidb, {"": aws}, store, clock, random=lambda: chance)
    await poller.poll_once()
    assert poller.next_poll_s == 30.0, "no jitter while all is well"
    aws.fail["describe_vpc_endpoints"] = DOWN
    for widened in (60.0, 120.0, 120.0):
        await poller.poll_once()
        assert poller.next_poll_s == pytest.approx(widened * (1 - chance / 4))


async def test_refresh_polls_at_once_inventory_included(
    running: Poller, tidb: FakeTidb, clock: FrozenClock, settle: Settle
) -> None:
    running.refresh()
    await settle()
    assert (polls(tidb), tidb.called("list_clusters")) == (2, 2)
    clock.advance(30)
    await settle()
    assert (polls(tidb), tidb.called("list_clusters")) == (3, 2)
    assert clock.slept_s == [30.0, 30.0, 30.0]


async def test_refresh_works_at_once_however_long_the_wait_has_become(
    running: Poller, aws: FakeAws, tidb: FakeTidb, settle: Settle
) -> None:
    aws.fail["describe_vpc_endpoints"] = DOWN
    for _ in range(5):
        running.refresh()
        await settle()
    aws.fail.clear()
    assert (polls(tidb), running.next_poll_s) == (6, 120.0)
    running.refresh()
    await settle()
    assert (polls(tidb), running.next_poll_s) == (7, 30.0)


async def test_many_refreshes_before_the_poll_are_one(running: Poller, tidb: FakeTidb, settle: Settle) -> None:
    for _ in range(5):
        running.refresh()
    await settle()
    assert polls(tidb) == 2


async def test_a_refresh_during_a_poll_makes_another_right_after(
    running: Poller, aws: FakeAws, tidb: FakeTidb, store: Store, settle: Settle
) -> None:
    refreshed: list[bool] = []

    def refresh_once(_: object) -> None:
        if polls(tidb) == 2 and not refreshed:
            refreshed.append(True)
            running.refresh()

    store.subscribe(refresh_once)
    running.refresh()
    await settle()
    assert (polls(tidb), tidb.called("list_clusters")) == (3, 3)
    assert aws.called("describe_vpc_endpoints") == 3


async def test_a_poll_made_by_an_operation_starts_the_wait_anew(
    running: Poller, aws: FakeAws, tidb: FakeTidb, clock: FrozenClock, settle: Settle
) -> None:
    clock.advance(20)
    aws.vpc_endpoints = [vpc_endpoint(state="pending")]
    await running.poll_once()
    await settle()
    assert clock.slept_s == [30.0, 5.0]
    clock.advance(5)
    await settle()
    assert polls(tidb) == 3


async def test_a_person_in_the_flow_is_hurried_for_for_ten_minutes(
    running: Poller, tidb: FakeTidb, clock: FrozenClock, settle: Settle
) -> None:
    running.hurry()
    await settle()
    for _ in range(120):
        clock.advance(5)
        await settle()
    assert clock.slept_s == [30.0, *[5.0] * 120, 30.0]
    assert polls(tidb) == 122


async def test_hurrying_again_prolongs_it_and_asks_nothing_more(
    running: Poller, tidb: FakeTidb, clock: FrozenClock, settle: Settle
) -> None:
    running.hurry()
    await settle()
    for _ in range(10):
        running.hurry()
        await settle()
    assert polls(tidb) == 2
    clock.advance(599)
    running.hurry()
    clock.advance(2)
    await settle()
    assert running.next_poll_s == 5.0


async def test_hurrying_does_not_break_into_the_wait_after_a_failure(
    running: Poller, aws: FakeAws, tidb: FakeTidb, settle: Settle
) -> None:
    aws.fail["describe_vpc_endpoints"] = DOWN
    running.refresh()
    await settle()
    running.hurry()
    await settle()
    assert (polls(tidb), running.next_poll_s) == (2, 60.0)


async def test_the_cadence_can_be_another(tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock) -> None:
    poller = Poller(
        tidb, {"": aws}, store, clock, Cadence(moving_s=1.0, settled_s=2.0, slowest_s=3.0), random=lambda: 0.0
    )
    await poller.poll_once()
    assert poller.next_poll_s == 2.0
    aws.vpc_endpoints = [vpc_endpoint(state="pending")]
    await poller.poll_once()
    assert poller.next_poll_s == 1.0
    aws.fail["describe_vpc_endpoints"] = DOWN
    for expected in (2.0, 3.0):
        await poller.poll_once()
        assert poller.next_poll_s == expected
