"""Before a deletion: what is said, what has to be typed for it, and that nothing less begins it."""

from dataclasses import replace

import pytest
from textual.widgets import Input

from tests.fakes import VPC_ID, VPCE_ID, cluster, vpc_endpoint
from tests.goldens.list_cases import hostile
from tests.screens import worlds
from tests.screens.removing import confirm, deeds, deleting, opened, written
from tests.screens.worlds import active
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import PrivateEndpointError, ReadOnlyRefusal
from tui.widgets.hanging import Hanging

HOST = cluster().host


async def test_it_names_cluster_vpc_host_name_and_what_stops_working() -> None:
    async with deleting(active()) as session:
        for part in ("orders", VPC_ID, HOST, VPCE_ID, "● Active"):
            assert part in session.prose
        assert f"Clients in {VPC_ID} that use {HOST} are cut off from orders." in session.prose
        assert "No other endpoint of orders is in this VPC." in session.prose


async def test_it_says_which_endpoint_stays_in_the_vpc() -> None:
    world = active()
    world.aws.vpc_endpoints.append(vpc_endpoint(worlds.SECOND_VPCE_ID))
    async with deleting(world) as session:
        assert f"{worlds.SECOND_VPCE_ID} stays in this VPC" in session.prose


async def test_the_id_has_to_be_typed_and_the_button_pressed() -> None:
    world = active()
    async with deleting(world) as session:
        await confirm(session)
        assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_what_is_typed_on_the_page_goes_into_the_box_and_tab_leads_to_the_button() -> None:
    world = active()
    async with deleting(world) as session:
        assert session.app.focused is session.button("cancel")
        await session.write(VPCE_ID)
        assert session.one(Input, "#typed").value == VPCE_ID
        assert "✓ That is it: Tab leads to the button." in session.prose
        await session.press("tab")
        assert session.app.focused is session.button("do")
        await session.press("enter")
    assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_what_is_pasted_on_the_page_goes_into_the_box_without_its_line_end() -> None:
    async with deleting(active()) as session:
        await session.paste(f"\n  {VPCE_ID}\r\n")
        assert session.one(Input, "#typed").value == VPCE_ID
        assert not session.button("do").disabled


async def test_letters_are_no_commands_while_an_id_has_to_be_typed() -> None:
    async with deleting(active()) as session:
        await session.press("q r question_mark d")
        assert session.screen == "DeleteScreen"
        assert session.one(Input, "#typed").value == "qr?d"
        assert not {"q", "r", "question_mark"} & set(session.app.screen.active_bindings)
        assert session.text.rstrip().endswith("Esc Back  F1 Help  F5 Refresh  ^Q Quit")


@pytest.mark.parametrize("text", [VPCE_ID[:-1], VPCE_ID.upper(), f"{VPCE_ID} ", worlds.SECOND_VPCE_ID])
async def test_anything_but_the_id_leaves_the_button_off_and_says_what_was_expected(text: str) -> None:
    world = active()
    async with deleting(world) as session:
        await session.write(text)
        assert session.button("do").disabled
        assert f"Expected exactly {VPCE_ID}." in session.prose
        await session.press("enter")
        assert session.screen == "DeleteScreen"
        assert f"That is not it, so nothing is done. Expected exactly {VPCE_ID}." in session.prose
        await session.press("tab")
        assert session.app.focused is session.button("cancel")
        await session.press("enter")
        assert session.screen == "EndpointsScreen"
    assert written(world) == []


async def test_enter_in_the_empty_box_leaves_as_cancel_does() -> None:
    world = active()
    async with deleting(world) as session:
        await session.press("shift+tab enter")
        assert session.screen == "EndpointsScreen"
    assert written(world) == []


async def test_an_id_that_is_not_whole_any_more_deletes_nothing() -> None:
    world = active()
    async with deleting(world) as session:
        await session.write(VPCE_ID)
        await session.press("backspace tab tab enter")
    assert written(world) == []


