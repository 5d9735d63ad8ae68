"""What was confirmed goes on whichever page is open; a page, the list or a notice says how far it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fakes import ACCOUNT, SUBNET_IDS, VPC_ID, VPCE_ID
from tests.screens import tidb_cloud_worlds, worlds
from tests.screens.harness import MemoryDrafts, Session, World
from tests.screens.removing import confirm, deeds, deleting, opened, written
from tests.screens.worlds import SECOND_VPCE_ID, active, never_answers
from tui.domain.draft import Step
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import InvalidRequest, PermissionDenied

REFUSED = InvalidRequest("The VPC Endpoint is in an invalid state", "Wait.", "AWS", "InvalidState")


async def test_a_deletion_goes_on_when_its_page_is_left() -> None:
    """TiDB's side was asked, the page is left, and AWS is asked all the same."""
    world = active()
    answer = never_answers(world.tidb, "reject")
    async with deleting(world) as session:
        await confirm(session)
        assert "Leaving this page does not stop it." in session.prose
        await session.press("escape")
        assert session.screen == "EndpointsScreen"
        assert "1 deletion: under way, d shows it." in session.prose
        answer()
        await session.settle()
        assert written(world) == ["reject", "delete_vpc_endpoint"]
        world.aws.advance()
        await session.poll(5)
        assert "deletion" not in session.prose
    assert world.removals.saved == {}


async def test_on_tidb_cloud_the_second_stage_waits_for_the_first_without_its_page() -> None:
    world = tidb_cloud_worlds.with_record()
    async with deleting(world) as session:
        await confirm(session)
        await session.press("escape")
        await session.poll(5)
        assert written(world) == ["reject"], "the record is being deleted"
        world.tidb.advance()
        await session.poll(5)
        assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_a_page_opened_again_shows_how_far_it_is() -> None:
    world = active()
    async with deleting(world) as session:
        await confirm(session)
        await session.press("escape")
        await opened(session)
        assert "✓ Delete on AWS" in session.text
        assert deeds(session) == ["Back"]
    assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_two_deletions_go_on_at_once_while_a_third_page_is_open() -> None:
    world = active()
    world.aws.vpc_endpoints.append(replace(world.aws.vpc_endpoints[0], id=SECOND_VPCE_ID))
    answer = never_answers(world.tidb, "reject")
    async with world.running() as session:
        for key in (VPCE_ID, SECOND_VPCE_ID):
            await opened(session, key)
            await confirm(session, key)
            await session.press("escape")
        assert "2 deletions: under way" in session.prose
        await session.press("t")
        answer()
        await session.settle()
        assert sorted(written(world)) == ["delete_vpc_endpoint"] * 2 + ["reject"] * 2


async def test_what_stops_while_its_page_is_left_is_a_notice_with_the_key_that_goes_on() -> None:
    world = active()
    world.aws.fail["delete_vpc_endpoint"] = REFUSED
    answer = never_answers(world.tidb, "reject")
    async with deleting(world) as session:
        await confirm(session)
        await session.press("escape")
        answer()
        await session.settle()
        (notice,) = session.app._notifications
        assert notice.title == f"{VPCE_ID} is not deleted: d goes on"
        assert notice.message == "The VPC Endpoint is in an invalid state Wait."
        assert session.screen == "EndpointsScreen"
        session.app.clear_notifications()
        await session.poll(5)
        assert "1 unfinished deletion: d goes on." in session.prose
        world.aws.fail.clear()
        await opened(session)
        assert "It stopped: The VPC Endpoint is in an invalid state" in session.prose
        await session.press("ctrl+r")
        await session.agree()
        assert "✓ Delete on AWS" in session.text
    assert world.tidb.called("reject") == 1


async def test_under_help_the_page_is_not_on_top_and_a_notice_tells() -> None:
    world = active()
    world.tidb.fail["reject"] = REFUSED
    answer = never_answers(world.tidb, "reject")
    async with deleting(world) as session:
        await confirm(session)
        await session.press("f1")
        answer()
        await session.settle()
        assert session.screen == "HelpScreen"
        assert "invalid state" in session.notices


async def test_an_acceptance_goes_on_when_its_step_is_left() -> None:
    world = worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)
    answer = never_answers(world.tidb, "accept")
    async with world.running() as session:
        await session.press("enter ctrl+n ctrl+x")
        answer()
        await session.settle()
        assert world.aws.vpc_endpoints[0].state is VpcEndpointState.AVAILABLE
        assert session.screen == "EndpointsScreen"


