"""Step 3: the endpoint service is started once; the command is filled in, copied or run."""

from dataclasses import replace

import pytest

from tests.clock import START
from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, cluster, service
from tests.goldens.interface_endpoint_cases import (
    lists_denied,
    service_refused,
    with_vpc,
)
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.domain.commands import CommandContext
from tui.domain.draft import Step
from tui.domain.endpoints import ServiceState
from tui.widgets.command_box import CommandBox


def empty() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT)


def command(session: Session) -> str:
    return str(session.one(CommandBox).command)


async def test_entering_starts_the_endpoint_service_for_this_account() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("n ctrl+n ctrl+n")
        assert session.world.tidb.called("ensure_service") == 1
        assert session.world.tidb.principals == {"arn:aws:iam::111122223333:root"}
        assert "Creating, 0:00 elapsed (usually 3 to 5 minutes" in session.prose


async def test_entering_again_starts_no_second_service() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("n ctrl+n ctrl+n", "escape ctrl+n", "ctrl+x enter")
        assert session.screen == "InterfaceEndpointScreen"
        assert len(session.world.tidb.services) == 1


async def test_the_time_waited_counts_from_the_first_entering() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("n ctrl+n ctrl+n")
        await session.poll(65)
        await session.press("escape ctrl+n")
        assert "1:05 elapsed" in session.prose
        assert session.world.draft.service_asked_at == START


async def test_a_service_that_becomes_active_is_seen() -> None:
    async with empty().running() as session:
        await session.press("enter")
        worlds.service_active(session.world)
        await session.poll(5)
        assert "Endpoint service: Active" in session.prose
        assert service().name in command(session)


async def test_a_service_that_could_not_be_started_is_asked_for_again_by_f5() -> None:
    async with service_refused().running() as session:
        await session.press("enter")
        assert "Allow ec2:CreateVpcEndpointServiceConfiguration" in session.prose
        assert "UnauthorizedOperation" in session.text
        await session.press("enter")
        assert "not there yet" in session.prose
        session.world.tidb.fail.clear()
        await session.press("f5")
        assert "Endpoint service: Creating" in session.prose


async def test_what_blocks_is_told_in_the_order_to_fix_it() -> None:
    async with empty().running() as session:
        await session.press("enter")
        reasons = ["Enter the VPC ID.", "Enter at least one subnet ID.", "The endpoint service is still being created."]
        places = [session.prose.index(reason) for reason in reasons]
        assert places == sorted(places)
        await session.write(VPC_ID)
        assert reasons[0] not in session.prose
        await session.press("tab")
        await session.write(SUBNET_IDS[0])
        assert reasons[1] not in session.prose
        assert session.button("next").disabled
        worlds.service_active(session.world)
        await session.poll(5)
        assert reasons[2] not in session.prose
        assert not session.button("next").disabled


async def test_next_does_nothing_while_it_is_blocked() -> None:
    async with empty().running() as session:
        await session.press("enter ctrl+n")
        assert session.screen == "InterfaceEndpointScreen"


async def test_the_command_shows_placeholders_until_the_values_are_known() -> None:
    async with empty().running() as session:
        await session.press("enter")
        for placeholder in ("<your_vpc_id>", "<your_application_subnet_ids>", "<your_endpoint_service_name>"):
            assert placeholder in command(session)
        await session.write(VPC_ID)
        assert "<your_vpc_id>" not in command(session)
        assert f"--vpc-id {VPC_ID}" in command(session)


async def test_it_cannot_be_copied_while_a_placeholder_is_left() -> None:
    async with empty().running() as session:
        await session.press("enter ctrl+y")
        assert not session.app.clipboard
        assert session.button("copy").disabled


async def test_the_copied_command_is_the_one_shown_and_says_where_it_went() -> None:
    world = worlds.filled()
    world.context = CommandContext(("--endpoint-url", "http://127.0.0.1:4566"))
    async with world.running() as session:
        await session.press("enter ctrl+y")
        assert session.app.clipboard == command(session)
        assert "--endpoint-url http://127.0.0.1:4566" in session.app.clipboard
        assert "sent to clipboard" in session.notices


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vpc-12", "Expected vpc- followed by 8 or 17 hex digits."),
        ("subnet-00000000000000001", "Expected vpc- followed by 8 or 17 hex digits."),
        ("[bold]x[/]", "Expected vpc- followed by 8 or 17 hex digits."),
    ],
)
async def test_a_wrong_id_is_told_with_what_was_expected(typed: str, expected: str) -> None:
    async with empty().running() as session:
        await session.press("enter")
        await session.write(typed)
        assert expected in session.prose
        assert session.box("vpc").value == typed
        assert not session.world.draft.vpc_id
        assert "<your_vpc_id>" in command(session)


async def test_an_id_is_accepted_with_blanks_around_it() -> None:
    async with empty().running() as session:
        await session.press("enter")
        await session.write(f" {VPC_ID} ")
        assert session.world.draft.vpc_id == VPC_ID


async def test_what_the_boxes_show_is_what_the_command_says() -> None:
    """Correcting a slip in the VPC ID does not silently drop the subnets that still stand below it."""
    async with worlds.filled().running() as session:
        await session.press("enter")
        session.box("vpc").focus()
        await session.press("end backspace")
        await session.write(VPC_ID[-1])
        for box in ("subnets", "groups"):
            for each in session.box(box).value.split():
                assert each in command(session)
        assert session.world.draft.vpc_id == VPC_ID


