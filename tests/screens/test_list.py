"""The list: what comes next is never cut, the filter can be left, columns sort, the cursor stays where one was."""

import pytest

from tests.fakes import cluster, service, vpc_endpoint
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.domain.listing import Order
from tui.screens.detail import DetailScreen
from tui.screens.endpoints import EndpointsScreen
from tui.widgets.endpoint_table import EndpointTable

LONG = "There are not enough free addresses in subnet-00000000000000001 for the network interface of the endpoint."


def failed() -> World:
    return worlds.with_endpoint("failed", last_error=LONG)


def order(session: Session) -> Order:
    (page,) = (each for each in session.app.screen_stack if isinstance(each, EndpointsScreen))
    return page.order


async def click(session: Session, x: int, y: int, *, times: int = 1) -> None:
    for _ in range(times):
        await session._pilot.click(EndpointTable, offset=(x, y))
    await session.settle()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_what_comes_next_is_never_cut(size: tuple[int, int]) -> None:
    async with failed().running(size) as session:
        assert f"Your turn: {LONG} Delete it with d and create another." in session.prose


async def test_the_pane_takes_no_more_lines_than_it_needs() -> None:
    world = failed()
    world.aws.vpc_endpoints.append(vpc_endpoint("vpce-00000000000000002", private_dns_enabled=True))
    async with world.running((60, 20)) as session:
        await session.press("g")
        before = session.one(EndpointTable).size.height
        await session.press("G")
        assert session.one(EndpointTable).size.height != before


async def test_the_filter_is_seen_and_escape_clears_it() -> None:
    async with worlds.every_status().running() as session:
        of = len(session.one(EndpointTable).rows)
        await session.press("slash n o n e enter")
        assert f"0 of {of} shown: Esc shows all." in session.prose
        assert "Filter" in session.prose
        assert "Esc Show all" in session.lines[-1]
        await session.press("escape")
        assert len(session.one(EndpointTable).rows) == of
        assert "Esc Show all" not in session.lines[-1]


async def test_a_number_sorts_by_its_column_and_again_the_other_way_round() -> None:
    async with worlds.every_status().running() as session:
        await session.press("4")
        assert order(session) == Order("CLUSTER")
        assert "CLUSTER▲" in session.text
        await session.press("4")
        assert order(session) == Order("CLUSTER", descending=True)
        assert "CLUSTER▼" in session.text


async def test_numbers_count_the_columns_that_are_on_the_screen() -> None:
    async with worlds.every_status().running((60, 20)) as session:
        await session.press("5")
        assert order(session) == Order("ENDPOINT")
        await session.press("8")
        assert order(session) == Order("ENDPOINT")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_no_heading_loses_a_letter_to_the_mark(size: tuple[int, int]) -> None:
    async with worlds.every_status().running(size) as session:
        titles = [column.title for column in session.one(EndpointTable)._columns]
        for number, title in enumerate(titles, 1):
            await session.press(str(number))
            assert f"{title}▲" in session.lines[1] or f"▲{title}" in session.lines[1]
            assert all(each in session.lines[1] for each in titles)


async def test_a_click_on_a_heading_sorts_by_it() -> None:
    async with worlds.every_status().running() as session:
        heading = session.lines[1]
        await click(session, heading.index("REGION"), 0)
        assert order(session) == Order("REGION")


async def test_a_click_selects_and_a_double_click_opens() -> None:
    async with worlds.with_endpoint(private_dns_enabled=True).running() as session:
        await click(session, 5, 1)
        assert session.screen == "EndpointsScreen"
        await session._pilot.click(EndpointTable, offset=(5, 1), times=2)
        await session.settle()
        assert session.screen == "DetailScreen"


async def test_below_the_last_row_a_double_click_does_nothing() -> None:
    async with worlds.with_endpoint(private_dns_enabled=True).running() as session:
        await session._pilot.click(EndpointTable, offset=(5, 6), times=2)
        await session.settle()
        assert session.screen == "EndpointsScreen"


async def test_the_shortest_time_comes_first() -> None:
    async with worlds.with_endpoint(private_dns_enabled=True).running() as session:
        session.world.clock.advance(600)
        new = vpc_endpoint("vpce-00000000000000002", to=service(cluster()))
        session.world.aws.vpc_endpoints.append(new)
        await session.press("r 3")
        assert session.one(EndpointTable).rows[0].vpc_endpoint_id == new.id


async def test_the_cursor_is_on_the_endpoint_that_one_comes_back_from() -> None:
    """Made in the flow: its row is another than the one that the cursor was on."""
    async with worlds.crowd(5).running() as session:
        last = session.one(EndpointTable).rows[-1]
        await session.press("g")
        await session.open(DetailScreen, last.key)
        await session.press("escape")
        row = session.one(EndpointTable).row
        assert row
        assert row.key == last.key


async def test_coming_back_from_the_flow_the_cursor_is_on_its_setup() -> None:
    async with worlds.crowd(5).running() as session:
        await session.press("G n", "ctrl+n ctrl+x")
        row = session.one(EndpointTable).row
        assert row
        assert row.draft
