"""Step 4: the connection is accepted, and waited for."""

import re

import pytest

from tests.fakes import REGION, VPC_ID, VPCE_ID, service
from tests.goldens.last_steps_cases import (
    accept_refused,
    accepts_slowly,
    from_elsewhere,
    one_waiting,
    rejected,
    to_accept,
)
from tests.screens import worlds
from tests.screens.worlds import SECOND_VPCE_ID
from tui.domain.commands import CommandContext
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import NotFound, Unreachable


async def test_the_endpoint_that_the_program_made_is_filled_in() -> None:
    async with to_accept().running() as session:
        await session.press("enter")
        assert session.box("endpoint").value == VPCE_ID
        assert session.app.focused is session.button("next")


async def test_the_only_connection_that_waits_is_filled_in() -> None:
    async with one_waiting().running() as session:
        await session.press("enter ctrl+n")
        assert session.box("endpoint").value == VPCE_ID
        assert session.world.draft.vpc_endpoint_id == VPCE_ID


async def test_one_that_comes_while_it_is_waited_for_is_filled_in() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+n")
        assert not session.box("endpoint").value
        session.world.aws.vpc_endpoints = one_waiting().aws.vpc_endpoints
        await session.poll()
        assert session.box("endpoint").value == VPCE_ID


async def test_what_is_being_typed_is_not_overwritten() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+n")
        await session.write("vpce-0fed")
        session.world.aws.vpc_endpoints = one_waiting().aws.vpc_endpoints
        await session.poll()
        assert session.box("endpoint").value == "vpce-0fed"


async def test_several_that_wait_are_listed_and_none_is_guessed() -> None:
    async with worlds.several_waiting().running() as session:
        await session.press("enter ctrl+n")
        assert not session.box("endpoint").value
        assert "2 connections wait" in session.prose
        await session.press("down")
        for said in (VPCE_ID, SECOND_VPCE_ID, "111122223333", VPC_ID):
            assert said in session.text
        await session.press("j enter")
        assert session.box("endpoint").value == SECOND_VPCE_ID


async def test_next_needs_an_id() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+n ctrl+n")
        assert session.screen == "AcceptEndpointConnectionScreen"
        assert "Enter the VPC endpoint ID." in session.prose
        assert not session.world.tidb.called("accept")


async def test_a_wrong_id_is_told_with_what_was_expected() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+n")
        await session.write(VPC_ID)
        assert "Expected vpce- followed by 8 or 17 hex digits." in session.prose
        assert session.button("next").disabled


async def test_next_accepts_waits_until_aws_says_available_and_goes_on_by_itself() -> None:
    async with accepts_slowly().running() as session:
        await session.press("enter ctrl+n")
        assert session.world.tidb.called("accept") == 1
        assert "Waiting until AWS says available" in session.prose
        await session.poll(5)
        assert session.screen == "AcceptEndpointConnectionScreen"
        session.world.aws.advance()
        await session.poll(5)
        assert session.screen == "EnablePrivateDnsScreen"


async def test_it_does_not_go_on_by_itself_when_one_has_left_meanwhile() -> None:
    async with accepts_slowly().running() as session:
        await session.press("enter ctrl+n ctrl+x")
        session.world.aws.advance()
        await session.poll(5)
        assert session.screen == "EndpointsScreen"


async def test_next_pressed_twice_accepts_once() -> None:
    async with accepts_slowly().running() as session:
        await session.press("enter")
        for _ in range(3):
            session.send("ctrl+n")
        await session.settle()
        assert session.world.tidb.called("accept") == 1


async def test_what_accepts_a_stranger_is_shown_as_a_command_and_copied() -> None:
    world = from_elsewhere()
    world.context = CommandContext(("--profile", "tidb-platform"))
    async with world.running() as session:
        await session.press("e ctrl+n")
        assert session.screen == "ConfirmDialog"
        line = f"aws ec2 accept-vpc-endpoint-connections --service-id {service().id} --region {REGION}"
        expected = f"{line} --vpc-endpoint-ids {VPCE_ID} --profile tidb-platform"
        assert expected in " ".join(re.sub(r"[│█\\]", " ", session.text).split())
        await session.press("ctrl+y")
        assert session.app.clipboard == expected