async def test_a_retry_goes_on_when_its_step_is_left() -> None:
    world = tidb_cloud_worlds.with_record("FAILED", "pendingAcceptance")
    async with world.running() as session:
        await session.press("e ctrl+n ctrl+x")
        assert written(world) == ["reject"]
        world.tidb.advance()
        await session.poll(5)
        assert written(world) == ["reject", "accept"]
        assert session.screen == "EndpointsScreen"


async def test_terminating_goes_on_when_its_page_is_left() -> None:
    world = worlds.with_service()
    async with world.running() as session:
        await session.press("t D")
        await session.write(world.tidb.services[0].name.rpartition(".")[2])
        answer = never_answers(world.tidb, "list_clusters")
        await session.press("tab enter escape")
        assert not world.tidb.called("delete_service")
        answer()
        await session.settle()
    assert world.tidb.called("delete_service") == 1


def refused(world: World) -> None:
    world.tidb.fail["permit"] = PermissionDenied("You may not.", "Ask for it.", "TiDB", "UnauthorizedOperation")


async def test_a_permission_that_failed_is_named_blocks_and_is_repaired_by_f5() -> None:
    world = worlds.filled()
    refused(world)
    async with world.running() as session:
        await session.press("enter")
        assert "You may not." in session.prose
        await session.press("escape")
        assert "Endpoint service: Active" in session.prose
        assert (
            "Your account could not be allowed to connect to the endpoint service: You may not. F5 asks"
            in session.prose
        )
        assert (session.button("next").disabled, session.button("run").disabled) == (True, True)
        await session.press("ctrl+r ctrl+n")
        assert session.screen == "InterfaceEndpointScreen"
        world.tidb.fail.clear()
        await session.press("f5")
        assert "could not be allowed" not in session.prose
        assert (session.button("next").disabled, session.button("run").disabled) == (False, False)
    assert world.tidb.principals == {f"arn:aws:iam::{ACCOUNT}:root"}
    assert world.aws.called("create_vpc_endpoint") == 0


async def test_a_held_enter_between_two_steps_asks_for_the_service_once() -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    async with world.running() as session:
        await session.press("enter")
        for _ in range(10):
            await session.press("escape ctrl+n")
        assert session.screen == "InterfaceEndpointScreen"
    assert [world.tidb.called(each) for each in ("ensure_service", "permit")] == [1, 1]


def gone(world: World) -> None:
    world.aws.vpc_endpoints = []


def being_deleted(world: World) -> None:
    world.aws.change(VPCE_ID, state=VpcEndpointState.DELETING, state_text="deleting")


def expired(world: World) -> None:
    world.aws.change(VPCE_ID, state=VpcEndpointState.EXPIRED, state_text="expired")


async def at_interface_endpoint(session: Session) -> None:
    await session.press("enter escape")
    assert session.screen == "InterfaceEndpointScreen"


async def at_the_step(session: Session) -> None:
    await session.press("enter")


@pytest.mark.parametrize("happens", [gone, being_deleted, expired])
@pytest.mark.parametrize(
    ("step", "way"),
    [
        (Step.ACCEPT_ENDPOINT_CONNECTION, at_interface_endpoint),
        (Step.ACCEPT_ENDPOINT_CONNECTION, at_the_step),
        (Step.ENABLE_PRIVATE_DNS, at_the_step),
    ],
)
async def test_an_endpoint_lost_while_its_setup_is_open_is_one_state_with_one_way_out(
    step: Step, way: Callable[..., object], happens: Callable[[World], None]
) -> None:
    world = worlds.unfinished(step)
    async with world.running() as session:
        await way(session)  # type: ignore[misc] # both are coroutine functions
        assert not session.button("another").display
        happens(world)
        await session.poll(30)
        session.app.clear_notifications()
        await session.settle()
        assert "Create another with the same answers (F2)." in session.prose
        assert session.button("another").is_on_screen
        assert session.button("next").disabled
        assert "go on with Next" not in session.prose
        await session.press("f2")
        assert session.screen == "InterfaceEndpointScreen"
        assert session.box("vpc").value == VPC_ID
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        assert not session.button("run").disabled
    assert world.draft.vpc_endpoint_id == ""
    assert world.draft.id != worlds.DRAFT


async def test_an_endpoint_that_is_merely_not_read_offers_no_other() -> None:
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    async with world.running() as session:
        await session.press("enter")
        world.aws.fail["find_vpc_endpoint"] = PermissionDenied("403")
        world.aws.vpc_endpoints = []
        await session.poll(30)
        assert f"{VPCE_ID} was not read the last time: it is looked up." in session.prose
        assert not session.button("another").display


