"""Other keys by configuration: what is refused, and why."""

import re
from pathlib import Path

import pytest

from tests.screens import worlds
from tests.screens.harness import World
from tests.screens.worlds import active
from tui import keymap
from tui.settings import loading
from tui.settings.problems import SettingsError
from tui.settings.rebinding import Wanted, named, rebound, wrong


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("D", "D"),
        ("?", "question_mark"),
        ("/", "slash"),
        (":", "colon"),
        ("+", "plus"),
        ("^K", "ctrl+k"),
        ("ctrl+K", "ctrl+k"),
        ("Esc", "escape"),
        ("F9", "f9"),
        ("PgDn", "pagedown"),
        ("ctrl+", ""),
        ("hyper+x", ""),
        ("enterr", ""),
    ],
)
def test_keys_are_written_as_people_do(text: str, name: str) -> None:
    assert named(text) == name


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        ({"endpoints": {"delete": "e"}}, "keys.endpoints.delete: e is taken by endpoints.edit (Edit)."),
        ({"endpoints": {"delete": "j"}}, "keys.endpoints.delete: j is taken by list.cursor_down (Down)."),
        ({"endpoints": {"delete": "r"}}, "keys.endpoints.delete: r is taken by everywhere.refresh_now (Refresh)."),
        ({"everywhere": {"help": "ctrl+n"}}, "keys.everywhere.help: ^N is taken by flow.next (Next)."),
        ({"flow": {"next": "z"}}, "keys.flow.next: z is text in a box there; take one with ctrl, or f1 to f24."),
        ({"endpoints": {"delet": "D"}}, "keys.endpoints.delet: unknown key, did you mean endpoints.delete?"),
        ({"endpoints": {"delete": "dd"}}, "keys.endpoints.delete: expected keys such as ctrl+k, f9, D or ?, got 'dd'."),
        ({"endpoints": {"sort_by": "9"}}, "keys.endpoints.sort_by: its keys are the numbers of the columns."),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(wanted: Wanted, line: str) -> None:
    assert line in wrong(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"endpoints": {"delete": "D,ctrl+d"}},
        {"endpoints": {"delete": "e", "edit": "d"}},
        {"detail": {"delete": "z"}, "clusters": {"create": "z"}},
        {"flow": {"next": "f9"}},
        {"everywhere": {"command_palette": "ctrl+k"}},
    ],
)
def test_what_meets_no_other_key_is_taken(wanted: Wanted) -> None:
    assert wrong(wanted) == ()


def test_only_the_rows_named_change() -> None:
    before, after = keymap.DEFAULT, rebound({"endpoints": {"delete": "D"}})
    assert [new.id for old, new in zip(before, after, strict=True) if old != new] == ["endpoints.delete"]


def test_the_configuration_is_checked_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[keys]\nendpoints.delete = "D"\nendpoints.edit = "c"\n')
    with pytest.raises(SettingsError, match=re.escape("keys.endpoints.edit: c is taken by endpoints.connect")):
        loading.load(path, {}, {})
    path.write_text('[keys]\nendpoints.delete = "D"\n')
    loaded = loading.load(path, {}, {})
    assert loaded.settings.keys == {"endpoints": {"delete": "D"}}
    path.write_text(loaded.as_toml())
    assert loading.load(path, {}, {}).settings.keys == loaded.settings.keys


def with_keys() -> World:
    world = active()
    world.keys = {"endpoints": {"delete": "D"}, "everywhere": {"help": "f9"}}
    return world


async def test_the_key_works_and_the_old_one_does_not() -> None:
    async with with_keys().running() as session:
        await session.press("d")
        assert session.screen == "EndpointsScreen"
        await session.press("D")
        assert session.screen == "DeleteScreen"
        await session.press("escape f1")
        assert session.screen == "EndpointsScreen"
        await session.press("f9")
        assert session.screen == "HelpScreen"


async def test_footer_help_and_sentences_say_the_key_that_works() -> None:
    world = worlds.with_endpoint("pendingAcceptance")
    world.keys = {"endpoints": {"delete": "D"}, "everywhere": {"help": "f9"}}
    async with world.running((120, 40)) as session:
        assert "D Delete" in session.lines[-1]
        assert "F9 Help" in session.lines[-1]
        assert "reject it with D." in session.prose
        await session.press("f9")
        assert re.search(r"^ *D +Delete the endpoint, after asking\.", session.text, re.MULTILINE)


async def test_a_colon_opens_the_palette_and_is_text_in_a_box() -> None:
    async with active().running() as session:
        await session.press("slash colon")
        assert session.screen == "EndpointsScreen"
        await session.press("escape colon")
        assert session.screen == "Palette"