async def test_a_held_enter_leaves_without_having_deleted() -> None:
    world = active()
    async with deleting(world) as session:
        assert session.app.focused is session.button("cancel")
        for _ in range(30):
            session.send("enter")
        await session.settle()
        assert session.screen != "DeleteScreen"
    assert (written(world), world.removals.saved) == ([], {})


async def test_d_and_then_a_held_enter_deletes_nothing() -> None:
    world = active()
    async with world.running() as session:
        await session.press("d")
        assert session.screen == "DeleteScreen"
        for _ in range(30):
            session.send("enter")
        await session.settle()
    assert (written(world), world.removals.saved) == ([], {})


async def test_enter_in_the_box_confirms_nothing_even_when_the_id_is_right() -> None:
    world = active()
    async with deleting(world) as session:
        await session.press("shift+tab")
        await session.write(VPCE_ID)
        await session.press("enter " * 30)
        assert session.screen == "DeleteScreen"
        assert not session.button("do").disabled
    assert written(world) == []


@pytest.mark.parametrize("keys", ["escape", "ctrl+g"])
async def test_it_can_be_left(keys: str) -> None:
    async with deleting(active()) as session:
        await session.press(keys)
        assert session.screen == "EndpointsScreen"


async def test_where_nothing_may_be_written_nothing_is_begun() -> None:
    world = active()
    world.tidb.fail["reject"] = ReadOnlyRefusal("This is read-only.")
    async with deleting(world) as session:
        await confirm(session)
        assert "This is read-only." in session.prose
        await session.press("escape")
        assert deeds(session) == ["Cancel", "Delete"]
    assert world.removals.saved == {}


async def test_a_wish_that_cannot_be_kept_is_not_begun() -> None:
    world = active()
    world.removals.fail = PrivateEndpointError("The disk is full.", "Free some space.")
    async with deleting(world) as session:
        await confirm(session)
        assert "The disk is full." in session.prose
    assert written(world) == []


async def test_an_endpoint_that_is_rejected_already_is_deleted_on_aws_alone() -> None:
    world = worlds.with_endpoint("rejected")
    async with deleting(world) as session:
        assert "only AWS's half is left to delete" in session.prose
        await confirm(session)
    assert written(world) == ["delete_vpc_endpoint"]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_hostile_names_stay_on_their_lines(size: tuple[int, int]) -> None:
    world = hostile()
    world.aws.vpc_endpoints = [replace(each, state=VpcEndpointState.AVAILABLE) for each in world.aws.vpc_endpoints]
    async with world.running(size=size) as session:
        for at in range(len(world.aws.vpc_endpoints)):
            await opened(session, f"vpce-{at:017x}")
            assert not set(session.text) & {"\x1b", "\u202e", "\u200b", "\x07"}
            assert "Type vpce-" in session.prose
            await session.press("escape")


async def test_a_screen_at_rest_draws_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with deleting(active()) as session:
        drawn: list[Hanging] = []
        monkeypatch.setattr(Hanging, "redraw", lambda line: drawn.append(line))  # noqa: PLW0108 - a method binds
        await session.poll()
        assert drawn == []
        session.one(Hanging, "#facts").text = "Something else"
        assert drawn != []


async def test_what_goes_on_below_a_fact_or_a_bullet_is_indented() -> None:
    async with active().running((40, 30)) as session:
        await session.press("d")
        page = session.lines[2 : session.one(Input).region.y - 1]
        firsts = ("Cluster ", "VPC", "Host name ", "What ", "•", "○")
        text = [line[1:].rstrip("▁▂▃▄▅▆▇█ ") for line in page]
        assert all(line.startswith((*firsts, "  ")) for line in text if line and "█" not in line)
        assert sum(line.startswith("  ") for line in text) > 2


async def test_the_command_is_shown_and_goes_to_the_clipboard() -> None:
    async with active().running((120, 40)) as session:
        await session.press("d")
        assert "What comes next, as a command: aws ec2 reject-vpc-endpoint-connections" in session.prose
        assert "^Y Copy" in session.lines[-1]
        await session.press("ctrl+y")
        assert session.app.clipboard.startswith("aws ec2 reject-vpc-endpoint-connections --service-id")
        assert session.one(Input).value == ""
