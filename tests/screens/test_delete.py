"""Deleting and rejecting: what is said, what has to be done for it, each stage, and going on after an interruption."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from textual.widgets import Button, Input, Static

from tests.clock import START
from tests.fakes import OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID, cluster, connection, vpc_endpoint
from tests.goldens.list_cases import hostile
from tests.screens import worlds
from tests.screens.harness import MemoryDrafts, MemoryRemovals, Session, World
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import InvalidRequest, PrivateEndpointError, ReadOnlyRefusal, Unreachable
from tui.domain.removal import Removal
from tui.domain.wizard import Draft
from tui.screens.delete import DeleteScreen
from tui.screens.endpoints import EndpointsScreen

HOST = cluster().host
REMOVAL = Removal(VPCE_ID, cluster().id, "", "us-west-2", START)
REFUSED = InvalidRequest("The VPC Endpoint is in an invalid state", "Wait.", "AWS", "InvalidState")
LOST = Unreachable("no answer", retryable=True)


def active(**values: Any) -> World:
    return worlds.with_endpoint(private_dns_enabled=True, **values)


def stranger(state: str = "DISCOVERED") -> World:
    """A connection whose VPC endpoint is in another account."""
    world = worlds.with_service()
    world.tidb.connections = [connection(VPCE_ID, state, owner_account="999988887777")]
    return world


@asynccontextmanager
async def deleting(world: World, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Session]:
    """The page, opened on the endpoint that is there."""
    async with world.running(size=size) as session:
        await opened(session)
        yield session


async def opened(session: Session, key: str = VPCE_ID) -> None:
    """Open the page of one endpoint."""
    listing = session.app.screen_stack[0]
    assert isinstance(listing, EndpointsScreen)
    assert listing.runtime
    session.app.push_screen(DeleteScreen(listing.runtime, listing._store, key))
    await session.settle()


async def confirm(session: Session, text: str = VPCE_ID) -> None:
    """Type `text`, then press the button, each with keys of their own."""
    await session.press("shift+tab")
    await session.write(text)
    await session.press("tab tab enter")


def written(world: World) -> list[str]:
    """The writes, in their order."""
    wanted = {"reject", "delete_vpc_endpoint", "delete_service", "create_vpc_endpoint", "accept"}
    return [call[0] for call in world.tidb.calls + world.aws.calls if call[0] in wanted]


def deeds(session: Session) -> list[str]:
    return [
        str(button.label) for button in session.app.screen.query("#buttons Button").results(Button) if button.display
    ]


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


@pytest.mark.parametrize("text", ["", VPCE_ID[:-1], VPCE_ID.upper(), f"{VPCE_ID} ", worlds.SECOND_VPCE_ID])
async def test_anything_but_the_id_leaves_the_button_off_and_says_what_was_expected(text: str) -> None:
    world = active()
    async with deleting(world) as session:
        await session.press("shift+tab")
        await session.write(text)
        assert session.button("do").disabled
        assert (f"Expected exactly {VPCE_ID}." in session.prose) == bool(text)
        await session.press("tab tab enter")
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


async def test_that_it_is_rejected_on_the_way_is_no_news() -> None:
    world = active()
    async with deleting(world) as session:
        await confirm(session)
        assert "✓ Delete on AWS" in session.text
        assert len(session.app._notifications) == 0


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


async def test_each_stage_is_shown_as_it_happens_with_the_time_it_was_read() -> None:
    world = active()
    answer = worlds.never_answers(world.tidb, "reject")
    async with deleting(world) as session:
        await confirm(session)
        assert "▶ Reject on TiDB's side: asking …" in session.text
        assert "○ Delete on AWS" in session.text
        answer()
        await session.settle()
        assert "✓ Reject on TiDB's side: rejected, read 12:00:00 UTC" in session.text
        assert "✓ Delete on AWS: AWS says deleting, read 12:00:00 UTC" in session.text
        assert "▶ Gone: waiting for AWS" in session.text
        world.aws.advance()
        await session.poll()
        assert "✓ Gone: neither side shows it, read 12:00:30 UTC" in session.text
        assert deeds(session) == ["Back"]
    assert world.removals.saved == {}


async def test_aws_is_asked_only_once_tidbs_side_lets_nobody_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reject may take until a later poll to show."""
    world = active()
    world.tidb.connections = [connection()]

    async def silently(*arguments: object) -> None:
        world.tidb.calls.append(("reject", *arguments))

    monkeypatch.setattr(world.tidb, "reject", silently)
    async with deleting(world) as session:
        await confirm(session)
        assert written(world) == ["reject"]
        assert "▶ Reject on TiDB's side: asked; TiDB's side says ACTIVE" in session.prose
        world.tidb.connections = [connection(state="REJECTED")]
        await session.poll()
        assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_a_refusal_is_shown_with_cause_and_remedy_and_nothing_goes_on_by_itself() -> None:
    world = active()
    world.aws.fail["delete_vpc_endpoint"] = REFUSED
    async with deleting(world) as session:
        await confirm(session)
        assert session.screen == "ProblemDialog"
        assert "invalid state" in session.prose
        assert "What to do: Wait." in session.prose
        for _ in range(30):
            session.send("enter")
        await session.settle()
        await session.poll()
    assert world.aws.called("delete_vpc_endpoint") == 1
    assert set(world.removals.saved) == {VPCE_ID}


