"""What mends a failed check: copied, or run once it is confirmed."""

from textual.widgets import Static

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, VPC_ID
from tests.screens import worlds
from tests.screens.checking import TO_CHECKS, verdicts, without_hostnames
from tui.domain.errors import PermissionDenied
from tui.domain.findings import Verdict
from tui.widgets.checks_list import ChecksList


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
        await session.press("tab enter")
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
        await session.press("tab enter")
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
        await session.press(TO_CHECKS, "ctrl+r", "tab enter")
        assert session.screen == "ProblemDialog"
        assert "UnauthorizedOperation · request 7f3c" in session.text
        await session.press("escape")
        assert verdicts(session)["DNS hostnames"] is Verdict.FAIL


async def test_a_command_too_long_for_the_page_scrolls_with_it() -> None:
    async with worlds.with_closed_group().running(size=(60, 20)) as session:
        await session.press(TO_CHECKS)
        assert session.one(ChecksList).size.height >= 4
        assert "authorize-security-group-ingress" in session.text
        assert session.one(Static, ".check--fix").region.bottom <= 20
