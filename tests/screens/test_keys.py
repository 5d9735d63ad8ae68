"""Every key of the keymap, in every place, does what it says there."""

import importlib
import pkgutil
from itertools import chain
from typing import TypeVar

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widget import Widget

import tui.screens
import tui.widgets
from tests.goldens.first_run_cases import CLOUD
from tests.screens import worlds
from tests.screens.deeds import DEEDS, FINISHED, Deed, crowd, enabled, interface, with_vpc, without_hostnames
from tests.screens.harness import typed
from tests.screens.setups import first_run
from tests.screens.worlds import active
from tui import keymap
from tui.domain.draft import Step

T = TypeVar("T")


def subclasses(of: type[T]) -> set[type[T]]:
    return set(chain.from_iterable(({each} | subclasses(each)) for each in of.__subclasses__()))


def everything() -> None:
    """Import every page and widget: the program does so when they are first wanted."""
    for package in (tui.screens, tui.widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


def ours(of: type[T]) -> list[type[T]]:
    return [each for each in subclasses(of) if each.__module__.startswith("tui.")]


def bound() -> set[tuple[str, str]]:
    """Scope and action of every row of the keymap that some class binds; action and help sentence tell rows apart."""
    everything()
    found = {
        (binding.action.removeprefix("screen.").partition("(")[0], binding.tooltip)
        for kind in ours(DOMNode)
        for binding in vars(kind).get("BINDINGS", ())
        if isinstance(binding, Binding)
    }
    return {(key.scope, key.action) for key in keymap.KEYMAP if (key.action, key.help) in found}


def key_names(deed: Deed) -> list[str]:
    return [
        name
        for key in keymap.KEYMAP
        if (key.scope, key.action) == (deed.scope, deed.action)
        for name in key.keys.split(",")
    ]


IN_A_TERMINAL = {("everywhere", "app.repaint"), ("everywhere", "app.suspend_process")}
"""Tried in tests/end_to_end/test_repaint.py."""

CASES = [
    pytest.param(deed, key, id=f"{deed.scope}-{deed.action.removeprefix('app.')}-{at}-{key}")
    for at, deed in enumerate(DEEDS)
    for key in key_names(deed)
]


@pytest.mark.parametrize(("deed", "key"), CASES)
async def test_a_key_does_what_it_says(deed: Deed, key: str) -> None:
    async with deed.world().running((80, deed.height)) as session:
        await session.press(deed.way)
        assert not deed.done(session)
        await session.press(key)
        assert deed.done(session)


def test_every_key_that_is_bound_is_tried_above() -> None:
    tried = {(deed.scope, deed.action) for deed in DEEDS}
    assert bound() - IN_A_TERMINAL <= tried
    assert tried <= {(key.scope, key.action) for key in keymap.KEYMAP}


def test_every_key_of_the_keymap_is_bound_somewhere() -> None:
    assert bound() == {(key.scope, key.action) for key in keymap.KEYMAP}


PRINTABLE = sorted({name for key in keymap.KEYMAP for name in key.keys.split(",") if len(name) == 1})
TEXT = "".join(PRINTABLE) + "?/"
BOXES = {
    "vpc": (interface, "enter"),
    "subnets": (interface, "enter tab"),
    "groups": (interface, "enter tab tab"),
    "endpoint": (worlds.filled, "enter ctrl+n"),
}


@pytest.mark.parametrize("box", BOXES)
async def test_printable_keys_are_text_while_a_box_has_the_focus(box: str) -> None:
    world, way = BOXES[box]
    async with world().running() as session:
        await session.press(way)
        before = session.screen
        await session.write(TEXT)
        assert session.box(box).value == TEXT
        assert session.screen == before
        assert not session.app._exit


async def test_printable_keys_are_text_in_the_filter() -> None:
    async with crowd().running() as session:
        await session.press("slash", typed(TEXT))
        assert TEXT in session.text
        assert session.screen == "EndpointsScreen"


WAYS = {
    "list": (worlds.one_cluster, ""),
    "help": (worlds.one_cluster, "question_mark"),
    "cluster": (worlds.one_cluster, "n"),
    "drop-down": (worlds.one_cluster, "n enter"),
    "region": (worlds.one_cluster, "n ctrl+n"),
    "interface": (interface, "enter"),
    "vpc-picker": (interface, "enter down"),
    "subnet-picker": (with_vpc, "enter tab down"),
    "run": (worlds.filled, "enter ctrl+r"),
    "accept": (worlds.filled, "enter ctrl+n"),
    "dns": (lambda: worlds.unfinished(Step.ENABLE_PRIVATE_DNS), "enter"),
    "finished": (enabled, FINISHED),
    "describe": (active, "enter"),
    "raw": (active, "enter v"),
    "diagnosis": (active, "enter w"),
    "checks": (without_hostnames, "enter ctrl+t"),
    "clusters": (active, "t"),
    "connect": (active, "c"),
    "edit": (active, "e"),
    "delete": (active, "d"),
    "palette": (worlds.one_cluster, "ctrl+p"),
    "filter": (crowd, "slash"),
    "discard": (interface, "x"),
    "first-run": (first_run, ""),
    "setup": (first_run, CLOUD),
}


@pytest.mark.parametrize("place", WAYS)
async def test_every_screen_offers_what_works_in_the_palette_and_is_quit_by_ctrl_q(place: str) -> None:
    world, way = WAYS[place]
    async with world().running() as session:
        await session.press(way)
        offered = {command.title for command in session.app.get_system_commands(session.app.screen)}
        active = {each.binding.description for each in session.app.screen.active_bindings.values() if each.enabled}
        assert offered - {"Theme"} <= active
        assert not session.app._exit
        await session.press("ctrl+q")
        assert session.app._exit
        assert not session.app.return_code


async def test_an_open_palette_draws_nothing_while_nothing_happens() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("ctrl+p")
        assert {each.auto_refresh for each in session.app.screen.walk_children(Widget)} == {None}
