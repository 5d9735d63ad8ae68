"""The checks of a step, as the operator uses them: how they open, and when they are made anew."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.fakes import OPEN_GROUP, SUBNET_IDS, VPC_ID
from tests.goldens.list_cases import HOSTILE
from tests.screens import worlds
from tests.screens.checking import TO_CHECKS, chosen, verdicts, without_hostnames
from tests.screens.harness import World
from tui.domain.draft import Step
from tui.domain.errors import PermissionDenied, Throttled
from tui.domain.findings import Verdict
from tui.domain.network import VpcDns


def to_enable() -> World:
    return worlds.unfinished(Step.ENABLE_PRIVATE_DNS)


@pytest.mark.parametrize(
    ("world", "title", "count"),
    [(worlds.filled, "Checks: Interface Endpoint", 14), (to_enable, "Checks: Enable Private DNS", 6)],
)
async def test_each_step_that_aws_may_refuse_has_its_checks(world: Callable[[], World], title: str, count: int) -> None:
    async with world().running() as session:
        await session.press(TO_CHECKS)
        assert title in session.text
        assert list(verdicts(session).values()) == [Verdict.PASS] * count
        assert f"✓ {count} pass" in session.text
        assert "Nothing to do." in session.text


@pytest.mark.parametrize("way", ["n", "n ctrl+n"])
async def test_steps_that_ask_aws_nothing_have_no_checks(way: str) -> None:
    async with worlds.one_cluster().running() as session:
        await session.press(way)
        before = session.screen
        assert "^T" not in session.text
        await session.press("ctrl+t")
        assert session.screen == before


async def test_the_checks_open_while_an_id_is_typed_and_lead_back_to_it() -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    async with world.running() as session:
        await session.press("enter")
        await session.write("vpc-12")
        await session.press("ctrl+t")
        assert session.screen == "ChecksScreen"
        assert verdicts(session)["VPC"] is Verdict.UNKNOWN
        await session.press("escape")
        assert session.screen == "InterfaceEndpointScreen"
        assert session.box("vpc").value == "vpc-12"
        assert session.box("vpc").has_focus


async def test_the_cursor_starts_at_the_first_failure_and_moves() -> None:
    async with without_hostnames().running() as session:
        await session.press(TO_CHECKS)
        assert chosen(session) == "DNS hostnames"
        await session.press("j")
        assert chosen(session) == "Security group"
        await session.press("k k")
        assert chosen(session) == "DNS support"


async def test_r_checks_again() -> None:
    async with without_hostnames().running() as session:
        await session.press(TO_CHECKS)
        session.world.aws.dns[VPC_ID] = VpcDns(support=True, hostnames=True)
        await session.press("r")
        assert verdicts(session)["DNS hostnames"] is Verdict.PASS


async def test_answers_are_shown_as_they_come() -> None:
    world = worlds.filled()
    release = worlds.never_answers(world.aws, "vpc_dns")
    async with world.running() as session:
        await session.press(TO_CHECKS)
        assert {name for name, verdict in verdicts(session).items() if verdict is Verdict.CHECKING} == {
            "DNS support",
            "DNS hostnames",
        }
        assert session.text.count("checking …") == 2
        release()
        await session.settle()
        assert set(verdicts(session).values()) == {Verdict.PASS}


async def test_leaving_while_aws_is_asked_is_no_trouble() -> None:
    world = worlds.filled()
    release = worlds.never_answers(world.aws, "list_vpcs")
    async with world.running() as session:
        await session.press(TO_CHECKS, "escape")
        release()
        await session.settle()
        assert session.screen == "InterfaceEndpointScreen"


async def test_what_a_poll_changes_is_checked_anew() -> None:
    world = worlds.unfinished(
        Step.INTERFACE_ENDPOINT, vpc_id=VPC_ID, subnet_ids=SUBNET_IDS[:2], security_group_ids=(OPEN_GROUP,)
    )
    async with world.running() as session:
        await session.press(TO_CHECKS)
        assert verdicts(session)["Permission"] is Verdict.UNKNOWN
        worlds.service_active(world)
        await session.poll()
        assert set(verdicts(session).values()) == {Verdict.PASS}


async def test_a_poll_that_changes_nothing_asks_nothing() -> None:
    async with worlds.filled().running() as session:
        await session.press(TO_CHECKS)
        await session.poll()
        assert session.world.aws.called("list_vpcs") == 1


async def test_what_cannot_be_checked_says_so_and_blocks_nothing() -> None:
    world = worlds.filled()
    denied = PermissionDenied("You are not authorized.", "Ask for ec2:DescribeSecurityGroups.", "AWS")
    world.aws.fail = {"list_security_groups": denied, "vpc_dns": Throttled("Rate exceeded", "Wait.", "AWS")}
    async with world.running() as session:
        await session.press(TO_CHECKS, *["j"] * 9)
        assert chosen(session) == "Security group"
        assert "? Security group: could not be checked: You are not authorized." in session.text
        assert "Ask for ec2:DescribeSecurityGroups." in session.text
        await session.press("escape", "ctrl+r")
        assert session.screen == "ConfirmDialog"


@pytest.mark.parametrize("name", HOSTILE)
async def test_names_from_outside_steer_nothing(name: str) -> None:
    world = worlds.with_closed_group()
    (vpc,) = world.aws.vpcs
    world.aws.vpcs = [replace(vpc, name=HOSTILE[name])]
    closed, opened = world.aws.security_groups[VPC_ID]
    world.aws.security_groups[VPC_ID] = [closed, replace(opened, name=HOSTILE[name])]
    async with world.running() as session:
        await session.press(TO_CHECKS)
        assert session.text.replace("\n", "").isprintable()
        assert {cell_len(line) for line in session.lines} == {80}
        await session.press("g j j")
        assert chosen(session) == "VPC"
