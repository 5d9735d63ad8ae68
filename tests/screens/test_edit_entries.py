"""What is entered for a change: what is refused, what is warned of, and what can be picked."""

from dataclasses import replace

import pytest

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID
from tests.screens.editing import BOTH_GROUPS, changes, editing, fill
from tests.screens.worlds import active
from tui.domain.errors import PermissionDenied
from tui.widgets.command_box import CommandBox

DENIED = PermissionDenied("You are not authorized.", "Allow it.", "AWS", "UnauthorizedOperation")


@pytest.mark.parametrize(
    ("field", "reason"),
    [("subnets", "At least one subnet has to stay."), ("groups", "At least one security group has to stay.")],
)
async def test_taking_all_away_is_refused(field: str, reason: str) -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, field, "")
        assert reason in session.prose
        await session.press("ctrl+r")
        assert session.screen == "EditEndpointScreen"
    assert changes(world) == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("groups", OPEN_GROUP[:-2]),
        ("groups", f"{OPEN_GROUP} sg-0"),
        ("groups", f"{BOTH_GROUPS} sg-0"),
        ("subnets", f"{SUBNET_IDS[0]} subnet-0"),
    ],
)
async def test_a_box_that_cannot_be_read_takes_nothing_away_and_blocks(field: str, text: str) -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, field, text)
        assert session.prose.count("Expected ") == 2  # under the box, and in what blocks
        assert "taken away" not in session.prose
        assert session.button("run").disabled
        keys = session.app.screen.active_bindings
        assert (keys["ctrl+r"].enabled, keys["ctrl+y"].enabled) == (False, False)
        await session.press("tab tab enter ctrl+r ctrl+y")
        assert "--remove" not in str(session.one(CommandBox).command)
        assert not session.app.clipboard
        await session.poll()
        assert session.box(field).value == text
    assert changes(world) == []


async def test_a_box_that_was_put_right_counts_again() -> None:
    async with editing(active()) as session:
        await fill(session, "groups", f"{OPEN_GROUP} sg-0")
        await fill(session, "groups", BOTH_GROUPS)
        assert str(session.one(CommandBox).command).endswith(f"--add-security-group-ids {CLOSED_GROUP}")
        assert not session.button("run").disabled


async def test_two_subnets_in_one_zone_are_refused() -> None:
    world = active()
    twin = replace(world.aws.subnets[VPC_ID][0], id="subnet-00000000000000009")
    world.aws.subnets[VPC_ID].append(twin)
    async with editing(world) as session:
        await fill(session, "subnets", f"{SUBNET_IDS[0]} {twin.id}")
        assert f"{SUBNET_IDS[0]} and {twin.id} are both in usw2-az1: AWS takes one subnet a zone." in session.prose
        assert session.button("run").disabled


async def test_a_subnet_the_service_is_not_near_cannot_be_marked_and_what_is_attached_is() -> None:
    world = active()
    world.tidb.services = [replace(each, zone_ids=each.zone_ids[1:2]) for each in world.tidb.services]
    async with editing(world) as session:
        await session.press("tab down")
        lines = [line for line in session.text.splitlines() if "subnet-" in line and "│" in line]
        assert [mark for line in lines for mark in ("[x]", "[ ]") if mark in line] == ["[x]", "[x]"]
        assert "✗ service is not in usw2-az3" in session.prose


async def test_groups_are_picked_with_those_attached_marked() -> None:
    async with editing(active()) as session:
        await session.press("down")
        assert f"[x] {OPEN_GROUP}" in session.text
        assert f"[ ] {CLOSED_GROUP}" in session.text
        await session.press("down space enter")
        assert set(session.box("groups").value.split()) == {OPEN_GROUP, CLOSED_GROUP}


async def test_shutting_the_port_is_warned_of() -> None:
    async with editing(active()) as session:
        await fill(session, "groups", CLOSED_GROUP)
        assert "✗ None of these security groups admits TCP 4000" in session.prose
        assert not session.button("run").disabled


async def test_without_permission_to_list_ids_are_typed_and_aws_judges() -> None:
    world = active()
    for call in ("list_subnets", "list_security_groups"):
        world.aws.fail[call] = DENIED
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        assert not session.button("run").disabled
        await session.press("down")
        assert session.screen == "ProblemDialog"
        assert "You are not authorized." in session.prose
