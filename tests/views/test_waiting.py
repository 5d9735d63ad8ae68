"""What is said of a wait: so far, usually, here before, and when it is too long."""

from datetime import timedelta
from typing import Any

import pytest

from tests.clock import START
from tests.fakes import VPCE_ID
from tests.reading import read
from tests.screens import worlds
from tests.screens.harness import MemoryWaits, World
from tui.domain.clusters import TidbSide
from tui.domain.endpoints import ServiceState
from tui.domain.snapshot import Snapshot
from tui.domain.waits import Took, Wait, Waits, took_id
from tui.views.waiting import Waiting, before, late, late_of, of, so_far, waiting

ACCEPT = took_id(Wait.ACCEPT, TidbSide.SELF_MANAGED)
KNOWN = {ACCEPT: Took(ACCEPT, (100.0,) * 8 + (190.0, 900.0))}


def after(seconds: float, side: TidbSide = TidbSide.SELF_MANAGED, **values: Any) -> Snapshot:
    return Snapshot(at=START + timedelta(seconds=seconds), tidb_side=side, waits=Waits(**values))


def test_so_far_usually_and_here_before() -> None:
    snapshot = after(42, took=KNOWN)
    said = so_far(of(Wait.ACCEPT, START, snapshot), snapshot)
    assert said == "0:42 elapsed (usually within 5 minutes; took 1:40 here, nine of ten within 3:10)"


def test_where_it_was_never_measured_nothing_is_made_up() -> None:
    snapshot = after(42)
    assert so_far(of(Wait.DELETION, START, snapshot), snapshot) == "0:42 elapsed (AWS names no usual time)"
    assert before(of(Wait.DELETION, None, snapshot)) == ""


def test_the_demo_says_how_much_faster_it_is() -> None:
    snapshot = after(42, speed=10.0)
    assert so_far(of(Wait.SERVICE, START, snapshot), snapshot).endswith("(usually 3 to 5 minutes, here 10x as fast)")


def test_what_began_before_anybody_looked_takes_at_least_so_long() -> None:
    snapshot = after(42)
    assert so_far(of(Wait.ACCEPT, START, snapshot, exact=False), snapshot).startswith("at least 0:42 elapsed")


@pytest.mark.parametrize(
    ("wait", "side", "whom"),
    [
        (Wait.SERVICE, TidbSide.SELF_MANAGED, "ask the owner of the service account."),
        (Wait.SERVICE, TidbSide.TIDB_CLOUD, "open a support case with TiDB Cloud."),
        (Wait.ACCEPT, TidbSide.TIDB_CLOUD, "open a support case with TiDB Cloud."),
        (Wait.ACCEPT, TidbSide.SELF_MANAGED, "open a support case with AWS."),
        (Wait.DNS, TidbSide.TIDB_CLOUD, "open a support case with AWS."),
        (Wait.DELETION, TidbSide.TIDB_CLOUD, "open a support case with AWS."),
    ],
)
def test_who_is_asked_where_it_takes_too_long(wait: Wait, side: TidbSide, whom: str) -> None:
    snapshot = after(601, side)
    assert whom in late(of(wait, START, snapshot), snapshot)
    assert late(of(wait, START, after(60, side)), after(60, side)) == ""


async def told(world: World) -> Waiting | None:
    snapshot = await read(world)
    row = snapshot.row(VPCE_ID) or snapshot.rows[0]
    return waiting(row, snapshot)


@pytest.mark.parametrize(
    ("world", "wait"),
    [
        (lambda: worlds.with_endpoint("pending"), Wait.ACCEPT),
        (lambda: worlds.with_endpoint("deleting"), Wait.DELETION),
        (lambda: worlds.with_service(ServiceState.CREATING), Wait.SERVICE),
        (lambda: worlds.with_service(ServiceState.DELETING), Wait.TERMINATION),
        (worlds.active, None),
        (lambda: worlds.with_endpoint("pendingAcceptance"), None),
    ],
)
async def test_what_is_waited_for(world: Any, wait: Wait | None) -> None:
    found = await told(world())
    assert (found.wait if found else None) is wait


async def test_what_it_took_before_comes_from_the_disk() -> None:
    world = worlds.with_endpoint("pending")
    world.waits = MemoryWaits(*KNOWN.values())
    found = await told(world)
    assert found
    assert (found.took_s, found.nine_of_ten_within_s) == (100.0, 190.0)


async def test_a_row_that_waits_too_long_says_so_in_the_list() -> None:
    world = worlds.with_endpoint("pending")
    async with world.running(size=(120, 30)) as session:
        assert "longer than usual" not in session.prose
        await session.poll(301)
        assert "That is longer than usual" in session.prose
    assert late_of(None, Snapshot()) == ""