async def test_one_that_is_not_visible_from_here_is_accepted_only_after_asking() -> None:
    async with from_elsewhere().running() as session:
        await session.press("e ctrl+n")
        assert session.screen == "ConfirmDialog"
        assert f"{VPCE_ID}: It belongs to account 999988887777; you are signed in to 111122223333." in session.prose
        assert "Whoever has it can then connect to the SQL port of orders." in session.prose
        await session.press("escape")
        assert session.screen == "AcceptEndpointConnectionScreen"
        assert not session.world.tidb.called("accept")
        await session.press("ctrl+n enter")
        assert not session.world.tidb.called("accept"), "Cancel has the focus"
        await session.press("ctrl+n tab enter")
        assert session.world.tidb.called("accept") == 1


async def test_one_accepted_elsewhere_needs_no_accepting() -> None:
    async with to_accept().running() as session:
        await session.press("enter")
        session.world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available")
        await session.poll()
        await session.press("ctrl+n")
        assert session.screen == "EnablePrivateDnsScreen"
        assert not session.world.tidb.called("accept")


async def test_a_refusal_leaves_the_id_in_place() -> None:
    async with accept_refused().running() as session:
        await session.press("enter ctrl+n")
        assert session.screen == "ProblemDialog"
        assert "Allow ec2:AcceptVpcEndpointConnections" in session.prose
        assert "UnauthorizedOperation" in session.prose
        await session.press("escape")
        assert session.screen == "AcceptEndpointConnectionScreen"
        assert session.box("endpoint").value == VPCE_ID
        session.world.tidb.fail.clear()
        await session.press("ctrl+n")
        assert session.screen == "EnablePrivateDnsScreen"


async def test_an_endpoint_that_does_not_ask_yet_is_tried_again() -> None:
    """A new endpoint reaches the service's side some seconds after its own."""
    async with to_accept().running() as session:
        await session.press("enter")
        world = session.world
        world.tidb.fail["accept"] = NotFound("It does not ask for this service.", "", "TiDB", "NotFound")
        await session.press("ctrl+n")
        assert session.screen == "AcceptEndpointConnectionScreen"
        world.tidb.fail.clear()
        await session.poll(1)
        assert session.screen == "EnablePrivateDnsScreen"


async def test_an_endpoint_that_was_rejected_is_told() -> None:
    async with to_accept().running() as session:
        await session.press("enter")
        rejected(session.world)
        await session.poll()
        assert "Rejected" in session.text
        assert "delete it and create another" in session.prose


async def test_an_id_that_nobody_sees_is_told() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+n")
        await session.write(SECOND_VPCE_ID)
        assert f"{SECOND_VPCE_ID} is not seen yet" in session.prose


async def test_a_lost_answer_to_accept_is_told_and_the_truth_read() -> None:
    async with to_accept().running() as session:
        await session.press("enter")
        session.world.tidb.fail["accept"] = Unreachable("No answer within 15 s.", "Check the line.", "TiDB")
        await session.press("ctrl+n")
        assert "No answer within 15 s." in session.prose
        assert "Check the line." in session.prose


@pytest.mark.parametrize("key", ["escape", "ctrl+g"])
async def test_back_leads_to_interface_endpoint(key: str) -> None:
    async with to_accept().running() as session:
        await session.press("enter", key)
        assert session.screen == "InterfaceEndpointScreen"
        assert VPCE_ID in session.prose


async def test_the_instruction_shows_where_the_id_is() -> None:
    async with to_accept().running((80, 50)) as session:
        await session.press("enter ctrl+o")
        assert "Where to find your VPC endpoint ID" in session.text
