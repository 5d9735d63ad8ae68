"""Every key of the keymap, in every place, does what it says there."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import pytest
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.widgets import OptionList

from tests.fakes import VPC_ID, VPCE_ID
from tests.screens import worlds
from tests.screens.harness import Session, World, typed
from tui import keymap
from tui.domain.wizard import Step
from tui.widgets.endpoint_table import EndpointTable
from tui.widgets.filter_box import FilterBox

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deed:
    """What an action of the keymap does: true after the key, false before."""

    scope: str
    action: str
    world: Callable[[], World]
    way: str
    """Keys to where it works."""
    done: Callable[[Session], object]

    @property
    def name(self) -> str:
        return f"{self.scope}-{self.action.removeprefix('app.')}"


def on_screen(name: str) -> Callable[[Session], bool]:
    return lambda session: session.screen == name


def cursor_at(place: int) -> Callable[[Session], bool]:
    return lambda session: session.one(EndpointTable).cursor == place


def picked_at(place: int) -> Callable[[Session], bool]:
    return lambda session: session.one(OptionList).highlighted == place


def scrolled(selector: str, *, down: bool) -> Callable[[Session], bool]:
    return lambda session: (session.one(VerticalScroll, selector).scroll_y > 0) is down


def shows(text: str) -> Callable[[Session], bool]:
    return lambda session: text in session.prose


def on_clipboard(text: str) -> Callable[[Session], bool]:
    return lambda session: session.app.clipboard.startswith(text)


def crowd() -> World:
    return worlds.crowd(100)


def many_vpcs() -> World:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    (vpc,) = world.aws.vpcs
    world.aws.vpcs = [type(vpc)(f"vpc-{at:017x}", f"vpc {at:02}", vpc.cidr) for at in range(40)]
    return world


def interface() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT)


def with_vpc() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT, vpc_id=VPC_ID)


def active() -> World:
    return worlds.with_endpoint(private_dns_enabled=True)


DEEDS = (
    Deed("everywhere", "app.help", worlds.one_cluster, "", on_screen("HelpScreen")),
    Deed("everywhere", "app.refresh_now", worlds.one_cluster, "", lambda s: s.world.tidb.called("list_clusters") == 2),
    Deed("everywhere", "app.command_palette", worlds.one_cluster, "", on_screen("CommandPalette")),
    Deed("everywhere", "app.quit", worlds.one_cluster, "", lambda s: s.app._exit),
    Deed("endpoints", "create", worlds.one_cluster, "", on_screen("ChooseClusterScreen")),
    Deed("endpoints", "open", interface, "", on_screen("InterfaceEndpointScreen")),
    Deed("endpoints", "discard", interface, "", on_screen("ConfirmDialog")),
    Deed("endpoints", "filter", crowd, "", lambda s: s.one(FilterBox).has_focus_within),
    Deed("endpoints", "sort", worlds.every_status, "", lambda s: not first_cell(s).startswith("active")),
    Deed("endpoints", "reverse", worlds.every_status, "", lambda s: first_cell(s).startswith("starting")),
    Deed("endpoints", "mark", crowd, "", lambda s: len(s.one(EndpointTable).marked) == 1),
    Deed("endpoints", "copy_ids", active, "", on_clipboard(VPCE_ID)),
    Deed("list", "cursor_down", crowd, "", cursor_at(1)),
    Deed("list", "cursor_up", crowd, "G", cursor_at(98)),
    Deed("list", "cursor_first", crowd, "G", cursor_at(0)),
    Deed("list", "cursor_last", crowd, "", cursor_at(99)),
    Deed("list", "page_down", crowd, "", lambda s: 5 < s.one(EndpointTable).cursor < 30),
    Deed("list", "page_up", crowd, "G", lambda s: 70 < s.one(EndpointTable).cursor < 95),
    Deed("list", "cursor_down", many_vpcs, "enter down", picked_at(1)),
    Deed("list", "cursor_up", many_vpcs, "enter down G", picked_at(38)),
    Deed("list", "cursor_first", many_vpcs, "enter down G", picked_at(0)),
    Deed("list", "cursor_last", many_vpcs, "enter down", picked_at(39)),
    Deed("list", "page_down", many_vpcs, "enter down", lambda s: 5 < (s.one(OptionList).highlighted or 0) < 30),
    Deed("list", "page_up", many_vpcs, "enter down G", lambda s: 10 < (s.one(OptionList).highlighted or 0) < 35),
    Deed("flow", "next", worlds.one_cluster, "n", on_screen("ServiceEndpointScreen")),
    Deed("flow", "run", worlds.filled, "enter", on_screen("ConfirmDialog")),
    Deed("flow", "copy", worlds.filled, "enter", on_clipboard("aws ec2 create-vpc-endpoint")),
    Deed("flow", "checks", worlds.filled, "enter", on_screen("ChecksScreen")),
    Deed("checks", "copy", worlds.with_closed_group, "enter ctrl+t", on_clipboard("aws ec2 authorize-security-group")),
    Deed("checks", "run", worlds.with_closed_group, "enter ctrl+t", on_screen("ConfirmDialog")),
    Deed("checks", "close", worlds.filled, "enter ctrl+t", on_screen("InterfaceEndpointScreen")),
    Deed("detail", "diagnose", active, "enter", on_screen("DiagnoseScreen")),
    Deed("flow", "instruction", interface, "enter", shows("Hide instruction")),
    Deed("flow", "back", worlds.one_cluster, "n ctrl+n", on_screen("ChooseClusterScreen")),
    Deed("flow", "leave", worlds.one_cluster, "n ctrl+n", on_screen("EndpointsScreen")),
    Deed("flow", "scroll_down", interface, "enter", scrolled("#step", down=True)),
    Deed("flow", "scroll_up", interface, "enter pagedown", scrolled("#step", down=False)),
    Deed("field", "pick", interface, "enter", on_screen("PickerDialog")),
    Deed("filter", "clear", crowd, "slash z", lambda s: len(s.one(EndpointTable).rows) == 100),
    Deed(
        "picker",
        "accept",
        interface,
        "enter down",
        lambda s: s.screen != "PickerDialog" and s.box("vpc").value == VPC_ID,
    ),
    Deed(
        "picker", "cancel", interface, "enter down", lambda s: s.screen != "PickerDialog" and s.box("vpc").value == ""
    ),
    Deed("marking", "mark", with_vpc, "enter tab down", shows("[ ] subnet-00000000000000001")),
    Deed("dialog", "close", worlds.one_cluster, "question_mark", on_screen("EndpointsScreen")),
    Deed("dialog", "close", active, "enter", on_screen("EndpointsScreen")),
    Deed("dialog", "close", interface, "x", on_screen("EndpointsScreen")),
    Deed("dialog", "copy", active, "enter", on_clipboard("mysql ")),
)


def first_cell(session: Session) -> str:
    """The cluster's name in the first row."""
    return session.one(EndpointTable).rows[0].cluster_name