async def test_after_a_refusal_one_key_goes_on() -> None:
    world = active()
    world.aws.fail["delete_vpc_endpoint"] = REFUSED
    async with deleting(world) as session:
        await confirm(session)
        await session.press("escape")
        world.aws.fail.clear()
        await session.press("ctrl+r")
        assert "✓ Delete on AWS" in session.text
    assert world.tidb.called("reject") == 1


async def test_a_write_whose_answer_was_lost_is_looked_up_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    world = active()
    reject = world.tidb.reject

    async def lost(*arguments: Any) -> None:
        await reject(*arguments)
        raise LOST

    monkeypatch.setattr(world.tidb, "reject", lost)
    async with deleting(world) as session:
        await confirm(session)
        assert session.screen == "DeleteScreen"
    assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_what_was_killed_between_the_stages_says_what_was_done_and_goes_on_with_one_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def never(*_arguments: object) -> None:
        await asyncio.Event().wait()

    world = active()
    with monkeypatch.context() as cut_off:
        cut_off.setattr(world.aws, "delete_vpc_endpoint", never)
        async with deleting(world) as session:
            await confirm(session)
    async with deleting(world) as session:
        assert written(world) == ["reject"]
        assert "This was begun at 12:00:00 UTC and is not finished" in session.prose
        assert "✓ Reject on TiDB's side" in session.text
        assert "○ Delete on AWS" in session.text
        assert not session.one(Input).is_on_screen
        await session.press("ctrl+r")
        assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_opening_a_deletion_that_was_interrupted_does_nothing_by_itself() -> None:
    world = active()
    world.removals = MemoryRemovals(REMOVAL)
    async with deleting(world) as session:
        await session.poll()
        for _ in range(30):
            session.send("enter")
        await session.settle()
    assert written(world) == []


async def test_a_deletion_that_was_interrupted_can_be_let_go() -> None:
    world = active()
    world.removals = MemoryRemovals(REMOVAL)
    async with deleting(world) as session:
        assert deeds(session) == ["Back", "Go on", "Do not go on"]
        await session.press("tab tab enter")
        assert session.screen == "EndpointsScreen"
    assert (written(world), world.removals.saved) == ([], {})


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


async def test_a_requester_managed_endpoint_is_told_apart() -> None:
    world = active(requester_managed=True)
    async with deleting(world) as session:
        assert (
            "It is requester-managed: the AWS service that made it for account 111122223333 deletes it."
            in session.prose
        )
        assert deeds(session) == ["Cancel", "Reject"]
        await confirm(session)
    assert written(world) == ["reject"]


async def test_an_unknown_connection_is_rejected_without_typing_and_its_account_is_named() -> None:
    world = stranger()
    async with deleting(world) as session:
        assert "account 999988887777" in session.prose
        assert deeds(session) == ["Cancel", "Reject"]
        assert session.app.focused is session.button("cancel")
        await session.press("tab enter")
        assert "✓ Reject on TiDB's side: rejected" in session.text
        assert "Delete on AWS" not in session.text
        assert deeds(session) == ["Back"]
    assert written(world) == ["reject"]
    assert world.removals.saved == {}


