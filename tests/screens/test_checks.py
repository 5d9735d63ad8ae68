"""The checks and the diagnosis, as the operator uses them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID, vpc_endpoint
from tests.goldens.list_cases import HOSTILE
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.domain.errors import CredentialsError, InvalidRequest, PermissionDenied, Throttled
from tui.domain.findings import Verdict
from tui.domain.network import VpcDns
from tui.domain.probes import Reached, Resolution, Talk, Trouble
from tui.domain.wizard import Step
from tui.widgets.checks_list import CheckInFull, ChecksList

TO_CHECKS = "enter ctrl+t"
TO_DIAGNOSIS = "enter w"


def without_hostnames() -> World:
    world = worlds.filled()
    world.aws.dns[VPC_ID] = VpcDns(support=True, hostnames=False)
    return world


def to_enable() -> World:
    return worlds.unfinished(Step.ENABLE_PRIVATE_DNS)


def verdicts(session: Session) -> dict[str, Verdict]:
    return {each.name: each.verdict for each in session.one(ChecksList).rows}


def chosen(session: Session) -> str:
    """The name of the check under the cursor, which is also the one shown in full."""
    row, shown = session.one(ChecksList).row, session.one(CheckInFull).check
    assert row
    assert row == shown
    return row.name


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


async def test_a_fix_is_copied_by_enter_or_y() -> None:
    async with without_hostnames().running() as session:
        await session.press(TO_CHECKS, "enter")
        assert session.app.clipboard.startswith(f"aws ec2 modify-vpc-attribute --vpc-id {VPC_ID}")
        session.app._clipboard = ""
        await session.press("y")
        assert session.app.clipboard.endswith("--enable-dns-hostnames '{\"Value\":true}'")


async def test_what_has_no_command_copies_and_runs_nothing() -> None:
    async with worlds.filled().running() as session:
        await session.press(TO_CHECKS, "enter y ctrl+r")
        assert session.app.clipboard == ""
        assert session.screen == "ChecksScreen"


async def test_run_asks_first_with_what_and_where_then_checks_again() -> None:
    async with without_hostnames().running() as session:
        await session.press(TO_CHECKS, "ctrl+r")
        assert session.screen == "ConfirmDialog"
        for word in ("111122223333", "us-west-2", VPC_ID, "enableDnsHostnames"):
            assert word in session.text
        assert not session.world.aws.called("modify_vpc_dns")
        await session.press("enter")
        assert session.screen == "ChecksScreen"
        assert session.world.aws.dns[VPC_ID].hostnames
        assert verdicts(session)["DNS hostnames"] is Verdict.PASS


async def test_a_rule_is_added_to_the_group_that_was_named() -> None:
    async with worlds.with_closed_group().running() as session:
        await session.press(TO_CHECKS)
        assert OPEN_GROUP in session.text
        await session.press("ctrl+r")
        assert "TCP 4000 from 10.1.0.0/16" in session.text
        assert CLOSED_GROUP in session.text
        await session.press("enter")
        assert ("admit_port", "us-west-2", CLOSED_GROUP, 4000, "10.1.0.0/16") in session.world.aws.calls
        assert set(verdicts(session).values()) == {Verdict.PASS}


async def test_a_fix_that_is_not_confirmed_is_not_made() -> None:
    async with without_hostnames().running() as session:
        await session.press(TO_CHECKS, "ctrl+r", "escape")
        assert session.screen == "ChecksScreen"
        assert not session.world.aws.called("modify_vpc_dns")


async def test_a_fix_that_is_refused_says_why() -> None:
    world = without_hostnames()
    world.aws.fail["modify_vpc_dns"] = PermissionDenied(
        "You are not authorized.", "Ask for the permission.", "AWS", "UnauthorizedOperation", "7f3c"
    )
    async with world.running() as session:
        await session.press(TO_CHECKS, "ctrl+r", "enter")
        assert session.screen == "ProblemDialog"
        assert "UnauthorizedOperation · request 7f3c" in session.text
        await session.press("escape")
        assert verdicts(session)["DNS hostnames"] is Verdict.FAIL


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


async def test_an_endpoint_is_diagnosed_from_outside_its_vpc() -> None:
    async with worlds.with_endpoint(private_dns_enabled=True).running() as session:
        await session.press(TO_DIAGNOSIS)
        assert f"Diagnose {VPCE_ID}" in session.text
        assert verdicts(session) == dict.fromkeys(
            (
                "Identity",
                "Endpoint service",
                "VPC endpoint",
                "Security group",
                "Private DNS",
                "Private DNS name",
                "DNS support",
                "DNS hostnames",
            ),
            Verdict.PASS,
        ) | {"This machine": Verdict.UNKNOWN}
        await session.press("G enter")
        assert "network probes skipped" in session.prose
        assert session.app.clipboard == "nc -vz -w 3 orders.tidb.example.com 4000"


async def test_an_endpoint_is_diagnosed_from_inside_its_vpc() -> None:
    world = worlds.with_endpoint(private_dns_enabled=True)
    world.probe.resolution = Resolution(("10.1.0.10", "10.1.1.11"))
    world.probe.answer = Talk("", Reached.NOTHING, trouble=Trouble.TIMED_OUT)
    async with world.running() as session:
        await session.press(TO_DIAGNOSIS)
        assert chosen(session) == "TCP"
        assert verdicts(session)["Name resolution"] is Verdict.PASS
        assert verdicts(session)["TLS"] is Verdict.UNKNOWN
        assert "A security group drops it" in session.prose


async def test_private_dns_is_enabled_from_the_diagnosis() -> None:
    async with worlds.with_endpoint().running() as session:
        await session.press("enter w")
        await session.settle()
        assert chosen(session) == "Private DNS"
        await session.press("ctrl+r")
        assert VPCE_ID in session.text
        await session.press("enter")
        assert session.world.aws.vpc_endpoints[0].private_dns_enabled
        assert verdicts(session)["Private DNS"] is Verdict.PASS


async def test_a_version_that_the_server_makes_up_steers_nothing() -> None:
    world = worlds.with_endpoint(private_dns_enabled=True)
    world.probe.address = "10.1.9.9"
    world.probe.answer = Talk("", Reached.TLS, "8.0\x1b[2J[bold]", "TLSv1.3")
    async with world.running() as session:
        await session.press(TO_DIAGNOSIS)
        assert "version 8.0[2J[bold]" in session.text


async def test_an_endpoint_that_is_gone_is_said_so() -> None:
    world = worlds.with_endpoint(private_dns_enabled=True)
    async with world.running() as session:
        await session.press(TO_DIAGNOSIS)
        world.aws.vpc_endpoints = []
        await session.poll()
        assert f"{VPCE_ID} is not there." in session.text
        assert verdicts(session) == {"VPC endpoint": Verdict.FAIL}
        await session.press("escape escape")
        assert session.screen == "EndpointsScreen"


async def test_an_endpoint_that_comes_up_is_diagnosed_anew() -> None:
    world = worlds.with_endpoint("pending")
    async with world.running() as session:
        await session.press(TO_DIAGNOSIS)
        assert verdicts(session)["VPC endpoint"] is Verdict.WARN
        world.aws.vpc_endpoints = [vpc_endpoint(VPCE_ID, private_dns_enabled=True)]
        await session.poll()
        assert verdicts(session)["VPC endpoint"] is Verdict.PASS


REFUSAL = InvalidRequest("There is already a conflicting DNS domain.", "Use that one.", "AWS", "InvalidParameter", "7f")


async def test_where_aws_refuses_the_checks_are_one_key_away() -> None:
    world = worlds.filled()
    world.aws.fail["create_vpc_endpoint"] = REFUSAL
    async with world.running() as session:
        await session.press("enter ctrl+r enter")
        assert session.screen == "ProblemDialog"
        assert "^T Checks" in session.text
        await session.press("ctrl+t")
        assert session.screen == "ChecksScreen"
        await session.press("escape")
        assert session.screen == "InterfaceEndpointScreen"


async def test_a_refusal_is_copied_with_its_code_and_request() -> None:
    world = worlds.filled()
    world.aws.fail["create_vpc_endpoint"] = REFUSAL
    async with world.running() as session:
        await session.press("enter ctrl+r enter y")
        assert session.app.clipboard == (
            "There is already a conflicting DNS domain.\nUse that one.\nAWS · InvalidParameter · request 7f"
        )


async def test_checks_are_not_offered_where_they_would_tell_nothing() -> None:
    world = worlds.filled()
    world.aws.fail["create_vpc_endpoint"] = CredentialsError("The token has expired", "Sign in.", "AWS", "ExpiredToken")
    async with world.running() as session:
        await session.press("enter ctrl+r enter")
        assert not session.app.screen.query("#checks")
        await session.press("ctrl+t")
        assert session.screen == "ProblemDialog"


async def test_a_command_too_long_for_the_page_scrolls_with_it() -> None:
    async with worlds.with_closed_group().running(size=(60, 20)) as session:
        await session.press(TO_CHECKS)
        assert session.one(ChecksList).size.height >= 4
        assert "authorize-security-group-ingress" in session.text
        assert session.one(Static, ".check--fix").region.bottom <= 20
