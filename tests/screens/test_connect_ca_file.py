"""Connect to TiDB: where the CA certificate is, told once and used in every string."""

import os
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.fakes import VPCE_ID, cluster
from tests.screens.connecting import HOST, connecting, copied, given
from tests.screens.harness import Session
from tests.screens.worlds import active
from tui.domain.connect import Address
from tui.domain.connect_strings import Client, connection_string
from tui.local import drafts
from tui.local.drafts import CaFiles
from tui.local.places import state_folder
from tui.screens.ca_file import what_is_at
from tui.screens.finished import FinishedScreen


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


async def test_a_pasted_path_comes_without_its_line_end() -> None:
    async with connecting(active()) as session:
        await session.press("f")
        await session.paste("\n/srv/it's ca.pem\n")
        assert session.one(Input).value == "/srv/it's ca.pem"
        assert not session.button("use").disabled


async def test_a_path_that_cannot_be_used_turns_its_button_off() -> None:
    async with connecting(active()) as session:
        await session.press("f")
        session.one(Input).value = "/srv/\u202eca.pem"
        await session.settle()
        assert session.button("use").disabled


async def test_a_hostile_path_from_the_disk_is_harmless() -> None:
    await CaFiles(state_folder("ca-files")).tell(cluster().id, "/x\x1b]0;owned\x07'; reboot")
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
    await CaFiles(state_folder("ca-files")).tell(cluster().id, "/x.pem")
    async with active().running(size=(100, 40)) as session:
        await session.open(FinishedScreen, VPCE_ID)
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