async def test_a_held_enter_rejects_nothing() -> None:
    world = stranger()
    async with deleting(world) as session:
        for _ in range(30):
            session.send("enter")
        await session.settle()
    assert written(world) == []


async def test_cutting_another_accounts_clients_off_takes_the_id() -> None:
    world = stranger("ACTIVE")
    async with deleting(world) as session:
        assert "Clients of account 999988887777 that use it are cut off from orders." in session.prose
        assert session.button("do").disabled
        await confirm(session)
    assert written(world) == ["reject"]


async def test_while_aws_is_unread_nobody_is_called_a_stranger() -> None:
    world = stranger("ACTIVE")
    world.aws.fail["describe_vpc_endpoints"] = LOST
    async with deleting(world) as session:
        assert "has not been read yet" in session.prose
        assert deeds(session) == ["Back"]


@pytest.mark.parametrize("state", ["failed", "rejected"])
async def test_deleting_and_creating_again_opens_the_flow_with_the_same_answers(state: str) -> None:
    world = worlds.with_endpoint(state, draft_id=worlds.DRAFT)
    world.drafts = MemoryDrafts(Draft(worlds.DRAFT, cluster().id, "", "us-west-2", VPC_ID, vpc_endpoint_id=VPCE_ID))
    async with deleting(world) as session:
        await session.press("shift+tab")
        await session.write(VPCE_ID)
        await session.press("tab tab tab enter")
        assert written(world) == ["delete_vpc_endpoint"]
        world.aws.advance()
        await session.poll()
        assert session.screen == "InterfaceEndpointScreen"
        assert session.box("vpc").value == VPC_ID
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        assert session.box("groups").value == OPEN_GROUP
    assert world.draft.id != worlds.DRAFT
    assert world.removals.saved == {}


@pytest.mark.parametrize("state", ["failed", "rejected"])
async def test_editing_what_is_lost_leads_to_deleting_and_creating_it_again(state: str) -> None:
    async with worlds.with_endpoint(state).running() as session:
        await session.press("e")
        assert "Delete and create again" in deeds(session)


async def test_an_active_endpoint_is_not_offered_to_be_created_again() -> None:
    async with deleting(active()) as session:
        assert deeds(session) == ["Cancel", "Delete"]


async def test_the_setup_of_a_deleted_endpoint_goes_with_it() -> None:
    world = worlds.with_endpoint("pendingAcceptance", draft_id=worlds.DRAFT)
    world.drafts = MemoryDrafts(Draft(worlds.DRAFT, cluster().id, "", "us-west-2", VPC_ID, vpc_endpoint_id=VPCE_ID))
    async with deleting(world) as session:
        assert "Nothing: it lets nobody through." in session.prose
        await confirm(session)
        world.aws.advance()
        await session.poll()
    assert world.drafts.saved == {}


async def test_an_endpoint_that_vanishes_meanwhile_is_said_to_be_gone() -> None:
    world = active()
    async with deleting(world) as session:
        world.aws.vpc_endpoints = []
        await session.poll()
        assert f"{VPCE_ID} is not there any more." in session.prose
        assert deeds(session) == ["Back"]


async def test_a_deletion_begun_elsewhere_is_watched() -> None:
    async with deleting(worlds.with_endpoint("deleting")) as session:
        assert "AWS is deleting it." in session.prose
        assert deeds(session) == ["Back"]


async def test_an_endpoint_whose_service_is_gone_is_deleted_on_aws_all_the_same() -> None:
    world = active()
    world.removals = MemoryRemovals(REMOVAL)
    world.tidb.services = []
    async with deleting(world) as session:
        await session.press("ctrl+r")
        assert "✓ Gone" in session.text
    assert written(world) == ["delete_vpc_endpoint"]
    assert world.removals.saved == {}


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


async def test_a_screen_at_rest_draws_nothing_again() -> None:
    async with deleting(active()) as session:
        line = session.one(Static, "#facts")
        before = line.content
        await session.poll()
        assert line.content is before
