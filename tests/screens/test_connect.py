"""Connect to TiDB: which endpoint, which client, and what is copied."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input

from tests.fakes import VPCE_ID, cluster, service, vpc_endpoint
from tests.screens import worlds
from tests.screens.harness import Session, World
from tests.screens.worlds import SECOND_VPCE_ID
from tui import drafts
from tui.app import PrivateEndpointApp
from tui.domain.clusters import ClusterState
from tui.domain.connect import Address
from tui.domain.connect_strings import Client, connection_string
from tui.domain.endpoints import VpcEndpointState
from tui.drafts import CaFiles
from tui.places import state_folder
from tui.screens.ca_file import what_is_at
from tui.screens.connect import ConnectScreen
from tui.screens.finished import FinishedScreen
from tui.widgets.client_strip import ClientStrip
from tui.widgets.endpoint_choice import EndpointChoice

HOST = "orders.tidb.example.com"
THIRD_VPCE_ID = "vpce-00000000000000003"


@asynccontextmanager
async def connecting(world: World, key: str = "", size: tuple[int, int] = (100, 40)) -> AsyncIterator[Session]:
    """The dialog of the cluster `orders`, opened over the list."""
    async with world.running(size=size) as session:
        app = session.app
        assert isinstance(app, PrivateEndpointApp)
        assert app._runtime
        app.push_screen(ConnectScreen(app._runtime, app.store, cluster().id, key))
        await session.settle()
        yield session


def active() -> World:
    return worlds.with_endpoint(private_dns_enabled=True)


def three() -> World:
    """One that waits for acceptance, one without private DNS, one Active; in the order of the list."""
    world = worlds.with_service()
    world.aws.vpc_endpoints = [
        vpc_endpoint(THIRD_VPCE_ID, "pendingAcceptance"),
        vpc_endpoint(VPCE_ID),
        vpc_endpoint(SECOND_VPCE_ID, private_dns_enabled=True),
    ]
    return world


def chosen(session: Session) -> str:
    row = session.one(EndpointChoice).row
    return row.key if row else ""


async def copied(session: Session) -> str:
    """What `y` sends."""
    await session.press("y")
    return session.app.clipboard


def given(client: Client, host: str = HOST, port: int = 4000) -> str:
    return connection_string(client, Address(host, port)).text


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


async def test_the_first_that_can_be_used_is_chosen() -> None:
    async with connecting(three()) as session:
        rows = session.one(EndpointChoice).rows
        assert [row.key for row in rows] == [THIRD_VPCE_ID, VPCE_ID, SECOND_VPCE_ID]
        assert chosen(session) == VPCE_ID


async def test_the_one_that_was_asked_for_is_chosen() -> None:
    async with connecting(three(), SECOND_VPCE_ID) as session:
        assert chosen(session) == SECOND_VPCE_ID
        assert await copied(session) == given(Client.MYSQL)


async def test_with_private_dns_off_it_gives_awss_name_and_warns() -> None:
    async with connecting(three()) as session:
        assert "private DNS is off. VERIFY_IDENTITY fails unless the certificate names it" in session.prose
        assert await copied(session) == given(Client.MYSQL, vpc_endpoint(VPCE_ID).dns_names[0])


async def test_through_one_that_is_not_up_nothing_is_offered() -> None:
    async with connecting(three(), THIRD_VPCE_ID) as session:
        assert "Nothing connects through it while it is Discovered. Accept the connection." in session.prose
        assert not session.one(ClientStrip).display
        assert not await copied(session)


async def test_the_string_comes_once_the_endpoint_is_up() -> None:
    world = worlds.with_endpoint("pending")
    async with connecting(world) as session:
        assert not await copied(session)
        world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, private_dns_enabled=True)
        await session.poll()
        assert await copied(session) == given(Client.MYSQL)


async def test_without_an_endpoint_create_opens_the_flow_with_this_cluster_chosen() -> None:
    world = worlds.with_service()
    world.tidb.clusters.insert(0, cluster("archive"))
    async with connecting(world) as session:
        assert "This cluster has no private endpoint yet. Press n to create one" in session.prose
        await session.press("n ctrl+n")
        assert session.world.draft.cluster_id == cluster().id


async def test_a_cluster_that_can_take_none_says_why() -> None:
    world = worlds.one_cluster()
    world.tidb.clusters = [cluster(state=ClusterState.PAUSED)]
    async with connecting(world) as session:
        assert "can take none now: is paused." in session.prose
        await session.press("n")
        assert session.screen == "ConnectScreen"


async def test_a_cluster_that_goes_away_is_said_to_be_gone() -> None:
    world = worlds.one_cluster()
    async with connecting(world) as session:
        world.tidb.clusters = []
        await session.press("r")
        assert "This cluster is not there any more." in session.prose
        await session.press("n y right escape")
        assert session.screen == "EndpointsScreen"


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


async def test_very_many_endpoints_leave_room_for_the_string() -> None:
    async with connecting(worlds.crowd(1000), size=(60, 20)) as session:
        assert "mysql --connect-timeout 15" in session.text
        await session.press("G")
        assert chosen(session) == f"vpce-{999:017x}"


async def tell(session: Session, path: str) -> None:
    """Say where the CA certificate is."""
    await session.press("f", "shift+home")
    await session.write(path)
    await session.press("enter")


def given_ca(client: Client, path: str) -> str:
    return connection_string(client, Address(HOST, ca=path)).text


async def test_once_told_where_the_ca_is_every_string_has_its_path_and_so_has_the_next_program(tmp_path: Path) -> None:
    path = tmp_path / "it's ca.pem"
    path.touch()
    world = active()
    async with connecting(world) as session:
        assert "Press f to say where you have it." in session.prose
        await tell(session, str(path))
        assert "It is there." in session.prose
        for client in Client:
            assert await copied(session) == given_ca(client, str(path))
            await session.press("right")
    async with connecting(world) as session:
        assert await copied(session) == given_ca(Client.MYSQL, str(path))


async def test_a_path_below_the_home_folder_is_written_out_for_clients_know_no_tilde() -> None:
    async with connecting(active()) as session:
        await tell(session, "~/ca.pem")
        assert await copied(session) == given_ca(Client.MYSQL, str(Path.home() / "ca.pem"))
        assert "There is no such file on this machine; the client's may have it." in session.prose


async def test_an_empty_path_forgets_and_escape_changes_nothing() -> None:
    async with connecting(active()) as session:
        await tell(session, "/x.pem")
        await session.press("f backspace escape")
        assert await copied(session) == given_ca(Client.MYSQL, "/x.pem")
        await session.press("f shift+home backspace enter")
        assert await copied(session) == given(Client.MYSQL)
        assert "Press f" in session.prose


async def test_a_path_that_cannot_be_kept_is_used_all_the_same_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "write_private", full)
    async with connecting(active()) as session:
        await tell(session, "/x.pem")
        assert "The path of the CA certificate could not be saved: No space left on device." in session.prose
        await session.press("escape")
        assert await copied(session) == given_ca(Client.MYSQL, "/x.pem")


async def test_what_cannot_be_shown_is_no_path() -> None:
    async with connecting(active()) as session:
        await session.press("f")
        session.one(Input).value = "/x\x1b[2J\u202e.pem"
        await session.press("enter")
        assert "This path has characters that cannot be shown: give another." in session.prose
        assert session.screen == "CaFileDialog"


async def test_a_hostile_path_from_the_disk_is_harmless() -> None:
    CaFiles(state_folder("ca-files")).tell(cluster().id, "/x\x1b]0;owned\x07'; reboot")
    async with connecting(active()) as session:
        assert "\x1b" not in session.text
        assert await copied(session) == given_ca(Client.MYSQL, "/x]0;owned'; reboot")


async def test_read_only_one_may_still_say_where_the_file_is() -> None:
    world = active()
    world.read_only = True
    async with connecting(world) as session:
        await tell(session, "/x.pem")
        assert await copied(session) == given_ca(Client.MYSQL, "/x.pem")


async def test_the_last_page_of_the_flow_knows_the_path_too() -> None:
    CaFiles(state_folder("ca-files")).tell(cluster().id, "/x.pem")
    async with active().running(size=(100, 40)) as session:
        app = session.app
        assert isinstance(app, PrivateEndpointApp)
        assert app._runtime
        app.push_screen(FinishedScreen(app._runtime, app.store, VPCE_ID))
        await session.settle()
        assert "/x.pem is the CA certificate of your cluster." in session.prose
        assert await copied(session) == given_ca(Client.MYSQL, "/x.pem")


def test_what_is_at_the_path_is_told_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x"
    file.touch()
    assert what_is_at(str(file)) == "It is there."
    assert what_is_at(str(tmp_path)) == "That is no file on this machine."
    assert what_is_at(str(file / "y")) == "There is no such file on this machine; the client's may have it."
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert what_is_at(str(file)) == "It is there, but you may not read it."


@pytest.mark.parametrize("key", ["escape", "ctrl+g"])
async def test_back_leads_to_where_one_came_from(key: str) -> None:
    async with connecting(active()) as session:
        await session.press(key)
        assert session.screen == "EndpointsScreen"


async def test_a_service_without_a_name_has_its_endpoints_reached_by_awss_names() -> None:
    world = worlds.one_cluster()
    world.tidb.services = [service(private_dns_name="")]
    world.aws.vpc_endpoints = [vpc_endpoint()]
    async with connecting(world) as session:
        assert "the service has no private DNS name" in session.prose
        assert vpc_endpoint().dns_names[0] in await copied(session)


async def test_the_last_page_of_the_flow_leads_here_with_its_endpoint_chosen() -> None:
    world = three()
    async with world.running(size=(100, 40)) as session:
        app = session.app
        assert isinstance(app, PrivateEndpointApp)
        assert app._runtime
        app.push_screen(FinishedScreen(app._runtime, app.store, SECOND_VPCE_ID))
        await session.settle()
        await session.press("c")
        assert session.screen == "ConnectScreen"
        assert chosen(session) == SECOND_VPCE_ID
