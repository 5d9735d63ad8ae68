"""What was seen to go wrong when keys arrive in one read; each as it is to be."""

import asyncio
from collections.abc import Callable

import pytest
from textual import events
from textual.widgets import Input, Select

from tests.bursts.pages import accepting, interface, without_hostnames
from tests.bursts.playing import at_once
from tests.bursts.sequences import ClickAt, ResizeTo, presses
from tests.fakes import VPCE_ID, cluster, connection
from tests.goldens.first_run_cases import CLOUD
from tests.screens import worlds
from tests.screens.deeds import ANOTHER_GROUP
from tests.screens.harness import Session, World, typed
from tests.screens.setups import first_run
from tests.screens.worlds import active, never_answers, one_cluster
from tui.domain.draft import Step
from tui.domain.endpoints import VpcEndpointState
from tui.widgets.page import Page

WRITES = {
    "accept",
    "admit_port",
    "create_vpc_endpoint",
    "delete_service",
    "delete_vpc_endpoint",
    "ensure_service",
    "modify_vpc_dns",
    "modify_vpc_endpoint",
    "permit",
    "reject",
}


def writes(world: World) -> list[str]:
    return [call[0] for fake in (world.tidb, world.aws) for call in fake.calls if call[0] in WRITES]


def stranger() -> World:
    """Somebody's endpoint asks to connect, and AWS does not show it here."""
    world = worlds.with_service()
    world.tidb.connections = [connection(VPCE_ID, "DISCOVERED", cluster(), owner_account="999988887777")]
    return world


async def burst(session: Session, keys: str) -> None:
    """`keys` in one read."""
    await at_once(session, presses(keys))


ID_TYPED = f"d shift+tab {typed(VPCE_ID)}"


@pytest.mark.parametrize(
    ("world", "way", "keys", "screen"),
    [
        (active, ANOTHER_GROUP, "ctrl+r tab enter", "ConfirmDialog"),
        (stranger, "e", "ctrl+n tab enter", "ConfirmDialog"),
        (stranger, "", "e enter enter", "ConfirmDialog"),
        (active, ID_TYPED, "backspace tab tab enter", "DeleteScreen"),
        (active, ID_TYPED, "backspace 0 tab enter", "DeleteScreen"),
        (worlds.filled, "enter", "ctrl+r tab enter", "ConfirmDialog"),
    ],
)
async def test_no_key_that_came_before_a_question_answers_it(
    world: Callable[[], World], way: str, keys: str, screen: str
) -> None:
    async with world().running() as session:
        await session.press(way)
        before = writes(session.world)
        await burst(session, keys)
        assert writes(session.world) == before
        assert session.screen == screen


async def test_a_question_has_cancel_in_focus_and_takes_the_keys_that_come_once_it_is_seen() -> None:
    async with active().running() as session:
        await session.press(ANOTHER_GROUP)
        await burst(session, "ctrl+r tab enter")
        assert session.app.focused is session.button("close")
        await burst(session, "tab enter")
        assert writes(session.world) == ["modify_vpc_endpoint"]


async def test_a_click_that_came_before_a_question_does_not_answer_it() -> None:
    async with active().running() as session:
        await session.press(f"{ANOTHER_GROUP} ctrl+r")
        yes = session.button("yes").region
        await session.press("escape")
        await at_once(session, (*presses("ctrl+r"), ClickAt(yes.x + 1, yes.y)))
        assert session.screen == "ConfirmDialog"
        assert writes(session.world) == []
        await at_once(session, (ClickAt(yes.x + 1, yes.y),))
        assert writes(session.world) == ["modify_vpc_endpoint"]


async def test_a_deed_takes_the_key_that_comes_once_it_can_be_done() -> None:
    async with active().running() as session:
        await burst(session, f"{ID_TYPED} tab enter")
        assert writes(session.world) == []
        assert session.app.focused is session.button("do")
        await burst(session, "enter")
        assert "reject" in writes(session.world)


@pytest.mark.parametrize(
    ("keys", "text"),
    [(typed("failed"), "failed"), (f"{typed('disc')} enter", "disc"), ("q", "q"), (typed("ed"), "ed"), ("n", "n")],
)
async def test_text_behind_a_slash_is_text(keys: str, text: str) -> None:
    async with active().running() as session:
        await burst(session, f"slash {keys}")
        assert session.app.return_code is None
        assert session.screen == "EndpointsScreen"
        assert session.one(Input).value == text
        assert writes(session.world) == []


