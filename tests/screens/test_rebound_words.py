"""Sentences that name a key name the one that works now."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.goldens.removal_cases import interrupted
from tests.screens import worlds
from tests.screens.harness import World
from tests.screens.worlds import active
from tui import keymap
from tui.domain.draft import Step
from tui.domain.endpoints import ServiceState
from tui.settings.rebinding import rebound, wrong

OTHERS = {
    "everywhere": {"refresh_now": "f9"},
    "endpoints": {
        "create": "N",
        "edit": "E",
        "delete": "X",
        "clusters": "T",
        "open": "o",
        "discard": "z",
        "show_all": "f3",
    },
    "detail": {"edit": "E", "delete": "X", "close": "f3", "take": "A"},
    "clusters": {"connect": "C", "create": "N", "terminate": "K", "close": "f3"},
    "connect": {"create": "N", "ca_file": "F", "close": "f3"},
    "flow": {"another": "f4", "copy": "ctrl+k", "instruction": "f6", "leave": "f7", "run": "f8", "back": "f3"},
    "removing": {"go_on": "f8", "copy": "ctrl+k", "close": "f3"},
    "editing": {"run": "f8", "copy": "ctrl+k", "close": "f3"},
    "dialog": {"close": "f3"},
    "field": {"pick": "f10"},
}
OLD = re.compile(
    r"\b(?:[Pp]ress|with|then) [a-zDY]\b|\b(?:F5|F2|Esc)\b|\^[RYXO]\b"
    r"|\b(?:[edxnct]|Enter) (?:goes|creates|discards|tells)|\bDown: list|\(t, then"
)
"""How sentences name the keys that were."""


def test_the_other_keys_can_be_had() -> None:
    assert wrong(OTHERS) == ()


@pytest.fixture(autouse=True)
def _others() -> Iterator[None]:
    before = keymap.KEYMAP
    keymap.use(rebound(OTHERS))
    yield
    keymap.use(before)


def no_service() -> World:
    return worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)


def failed_service() -> World:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    world.tidb.services = [worlds.with_service(ServiceState.FAILED).tidb.services[0]]
    return world


def nothing() -> World:
    return World()


WAYS: dict[str, tuple[Callable[[], World], str]] = {
    "list": (worlds.every_status, ""),
    "empty": (worlds.one_cluster, ""),
    "no clusters": (nothing, ""),
    "choose none": (nothing, "N"),
    "unfinished": (no_service, ""),
    "clusters": (active, "T"),
    "clusters, none": (nothing, "T"),
    "describe": (active, "o"),
    "connect": (active, "c"),
    "connect, none": (worlds.one_cluster, "T C"),
    "delete": (active, "X"),
    "interrupted": (interrupted, "X"),
    "edit": (active, "E"),
    "interface": (lambda: worlds.unfinished(Step.INTERFACE_ENDPOINT), "o"),
    "service failed": (failed_service, "o"),
    "accept": (no_service, "o"),
    "lost": (worlds.lost, "o"),
    "discard": (no_service, "z"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_no_page_names_a_key_that_was(way: str) -> None:
    world, keys = WAYS[way]
    made = world()
    made.keys = OTHERS
    async with made.running((120, 40)) as session:
        rows = 20 if way == "list" else 1
        await session.press(keys)
        for _ in range(rows):
            assert not OLD.search(session.prose), OLD.search(session.prose)
            await session.press("j" if rows > 1 else "")
