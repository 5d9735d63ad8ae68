"""Connect to TiDB: the string of each client, how it is shown, and what is copied."""

import pytest
from textual.containers import VerticalScroll

from tests.fakes import cluster, vpc_endpoint
from tests.screens import worlds
from tests.screens.connecting import connecting, copied, given
from tests.screens.worlds import active
from tui.domain.connect_strings import Client


async def test_each_client_in_turn_is_given_its_string_with_the_clusters_host_and_port() -> None:
    world = active()
    world.tidb.clusters = [cluster(port=4001)]
    async with connecting(world) as session:
        for client in Client:
            assert f"[{client}]" in session.text
            assert await copied(session) == given(client, port=4001)
            await session.press("right")
        assert f"[{Client.MYSQL}]" in session.text


async def test_left_goes_back_through_the_clients() -> None:
    async with connecting(active()) as session:
        await session.press("left h l")
        assert await copied(session) == given(Client.NODE)


@pytest.mark.parametrize("width", [60, 73, 80, 97])
async def test_the_shown_command_is_broken_so_that_it_runs_as_it_is_selected(width: int) -> None:
    async with connecting(active(), size=(width, 40)) as session:
        shown = [line.strip(" █") for line in session.text.splitlines() if line.startswith(" █")]
        assert len(shown) > 1
        assert all(line.endswith(" \\") for line in shown[:-1])
        assert " ".join(line.removesuffix("\\").strip() for line in shown) == given(Client.MYSQL)


async def test_it_says_where_the_certificate_comes_from_and_that_it_knows_private_endpoints_alone() -> None:
    async with connecting(active()) as session:
        assert "Private endpoints only" in session.prose
        assert "ca.pem is the certificate of the CA that signed TiDB's own" in session.prose


async def test_page_down_shows_the_rest_of_a_long_string() -> None:
    async with connecting(active(), size=(60, 20)) as session:
        await session.press("left left")
        assert "db.Ping()" not in session.text
        await session.press("pagedown ctrl+f pagedown pagedown pagedown pagedown pagedown pagedown")
        strings = session.one(VerticalScroll, "#strings")
        assert strings.scroll_y == strings.max_scroll_y > 0
        assert "TIDB_PASSWORD" in session.text
        await session.press("right")
        assert strings.scroll_y == 0


async def test_a_hostile_host_name_is_harmless_on_screen_and_in_the_shell() -> None:
    world = worlds.with_service(private_dns_name="\x1b]0;owned\x07; reboot [bold]'")
    world.aws.vpc_endpoints = [vpc_endpoint(private_dns_enabled=True)]
    async with connecting(world) as session:
        assert "\x1b" not in session.text
        assert await copied(session) == given(Client.MYSQL, "]0;owned; reboot [bold]'")


@pytest.mark.parametrize("key", ["escape", "ctrl+g"])
async def test_back_leads_to_where_one_came_from(key: str) -> None:
    async with connecting(active()) as session:
        await session.press(key)
        assert session.screen == "EndpointsScreen"
