"""The page that changes an endpoint: what is attached, and the command that a change is."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from tests.fakes import OPEN_GROUP, REGION, SUBNET_IDS, VPCE_ID, cluster
from tests.goldens.list_cases import hostile
from tests.screens.editing import BOTH_GROUPS, editing, fill, opened
from tests.screens.harness import Session
from tests.screens.worlds import active
from tui.domain.commands import CommandContext
from tui.domain.endpoints import VpcEndpointState
from tui.widgets.command_box import CommandBox


def command(session: Session) -> str:
    return str(session.one(CommandBox).command)


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
        await session.press("ctrl+r tab enter")
        endpoint = world.aws.vpc_endpoint(VPCE_ID)
        assert endpoint
        assert endpoint.private_dns_enabled is not on


async def test_a_service_without_a_name_has_none_to_enable() -> None:
    world = active(private_dns_enabled=False)
    world.tidb.services = [replace(each, private_dns_name="") for each in world.tidb.services]
    async with editing(world) as session:
        await session.press("tab tab enter")
        assert "The endpoint service has no private DNS name to enable." in session.prose
        assert session.button("run").disabled


async def test_a_box_that_was_not_touched_follows_aws_and_one_that_was_stays() -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        world.aws.change(VPCE_ID, subnet_ids=SUBNET_IDS)
        await session.poll()
        assert session.box("subnets").value == " ".join(SUBNET_IDS)
        assert session.box("groups").value == BOTH_GROUPS
        assert "--add-subnet-ids" not in command(session)


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
