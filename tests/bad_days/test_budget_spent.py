"""TiDB Cloud's 100 requests a minute, by the double's own count."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.bad_days.by_part import lines_to
from tests.bad_days.program import Lines, Program
from tests.demo.running_tidb_cloud import TidbCloudDemo
from tui.domain.deletion import Deletion
from tui.domain.status import Status
from tui.domain.work import work_on
from tui.operations.removing import REJECT_REQUESTS

Double = tuple[TidbCloudDemo, Lines]


@pytest.fixture(scope="module")
def double() -> Iterator[Double]:
    with TidbCloudDemo() as demo, lines_to(demo) as lines:
        yield demo, lines


@pytest.fixture
def demo(double: Double) -> TidbCloudDemo:
    double[0].reset()
    return double[0]


@pytest.fixture
async def program(demo: TidbCloudDemo, double: Double) -> AsyncIterator[Program]:
    async with Program(demo, double[1]).at_work() as program:
        yield program


def signed(demo: TidbCloudDemo) -> int:
    return len(demo.api_calls())


def refused(demo: TidbCloudDemo) -> list[str]:
    return [call.path for call in demo.tidb_cloud.calls if call.status == 429]


def writes(demo: TidbCloudDemo) -> list[str]:
    return [call.method for call in demo.api_calls() if call.method != "GET"]


async def test_refreshes_one_after_the_other_leave_the_operators_twenty(demo: TidbCloudDemo, program: Program) -> None:
    for _ in range(15):
        demo.real_s += 0.6
        await program.poll()
    assert 60 < signed(demo) <= 80, "ten seconds of refreshing"
    assert refused(demo) == []
    rows = program.store.snapshot.rows
    demo.real_s = 61
    await program.poll()
    assert [row.key for row in program.store.snapshot.rows] == [row.key for row in rows]


async def test_the_polls_of_a_whole_minute_leave_the_operators_twenty(demo: TidbCloudDemo, program: Program) -> None:
    while demo.real_s < 55:
        await program.poll(inventory=False)
        wait_s = program.poller.next_poll_s
        demo.real_s += wait_s
        program.clock.advance(wait_s)
    assert signed(demo) <= 80
    assert refused(demo) == []


async def test_a_deed_begins_with_all_of_its_requests_left_or_waits_and_says_how_long(
    demo: TidbCloudDemo, program: Program
) -> None:
    row = next(row for row in program.store.snapshot.rows if row.standing.status is Status.ACTIVE and row.vpc_endpoint)
    with demo.http() as colleague:  # or Terraform, with the same key
        while signed(demo) <= 100 - REJECT_REQUESTS:
            colleague.get("/v1beta1/clusters")
    await program.poll()
    program.operations.begin_removal(row)
    await program.rest()
    work, _ = work_on(program.store.snapshot.works, row.key, Deletion)
    assert work
    assert work.waits.startswith("Begins in ")
    assert writes(demo) == [], "it is not begun"
    demo.real_s += 61
    program.clock.advance(61)
    await program.rest()
    await program.poll()
    assert writes(demo) == ["DELETE"]
    assert refused(demo) == []


async def test_a_budget_that_is_spent_before_the_first_read_is_no_empty_list(
    demo: TidbCloudDemo, double: Double
) -> None:
    demo.limit(0)
    async with Program(demo, double[1]).at_work() as program:
        shown = program.store.snapshot
        assert shown.rows == ()
        assert not shown.complete
        assert shown.first_read_s == program.poller.next_poll_s > 0
        asked = len(demo.tidb_cloud.calls)
        await program.poll()
        assert len(demo.tidb_cloud.calls) == asked, "nothing is sent before it may be"
        demo.limit(100)
        demo.real_s += 61
        program.clock.advance(61)
        await program.poll()
        assert program.store.snapshot.rows
        assert program.store.snapshot.first_read_s == 0
