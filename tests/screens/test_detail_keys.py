"""The keys of the Describe page: where they lead, what they copy, and how they scroll."""

from typing import Any

import pytest

from tests.fakes import VPCE_ID, connection
from tests.screens import worlds
from tests.screens.describing import copied, described
from tests.screens.worlds import active
from tui.widgets.page import Page


@pytest.mark.parametrize(
    ("world", "screen"),
    [
        (active, "EditEndpointScreen"),
        (lambda: worlds.with_endpoint("available"), "EnablePrivateDnsScreen"),
        (lambda: worlds.with_endpoint("pendingAcceptance"), "AcceptEndpointConnectionScreen"),
        (lambda: worlds.with_endpoint("pending"), "DetailScreen"),
        (lambda: worlds.with_endpoint("deleting"), "DetailScreen"),
    ],
)
async def test_edit_leads_to_what_can_be_done(world: Any, screen: str) -> None:
    async with described(world()) as session:
        await session.press("e")
        assert session.screen == screen


async def test_an_active_endpoint_that_aws_hides_is_not_edited() -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(owner_account="999988887777")]
    async with described(world) as session:
        await session.press("e")
        assert session.screen == "DetailScreen"


@pytest.mark.parametrize(("key", "screen"), [("d", "DeleteScreen"), ("c", "ConnectScreen"), ("v", "AnswersScreen")])
async def test_a_key_leads_to_its_page(key: str, screen: str) -> None:
    async with described(active()) as session:
        await session.press(key)
        assert session.screen == screen


async def test_y_copies_the_endpoints_id() -> None:
    async with described(active()) as session:
        assert await copied(session, "y") == [VPCE_ID]


async def test_the_page_scrolls_by_the_keys_of_lists() -> None:
    async with described(active(), (60, 20)) as session:
        page = session.one(Page)
        places = []
        for key in ("j", "down", "k", "up", "pagedown", "ctrl+b", "G", "g", "end", "home"):
            await session.press(key)
            places.append(page.scroll_offset.y)
        assert page.max_scroll_y > 20
        assert places[:4] == [1, 2, 1, 0]
        assert places[4] > 5
        assert places[5:] == [0, page.max_scroll_y, 0, page.max_scroll_y, 0]
        assert "Whose turn" in session.text, "the status does not scroll away"


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_page_reaches_to_its_end_whatever_came_late(size: tuple[int, int]) -> None:
    async with described(active(), size) as session:
        await session.press("G")
        assert "Nothing changed since then." in session.text
        await session.resize(60, 20)
        await session.press("G")
        assert "Nothing changed since then." in session.text