async def test_another_vpc_forgets_the_subnets_and_groups_of_the_first() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter")
        session.box("vpc").focus()
        await session.press("end backspace b tab")
        assert not session.world.draft.subnet_ids
        assert not session.world.draft.security_group_ids
        assert not session.box("subnets").value
        assert not session.box("groups").value


async def test_the_lists_fill_in_what_is_taken() -> None:
    async with with_vpc().running() as session:
        await session.press("enter down")
        assert "applications" in session.text
        assert "10.1.0.0/16" in session.text
        await session.press("enter")
        assert session.box("vpc").value == VPC_ID


async def test_subnets_are_preset_one_a_zone_and_those_out_of_reach_are_marked() -> None:
    async with with_vpc().running() as session:
        await session.press("enter tab down")
        assert "[ ]" not in session.text
        assert session.text.count("[x]") == 2
        assert "service is not in usw2-az3" in session.prose
        assert "no free address" in session.prose
        for shown in ("usw2-az2", "10.1.1.0/24", "250 free"):
            assert shown in session.text
        await session.press("enter")
        assert session.world.draft.subnet_ids == ("subnet-00000000000000009", SUBNET_IDS[1])


async def test_an_unreachable_subnet_cannot_be_marked() -> None:
    async with with_vpc().running() as session:
        await session.press("enter tab down", "G space", "enter")
        assert SUBNET_IDS[2] not in session.world.draft.subnet_ids


async def test_groups_that_admit_the_port_come_first() -> None:
    async with with_vpc().running() as session:
        await session.press("enter tab tab down")
        assert session.text.index(OPEN_GROUP) < session.text.index(CLOSED_GROUP)
        assert "does not admit 4000" in session.prose
        await session.press("space enter")
        assert session.world.draft.security_group_ids == (OPEN_GROUP,)


async def test_leaving_a_list_changes_nothing() -> None:
    async with with_vpc().running() as session:
        before = session.world.draft
        await session.press("enter tab down space escape")
        assert session.world.draft == before


async def test_subnets_are_asked_for_only_once_there_is_a_vpc() -> None:
    async with empty().running() as session:
        await session.press("enter tab down")
        assert "Choose the VPC first." in session.notices
        assert not session.world.aws.called("list_subnets")


async def test_a_list_that_may_not_be_read_leaves_the_box_to_type_into() -> None:
    async with lists_denied().running() as session:
        await session.press("enter down")
        assert "Allow ec2:DescribeVpcs" in session.prose
        await session.press("enter")
        await session.write(VPC_ID)
        assert session.world.draft.vpc_id == VPC_ID


@pytest.mark.parametrize(("tabs", "box"), [(0, "VPC ID"), (1, "Subnet IDs"), (2, "Security groups")])
async def test_the_instruction_opens_below_the_box_that_is_filled_in(tabs: int, box: str) -> None:
    async with worlds.unfinished(Step.INTERFACE_ENDPOINT).running((80, 24)) as session:
        await session.press("enter", *["tab"] * tabs, "ctrl+o")
        assert box in session.text
        assert "Where to find your VPC ID" in session.text


async def test_the_instruction_folds_and_unfolds() -> None:
    async with empty().running((80, 60)) as session:
        await session.press("enter")
        assert "Show Instruction" in session.text
        await session.press("ctrl+o")
        assert "Hide instruction" in session.text
        assert "Where to find your VPC ID" in session.text
        assert "Where to find your subnet IDs" in session.text
        await session.press("ctrl+o")
        assert "Where to find" not in session.text


async def test_a_service_that_is_being_deleted_blocks() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter")
        session.world.tidb.services = [replace(service(), state=ServiceState.DELETING)]
        await session.press("f5")
        assert "The endpoint service is being deleted." in session.prose
        assert session.button("next").disabled


async def test_the_port_of_the_cluster_is_the_one_that_groups_are_judged_by() -> None:
    world = with_vpc()
    world.tidb.clusters = [cluster(port=4001)]
    async with world.running() as session:
        await session.press("enter")
        assert "must admit 4001" in session.prose
        await session.press("tab tab down")
        assert "does not admit 4001" in session.prose


async def test_read_only_says_that_nothing_is_created_and_counts_nothing() -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    world.tidb.services, world.read_only = [], True
    async with world.running() as session:
        await session.press("enter")
        assert "Endpoint service: not there. Read-only: nothing is created or asked for." in session.prose
        assert "0:00" not in session.prose


async def test_the_question_names_cluster_and_service() -> None:
    world = worlds.filled()
    async with world.running((100, 30)) as session:
        await session.press("enter ctrl+r")
        assert session.screen == "ConfirmDialog"
        assert "Cluster orders " in session.prose
        assert f"Service {world.tidb.services[0].name}" in session.prose


async def test_what_is_asked_at_sixty_columns_hangs_below_its_value() -> None:
    async with worlds.filled().running((60, 30)) as session:
        await session.press("enter ctrl+r")
        lines = [line.strip(" │") for line in session.lines]
        after = lines[next(at for at, line in enumerate(session.lines) if "Subnets" in line) + 1 :]
        inside = session.lines[len(lines) - len(after)]
        assert inside.index("subnet-") == next(line for line in session.lines if "Subnets" in line).index("subnet-")