async def test_describe_says_not_there_any_more_on_a_look_up_alone() -> None:
    world = active()
    async with world.running() as session:
        await session.press("enter")
        world.aws.fail["find_vpc_endpoint"] = PermissionDenied("403")
        world.aws.vpc_endpoints = []
        await session.poll(30)
        assert "? Not read the last time: it is looked up" in session.prose
        world.aws.fail.clear()
        await session.poll(30)
        assert "✗ Not there any more" in session.prose


@pytest.mark.parametrize("happens", [being_deleted, expired])
async def test_accepted_and_waiting_does_not_outlive_its_truth(happens: Callable[[World], None]) -> None:
    world = worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)
    world.tidb.after_accept = VpcEndpointState.PENDING
    async with world.running() as session:
        await session.press("enter ctrl+n")
        assert "Accepted. Waiting until AWS says available" in session.prose
        happens(world)
        await session.poll(5)
        await session.press("escape")
        assert "Accepted. Waiting" not in session.prose
        assert "Create another with the same answers (F2)." in session.prose
        assert session.button("next").disabled


async def test_a_record_removed_by_somebody_lets_next_accept_again() -> None:
    world = worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)
    world.tidb.after_accept = VpcEndpointState.PENDING
    async with world.running() as session:
        await session.press("enter ctrl+n")
        world.aws.change(VPCE_ID, state=VpcEndpointState.PENDING_ACCEPTANCE, state_text="pendingAcceptance")
        await session.poll(5)
        await session.poll(35)
        assert "TiDB's side has not accepted it" in session.prose
        await session.press("escape")
        assert not session.button("next").disabled
        await session.press("ctrl+n")
    assert world.tidb.called("accept") == 2


async def test_a_record_that_outlives_its_endpoint_does_not_hide_that_it_is_gone() -> None:
    """TiDB Cloud keeps its record, and says ACTIVE for a while."""
    world = tidb_cloud_worlds.with_record()
    async with world.running() as session:
        await session.press("e")
        assert session.screen == "EnablePrivateDnsScreen"
        world.aws.vpc_endpoints = []
        await session.poll(30)
        session.app.clear_notifications()
        await session.settle()
        assert "Create another with the same answers (F2)." in session.prose
        assert "not visible from this account" not in session.prose
        assert session.button("next").disabled


async def test_an_endpoint_of_another_account_is_not_called_gone() -> None:
    world = tidb_cloud_worlds.with_record("ACTIVE", "")
    draft = replace(worlds.draft_at(Step.SERVICE_ENDPOINT), cluster_id=tidb_cloud_worlds.ORDERS_ID, region="us-west-2")
    world.drafts = MemoryDrafts(draft.with_vpc_endpoint(VPCE_ID))
    async with world.running() as session:
        await session.press("enter")
        for _ in range(4):
            await session.poll(30)
        assert "Create another" not in session.prose
        assert "not visible from this account" in session.prose


async def test_create_again_goes_on_when_its_page_is_left_and_opens_no_page_then() -> None:
    world = worlds.with_endpoint("failed")
    async with deleting(world) as session:
        await session.press("shift+tab")
        await session.write(VPCE_ID)
        await session.press("tab tab enter escape")
        assert written(world) == ["delete_vpc_endpoint"]
        world.aws.advance()
        await session.poll(5)
        assert session.screen == "EndpointsScreen"
        assert "1 unfinished setup: Enter goes on" in session.prose
        await session.press("enter")
        assert session.box("vpc").value == VPC_ID
    assert world.removals.saved == {}


async def test_create_again_waits_under_help_until_its_page_is_back() -> None:
    world = worlds.with_endpoint("failed")
    async with deleting(world) as session:
        await session.press("shift+tab")
        await session.write(VPCE_ID)
        await session.press("tab tab enter f1")
        world.aws.advance()
        await session.poll(5)
        assert session.screen == "HelpScreen"
        await session.press("escape")
        assert session.screen == "InterfaceEndpointScreen"


async def test_what_was_waited_for_does_not_replace_help() -> None:
    world = worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)
    world.tidb.after_accept = VpcEndpointState.PENDING
    async with world.running() as session:
        await session.press("enter ctrl+n f1")
        world.aws.advance()
        await session.poll(5)
        assert session.screen == "HelpScreen"
        await session.press("escape")
        assert session.screen == "EnablePrivateDnsScreen"