async def test_enter_behind_x_neither_discards_nor_opens() -> None:
    async with interface().running() as session:
        await burst(session, "x enter")
        assert session.screen == "ConfirmDialog"
        assert session.world.drafts.saved
        assert writes(session.world) == []


@pytest.mark.parametrize(
    "keys", ["ctrl+n ctrl+x", "ctrl+n ctrl+g ctrl+g", "ctrl+n escape escape", "ctrl+n ctrl+n ctrl+x"]
)
async def test_steps_are_left_one_by_one_or_all_at_once(keys: str) -> None:
    async with one_cluster().running() as session:
        await burst(session, f"n {keys}")
        assert session.screen == "EndpointsScreen"
        assert len(session.app.screen_stack) == 1


@pytest.mark.parametrize(
    ("keys", "screen"),
    [
        ("n ctrl+n ctrl+g", "ChooseClusterScreen"),
        ("n ctrl+n escape escape", "EndpointsScreen"),
        ("n ctrl+n ctrl+l", "ServiceEndpointScreen"),
        ("n tab space pageup", "ChooseClusterScreen"),
        ("n ctrl+n ctrl+n ctrl+n ctrl+n", "InterfaceEndpointScreen"),
    ],
)
async def test_a_flow_that_just_opens_takes_keys_one_by_one(keys: str, screen: str) -> None:
    async with one_cluster().running() as session:
        await burst(session, keys)
        assert session.screen == screen
        assert session.app.return_code is None


@pytest.mark.parametrize("key", ["n", "c", "t", "e", "question_mark", "slash", "enter", "ctrl+p", "d"])
async def test_nothing_follows_quit(key: str) -> None:
    async with active().running() as session:
        await burst(session, f"q {key}")
        assert session.app.return_code == 0


async def test_the_palettes_first_command_is_done_by_enter() -> None:
    async with active().running() as session:
        await burst(session, "ctrl+p enter enter")
        assert session.screen == "ConnectScreen", "Clusters is the first by name, and Enter there connects"


async def test_a_command_is_found_by_its_name() -> None:
    async with active().running() as session:
        await burst(session, f"ctrl+p {typed('Clust')} enter")
        assert session.screen == "ClustersScreen"


async def test_next_and_next_lead_two_steps_on() -> None:
    async with one_cluster().running() as session:
        await burst(session, "n ctrl+n ctrl+n")
        assert session.screen == "InterfaceEndpointScreen"


@pytest.mark.parametrize("key", ["pageup", "pagedown", "home", "end"])
async def test_a_drop_down_that_was_just_opened_goes_by_pages(key: str) -> None:
    async with worlds.all_kinds().running() as session:
        await burst(session, f"n space {key}")
        assert session.screen == "ChooseClusterScreen"
        assert session.one(Select, "#cluster").expanded


@pytest.mark.parametrize(
    "keys",
    [
        "enter ctrl+g",
        "enter ctrl+l",
        "enter e",
        "enter ctrl+g ctrl+x e",
        "down ctrl+g ctrl+g e",
        "enter ctrl+g ctrl+g ctrl+g n",
    ],
)
async def test_a_list_that_opens_and_is_left_ends_nothing(keys: str) -> None:
    async with interface().running() as session:
        await session.press("enter")
        await burst(session, keys)
        assert session.app.return_code is None
        await session.press("f1")
        assert session.screen == "HelpScreen", "it still hears keys"


BOXES = {
    "filter": (active, "slash"),
    "ID": (interface, "enter"),
    "Edit": (active, "e ctrl+u"),
    "Delete": (active, "d shift+tab"),
    "CA file": (active, "c f"),
    "palette": (active, "ctrl+p"),
    "setup": (first_run, f"{CLOUD} ctrl+u"),
}


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize(
    ("keys", "text"),
    [("a b backspace c", "ac"), ("p r o d home x", "xprod"), ("a b left x", "axb"), ("a b left delete c", "ac")],
)
async def test_a_correction_in_one_read_is_as_typed(box: str, keys: str, text: str) -> None:
    world, way = BOXES[box]
    async with world().running() as session:
        await burst(session, f"{way} {keys}")
        focused = session.app.focused
        assert isinstance(focused, Input)
        assert focused.value == text


