"""The way to the checks, and what is read off them."""

from tests.fakes import VPC_ID
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.domain.findings import Verdict
from tui.domain.network import VpcDns
from tui.widgets.checks_list import CheckInFull, ChecksList

TO_CHECKS = "enter ctrl+t"


def without_hostnames() -> World:
    world = worlds.filled()
    world.aws.dns[VPC_ID] = VpcDns(support=True, hostnames=False)
    return world


def verdicts(session: Session) -> dict[str, Verdict]:
    return {each.name: each.verdict for each in session.one(ChecksList).rows}


def chosen(session: Session) -> str:
    """The name of the check under the cursor, which is also the one shown in full."""
    row, shown = session.one(ChecksList).row, session.one(CheckInFull).check
    assert row
    assert row == shown
    return row.name
