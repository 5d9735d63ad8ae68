"""Changing an endpoint that works: what may be changed, the command, what it brings about, and what AWS says then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from textual.widgets import Static

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, REGION, SUBNET_IDS, VPC_ID, VPCE_ID, cluster, connection, vpc_endpoint
from tests.goldens.list_cases import hostile
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.domain.commands import CommandContext
from tui.domain.endpoints import EndpointChange, VpcEndpointState
from tui.domain.errors import InvalidRequest, PermissionDenied
from tui.screens.edit import EditEndpointScreen
from tui.screens.endpoints import EndpointsScreen
from tui.widgets.command_box import CommandBox

DENIED = PermissionDenied("You are not authorized.", "Allow it.", "AWS", "UnauthorizedOperation")
BOTH_GROUPS = f"{OPEN_GROUP} {CLOSED_GROUP}"


def active(**values: Any) -> World:
    return worlds.with_endpoint(**({"private_dns_enabled": True} | values))


@asynccontextmanager
async def editing(world: World, size: tuple[int, int] = (100, 40)) -> AsyncIterator[Session]:
    """The page, opened on the endpoint that is there."""
    async with world.running(size=size) as session:
        await opened(session)
        yield session


async def opened(session: Session, key: str = VPCE_ID) -> None:
    """Open the page of one endpoint."""
    listing = session.app.screen_stack[0]
    assert isinstance(listing, EndpointsScreen)
    assert listing.runtime
    session.app.push_screen(EditEndpointScreen(listing.runtime, listing._store, key))
    await session.settle()


async def fill(session: Session, field: str, text: str) -> None:
    """Replace what stands in a box."""
    session.box(field).value = text
    await session.settle()


def command(session: Session) -> str:
    return str(session.one(CommandBox).command)


def changes(world: World) -> list[EndpointChange]:
    """What AWS was asked to change."""
    return [call[3] for call in world.aws.calls if call[0] == "modify_vpc_endpoint"]


async def test_it_shows_what_is_attached_and_that_cluster_and_region_are_fixed() -> None:
    async with editing(active()) as session:
        assert session.box("groups").value == OPEN_GROUP
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        assert "Private DNS on" in session.prose
        assert f"orders, {REGION} (fixed: others take a new endpoint)" in session.prose
        assert "Nothing to run: the endpoint is as shown." in session.prose
        assert session.button("run").disabled


async def test_a_change_is_a_command_with_what_will_happen_and_the_price_difference() -> None:
    async with editing(active()) as session:
        await fill(session, "subnets", " ".join(SUBNET_IDS))
        assert command(session) == (
            f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id {VPCE_ID} --region {REGION}"
            f" --add-subnet-ids {SUBNET_IDS[2]}"
        )
        assert f"{SUBNET_IDS[2]} in usw2-az3 is added: clients may use it at once." in session.prose
        assert "The price was about 14.60 USD a month; then about 21.90 USD a month" in session.prose


async def test_run_asks_once_changes_and_shows_what_aws_says() -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r")
        assert session.screen == "ConfirmDialog"
        assert f"Security group {CLOSED_GROUP} is added" in session.prose
        await session.press("enter")
        assert "✓ Changed: AWS shows it, read 12:00:00 UTC." in session.prose
        assert "Nothing to run: the endpoint is as shown." in session.prose
    assert changes(world) == [EndpointChange(add_groups=(CLOSED_GROUP,))]


async def test_pressing_run_twice_changes_once() -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        for key in ("ctrl+r", "ctrl+r", "enter", "enter", "enter"):
            session.send(key)
        await session.settle()
        await session.press("enter enter")
    assert len(changes(world)) == 1


async def test_what_is_confirmed_and_was_changed_elsewhere_meanwhile_is_not_run() -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r")
        world.aws.change(VPCE_ID, security_group_ids=(OPEN_GROUP, CLOSED_GROUP))
        await session.poll()
        await session.press("enter")
    assert changes(world) == []


async def test_copy_sends_the_command_with_its_options() -> None:
    world = active()
    world.context = CommandContext(("--profile", "apps"))
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+y")
        assert session.app.clipboard == command(session)
        assert session.app.clipboard.endswith("--profile apps")


@pytest.mark.parametrize(
    ("on", "label", "option"),
    [(True, "Turn off", "--no-private-dns-enabled"), (False, "Turn on", "--private-dns-enabled")],
)
async def test_private_dns_is_turned_with_a_button(on: bool, label: str, option: str) -> None:
    world = active(private_dns_enabled=on)
    async with editing(world) as session:
        assert str(session.button("toggle-dns").label) == label
        await session.press("tab tab enter")
        assert command(session).endswith(option)
        assert cluster().host in session.prose
        await session.press("ctrl+r enter")
        endpoint = world.aws.vpc_endpoint(VPCE_ID)
        assert endpoint
        assert endpoint.private_dns_enabled is not on


@pytest.mark.parametrize("turns", [0, 15, 20, 25])
async def test_leaving_while_aws_answers_ends_nothing_but_the_page(turns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world, answers = active(), asyncio.Event()
    modify = world.aws.modify_vpc_endpoint

    async def modify_late(*given: Any, **named: Any) -> None:
        await answers.wait()
        await modify(*given, **named)

    monkeypatch.setattr(world.aws, "modify_vpc_endpoint", modify_late)
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r enter")
        session.send("ctrl+g")
        for _ in range(turns):
            await asyncio.sleep(0)
        answers.set()
        await session.settle()
        assert session.screen != "EditEndpointScreen"


async def test_a_service_without_a_name_has_none_to_enable() -> None:
    world = active(private_dns_enabled=False)
    world.tidb.services = [replace(each, private_dns_name="") for each in world.tidb.services]
    async with editing(world) as session:
        await session.press("tab tab enter")
        assert "The endpoint service has no private DNS name to enable." in session.prose
        assert session.button("run").disabled


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


async def test_what_aws_refuses_is_shown_and_what_was_entered_stays() -> None:
    world = active()
    world.aws.fail["modify_vpc_endpoint"] = InvalidRequest("private-dns-enabled cannot be set", "Wait.", "AWS", "X")
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r enter")
        assert "private-dns-enabled cannot be set" in session.prose
        await session.press("escape")
        assert session.box("groups").value == BOTH_GROUPS
        assert "Changed" not in session.prose


async def test_a_box_that_was_not_touched_follows_aws_and_one_that_was_stays() -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        world.aws.change(VPCE_ID, subnet_ids=SUBNET_IDS)
        await session.poll()
        assert session.box("subnets").value == " ".join(SUBNET_IDS)
        assert session.box("groups").value == BOTH_GROUPS
        assert "--add-subnet-ids" not in command(session)


async def test_after_run_it_follows_an_endpoint_that_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    world = active()

    async def slowly(*arguments: object) -> None:
        world.aws.calls.append(("modify_vpc_endpoint", *arguments))

    monkeypatch.setattr(world.aws, "modify_vpc_endpoint", slowly)
    async with editing(world) as session:
        await fill(session, "subnets", " ".join(SUBNET_IDS))
        await session.press("ctrl+r enter")
        assert "▶ Asked; AWS does not show it yet" in session.prose
        world.aws.change(VPCE_ID, state=VpcEndpointState.PENDING, state_text="pending")
        await session.poll()
        assert "It is in motion: wait until AWS says available." in session.prose
        world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available", subnet_ids=SUBNET_IDS)
        await session.poll()
        assert "✓ Changed: AWS shows it" in session.prose


async def test_nothing_goes_out_twice_while_aws_is_changing(monkeypatch: pytest.MonkeyPatch) -> None:
    world = active()

    async def never(*arguments: object) -> None:
        world.aws.calls.append(("modify_vpc_endpoint", *arguments))
        await asyncio.Event().wait()

    monkeypatch.setattr(world.aws, "modify_vpc_endpoint", never)
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r enter")
        assert "AWS is changing the endpoint …" in session.prose
        await session.press("ctrl+r")
        assert session.screen == "EditEndpointScreen"
        await session.press("escape")
        assert session.screen == "EndpointsScreen"
    assert len(changes(world)) == 1


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("deleting", "It is being deleted."),
        ("pending", "It is in motion"),
        ("pendingAcceptance", "it can be changed once available"),
        ("failed", "delete it and create another"),
        ("rejected", "delete it and create another"),
        ("hibernating", "AWS says hibernating"),
    ],
)
async def test_where_nothing_can_be_changed_it_says_why(state: str, reason: str) -> None:
    world = active()
    world.aws.vpc_endpoints = [vpc_endpoint(state=state)]
    async with editing(world) as session:
        assert reason in session.prose
        assert not session.one(CommandBox).is_on_screen
        assert session.app.focused is session.button("back")
        await session.press("ctrl+r ctrl+y")
        assert session.screen == "EditEndpointScreen"
    assert changes(world) == []


async def test_an_endpoint_of_another_account_is_its_owners_to_change() -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(owner_account="999988887777")]
    async with editing(world) as session:
        assert "not visible from this account: its owner changes it" in session.prose


async def test_a_requester_managed_endpoint_is_told_apart() -> None:
    async with editing(active(requester_managed=True)) as session:
        assert "It is requester-managed" in session.prose


async def test_an_endpoint_that_vanishes_is_said_to_be_gone() -> None:
    world = active()
    async with editing(world) as session:
        world.aws.vpc_endpoints = []
        await session.poll()
        assert "It is not there any more." in session.prose


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


async def test_a_held_enter_changes_nothing_unless_run_has_the_focus() -> None:
    world = active()
    async with editing(world) as session:
        for _ in range(30):
            session.send("enter")
        await session.settle()
    assert changes(world) == []


async def test_a_screen_at_rest_draws_nothing_again() -> None:
    async with editing(active()) as session:
        line = session.one(Static, "#facts")
        before = line.content
        await session.poll()
        assert line.content is before


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_hostile_names_stay_on_their_lines(size: tuple[int, int]) -> None:
    world = hostile()
    world.aws.vpc_endpoints = [
        replace(each, state=VpcEndpointState.AVAILABLE, state_text="available") for each in world.aws.vpc_endpoints
    ]
    async with world.running(size=size) as session:
        for at in range(len(world.aws.vpc_endpoints)):
            await opened(session, f"vpce-{at:017x}")
            assert not set(session.text) & {"\x1b", "\u202e", "\u200b", "\x07"}
            assert "Nothing to run: the endpoint is as shown." in session.prose
            await session.press("escape")