def subclasses(of: type[T]) -> set[type[T]]:
    return set(chain.from_iterable(({each} | subclasses(each)) for each in of.__subclasses__()))


def ours(of: type[T]) -> list[type[T]]:
    return [each for each in subclasses(of) if each.__module__.startswith("tui.")]


def bound() -> set[tuple[str, str]]:
    """Scope and action of every row of the keymap that some class binds; the help sentence tells rows apart."""
    declared = {(key.action, key.help): key for key in keymap.KEYMAP}
    found = [
        declared.get((binding.action, binding.tooltip))
        for kind in ours(DOMNode)
        for binding in vars(kind).get("BINDINGS", ())
        if isinstance(binding, Binding)
    ]
    return {(key.scope, key.action) for key in found if key}


def key_names(deed: Deed) -> list[str]:
    return [
        name
        for key in keymap.KEYMAP
        if (key.scope, key.action) == (deed.scope, deed.action)
        for name in key.keys.split(",")
    ]


CASES = [
    pytest.param(deed, key, id=f"{deed.name}-{at}-{key}") for at, deed in enumerate(DEEDS) for key in key_names(deed)
]


@pytest.mark.parametrize(("deed", "key"), CASES)
async def test_a_key_does_what_it_says(deed: Deed, key: str) -> None:
    async with deed.world().running() as session:
        await session.press(deed.way)
        assert not deed.done(session)
        await session.press(key)
        assert deed.done(session)


def test_every_key_that_is_bound_is_tried_above() -> None:
    tried = {(deed.scope, deed.action) for deed in DEEDS}
    assert bound() <= tried
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
    "drop-down": (worlds.one_cluster, "n shift+tab shift+tab enter"),
    "region": (worlds.one_cluster, "n ctrl+n"),
    "interface": (interface, "enter"),
    "vpc-picker": (interface, "enter down"),
    "subnet-picker": (with_vpc, "enter tab down"),
    "run": (worlds.filled, "enter ctrl+r"),
    "accept": (worlds.filled, "enter ctrl+n"),
    "dns": (lambda: worlds.unfinished(Step.ENABLE_PRIVATE_DNS), "enter"),
    "finished": (active, "enter"),
    "palette": (worlds.one_cluster, "ctrl+p"),
    "filter": (crowd, "slash"),
    "discard": (interface, "x"),
}


@pytest.mark.parametrize("place", WAYS)
async def test_ctrl_q_quits_from_every_screen(place: str) -> None:
    world, way = WAYS[place]
    async with world().running() as session:
        await session.press(way)
        assert not session.app._exit
        await session.press("ctrl+q")
        assert session.app._exit
        assert not session.app.return_code


@pytest.mark.parametrize("place", WAYS)
async def test_the_palette_offers_only_what_works_here(place: str) -> None:
    world, way = WAYS[place]
    async with world().running() as session:
        await session.press(way)
        offered = {command.title for command in session.app.get_system_commands(session.app.screen)}
        active = {each.binding.description for each in session.app.screen.active_bindings.values() if each.enabled}
        assert offered - {"Theme"} <= active