async def test_enter_leaves_the_filter_and_the_next_one_opens_the_row() -> None:
    async with active().running() as session:
        await burst(session, f"slash {typed(VPCE_ID)} enter enter")
        assert session.screen == "DetailScreen"


async def test_an_id_is_typed_on_a_page_that_opens() -> None:
    async with active().running() as session:
        await burst(session, ID_TYPED)
        assert session.one(Input, "#typed").value == VPCE_ID


@pytest.mark.parametrize(("key", "above"), [("question_mark", "HelpScreen"), ("ctrl+p", "Palette")])
async def test_a_step_waits_for_what_is_open_above_it(key: str, above: str) -> None:
    world = accepting()
    answer = never_answers(world.tidb, "accept")
    async with world.running() as session:
        await session.press("enter ctrl+n")
        await session.press("f1" if key == "question_mark" else key)
        answer()
        await session.settle()
        assert session.screen == above
        await session.press("escape")
        assert session.screen == "EnablePrivateDnsScreen"


@pytest.mark.parametrize(
    ("world", "way", "method"),
    [
        (active, "e", "list_subnets"),
        (active, "e", "zone_hour_price"),
        (active, "e enter", "list_subnets"),
        (interface, "enter", "zone_hour_price"),
        (active, "enter", "list_subnets"),
        (active, "enter v", "raw_vpc_endpoint"),
        (without_hostnames, "enter ctrl+t", "vpc_dns"),
        (active, "enter w", "vpc_dns"),
    ],
)
async def test_an_answer_that_finds_its_page_being_left_is_dropped(
    world: Callable[[], World], way: str, method: str
) -> None:
    """At whichever moment of the leaving it comes."""
    for turns in range(0, 48, 8):
        made = world()
        async with made.running() as session:
            *before, last = way.split()
            await session.press(*before)
            answer = never_answers(made.aws, method)
            await session.press(last)
            session.send("ctrl+g")
            for _ in range(turns):
                await asyncio.sleep(0)
            answer()
            await session.settle()
            assert session.app.return_code is None


async def test_a_deletion_that_was_begun_goes_on_when_enter_is_pressed_twice() -> None:
    async with active().running() as session:
        await session.press(f"{ID_TYPED} tab")
        await burst(session, "enter enter")
        endpoint = session.world.aws.vpc_endpoint(VPCE_ID)
        assert endpoint is None or endpoint.state is VpcEndpointState.DELETING
        assert writes(session.world) == ["reject", "delete_vpc_endpoint"]


async def test_a_held_enter_stops_at_the_first_question_and_asks_for_the_service_once() -> None:
    world = worlds.unfinished(Step.SERVICE_ENDPOINT)
    async with world.running() as session:
        await burst(session, " ".join(["enter"] * 20))
        assert session.screen in {"InterfaceEndpointScreen", "PickerDialog", "ConfirmDialog"}
        assert world.tidb.called("ensure_service") == 1


async def test_a_click_on_a_scrollbar_has_scrolled_before_the_next_key() -> None:
    """Textual glides there, and a key stops it wherever it is."""
    async with active().running() as session:
        await session.press("enter")
        page = session.one(Page)
        await at_once(session, (ClickAt(79, page.region.bottom - 1), *presses("down")))
        assert page.scroll_y == min(page.scrollable_content_region.height + 1, page.max_scroll_y) > 2
        await at_once(session, (*presses("end"), ClickAt(79, page.region.y), *presses("up")))
        assert page.scroll_y == max(page.max_scroll_y - page.scrollable_content_region.height - 1, 0)


async def test_a_size_that_comes_with_a_question_counts() -> None:
    async with active().running() as session:
        await session.press(ANOTHER_GROUP)
        await at_once(session, (*presses("ctrl+r"), ResizeTo(100, 30), *presses("tab enter")))
        assert session.screen == "ConfirmDialog"
        assert len(session.lines[0]) == 100


async def test_a_key_that_waits_for_its_page_while_the_program_ends_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over a line that took nothing, SIGHUP ended it now and then with exit code 1."""
    async with active().running() as session:

        async def ends(_page: object) -> None:
            session.app._screen_stacks[session.app.current_mode] = []

        monkeypatch.setattr(type(session.app.screen), "laid_out", ends)
        stack = session.app.screen_stack
        await session.app.ready_for(events.Key("j", "j"))
        assert not session.app.is_quiet
        session.app._screen_stacks[session.app.current_mode] = stack
