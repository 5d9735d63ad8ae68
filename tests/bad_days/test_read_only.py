"""With --read-only no action of any key on any screen changes anything; without it the same keys would."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
from textual.screen import Screen

from tests.fakes import CLOSED_GROUP, VPCE_ID, cluster, service
from tests.screens import worlds
from tests.screens.harness import Session, World
from tests.screens.worlds import active
from tui import keymap, screens
from tui.domain.draft import Draft, Step
from tui.monitor.store import Store
from tui.providers.base import READS
from tui.runtime import Runtime
from tui.screens.answers import AnswersScreen
from tui.screens.checks import ChecksScreen, DiagnoseScreen
from tui.screens.clusters import ClustersScreen
from tui.screens.connect import ConnectScreen
from tui.screens.delete import DeleteScreen
from tui.screens.detail import DetailScreen
from tui.screens.edit import EditEndpointScreen
from tui.screens.endpoints import EndpointsScreen
from tui.screens.finished import FinishedScreen
from tui.screens.terminate import TerminateServiceScreen
from tui.screens.wizard.accept_endpoint_connection import AcceptEndpointConnectionScreen
from tui.screens.wizard.choose_cluster import ChooseClusterScreen
from tui.screens.wizard.enable_private_dns import EnablePrivateDnsScreen
from tui.screens.wizard.interface_endpoint import InterfaceEndpointScreen
from tui.screens.wizard.service_endpoint import ServiceEndpointScreen

KEYS = sorted({key for each in keymap.KEYMAP if each.action != "app.quit" for key in each.keys.split(",")})
BUTTONS = ("tab enter", "tab tab enter", "tab tab tab enter", "shift+tab enter")
"""Ways to what is only a button."""


@dataclass(frozen=True)
class Start:
    """A screen, and what its keys change where they may."""

    kind: type[Screen[Any]]
    opens: Callable[[Runtime, Store], Screen[Any]]
    world: Callable[[], World]
    writes: frozenset[str] = frozenset()
    first: str = ""
    """What is typed before each key."""


def shut() -> World:
    """The group of the setup does not admit the port."""
    world = worlds.filled()
    world.drafts.save(replace(draft_of(world), security_group_ids=(CLOSED_GROUP,)))
    return world


def draft_of(world: World) -> Draft:
    return world.draft


def flow(kind: type[Screen[Any]], world: Callable[[], World], *writes: str) -> Start:
    make: Callable[..., Screen[Any]] = kind
    return Start(kind, partial(make, draft=draft_of(world())), world, frozenset(writes))


def of_endpoint(kind: type[Screen[Any]], first: str = "", *writes: str) -> Start:
    make: Callable[..., Screen[Any]] = kind
    return Start(kind, partial(make, key=VPCE_ID), active, frozenset(writes), first)


STARTS = (
    Start(EndpointsScreen, lambda _runtime, store: EndpointsScreen(store), active),
    flow(ChooseClusterScreen, lambda: worlds.unfinished(Step.SERVICE_ENDPOINT)),
    flow(ServiceEndpointScreen, lambda: worlds.unfinished(Step.INTERFACE_ENDPOINT), "ensure_service"),
    flow(InterfaceEndpointScreen, worlds.filled, "ensure_service", "create_vpc_endpoint"),
    flow(AcceptEndpointConnectionScreen, lambda: worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION), "accept"),
    flow(EnablePrivateDnsScreen, lambda: worlds.unfinished(Step.ENABLE_PRIVATE_DNS), "modify_vpc_endpoint"),
    Start(
        ChecksScreen,
        lambda runtime, store: ChecksScreen(runtime, store, draft_of(shut()), Step.INTERFACE_ENDPOINT),
        shut,
        frozenset({"admit_port"}),
        "f5",  # opened anew for each key: one that moves the cursor leaves the fix
    ),
    of_endpoint(FinishedScreen),
    of_endpoint(DetailScreen),
    of_endpoint(DiagnoseScreen),
    of_endpoint(EditEndpointScreen, "tab tab enter", "modify_vpc_endpoint"),
    of_endpoint(DeleteScreen, f"shift+tab {VPCE_ID}", "reject", "delete_vpc_endpoint"),
    Start(
        TerminateServiceScreen,
        lambda runtime, store: TerminateServiceScreen(runtime, store, cluster().id),
        worlds.with_service,
        frozenset({"delete_service"}),
        f"shift+tab {service().name.rpartition('.')[2]}",
    ),
    Start(ClustersScreen, ClustersScreen, active),
    Start(ConnectScreen, lambda runtime, store: ConnectScreen(runtime, store, cluster().id), active),
    Start(AnswersScreen, lambda runtime, store: AnswersScreen(runtime, store, store.snapshot.rows[0]), active),
)


def test_every_screen_that_can_ask_for_something_is_walked() -> None:
    modules = [importlib.import_module(each.name) for each in pkgutil.walk_packages(screens.__path__, "tui.screens.")]
    found = {kind for module in modules for _, kind in inspect.getmembers(module, inspect.isclass)}
    asking = {kind for kind in found if issubclass(kind, Screen) and "runtime" in inspect.signature(kind).parameters}
    bases = {base for kind in asking for base in kind.__mro__[1:]}
    assert {start.kind for start in STARTS} == asking - bases | {EndpointsScreen}


async def walk(start: Start, *, read_only: bool) -> set[str]:
    """Press every key on the screen and say yes to what is asked; the writes that were made, all or those expected."""
    world = start.world()
    world.read_only = read_only
    async with world.running() as session:
        opened = await reopen(session, start)
        unbound = [key for key in KEYS if key not in opened.active_bindings]
        for keys in (*BUTTONS, *first_keys(opened)):
            await session.press(keys)
            await say_yes(session, opened)
            if start.first or session.app.screen is not opened:
                opened = await reopen(session, start)
            if start.writes and writes(world) >= start.writes:
                break
        for keys in unbound:
            session.send(keys)
        await session.settle()
        return writes(world)


def first_keys(opened: Screen[Any]) -> list[str]:
    """One key for each action that is bound: the others do the same, and tests/screens/test_keys.py tries each."""
    bound = {key: opened.active_bindings[key] for key in reversed(KEYS) if key in opened.active_bindings}
    return sorted({(each.node, each.binding.action): key for key, each in bound.items()}.values())


async def say_yes(session: Session, opened: Screen[Any]) -> None:
    """To what a key asks; a problem that it led to is closed."""
    for _ in range(3):
        if session.app.screen is not opened:
            await session.press("tab enter" if session.screen == "ConfirmDialog" else "enter")


async def reopen(session: Session, start: Start) -> Screen[Any]:
    """The screen, on top of the list, whatever the last key led to."""
    while len(session.app.screen_stack) > 1:
        session.app.pop_screen()
    await session.open(start.opens)
    for keys in start.first.split():
        await (session.paste(keys) if len(keys) > len("shift+tab") else session.press(keys))
    return session.app.screen


def writes(world: World) -> set[str]:
    return {call[0] for fake in (world.aws, world.tidb) for call in fake.calls} - READS


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.kind.__name__)
async def test_read_only_no_key_changes_anything(start: Start) -> None:
    assert await walk(start, read_only=True) == set()


@pytest.mark.parametrize("start", [each for each in STARTS if each.writes], ids=lambda start: start.kind.__name__)
async def test_the_same_keys_change_something_without_it(start: Start) -> None:
    assert await walk(start, read_only=False) >= start.writes
