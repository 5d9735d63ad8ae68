"""The default path through the creation flow, key by key."""

import re

from tests.end_to_end.terminal import Terminal
from tui.domain.preparation import PrepareStage

_COUNTED = re.compile(r"\d (Not Configured|Initiating|Pending|System Checking|Discovered|Active)")

NAMES = (
    "Choose Cluster",
    "Service Endpoint",
    "Interface Endpoint",
    "Accept Endpoint Connection",
    "Enable Private DNS",
)


def wait_for_list(terminal: Terminal) -> str:
    """The Private Endpoint page, read for the first time."""
    terminal.wait_for("Private Endpoint", "orders-prod", "Enter Open")
    terminal.wait_until(lambda: bool(_COUNTED.search(terminal.text)), "list that is counted, so read whole")
    return terminal.text


def wait_for_step(terminal: Terminal, name: str) -> str:
    """The step is the current one in the flow bar, which names all five in their order; its screen."""
    screen = terminal.wait_for(f"▶ {name}")
    bar = " ".join(screen.splitlines()[1:3])
    current = NAMES.index(name)
    marks = ["✓"] * current + ["▶"] + ["○"] * (len(NAMES) - current - 1)
    expected = " > ".join(f"{mark} {each}" for mark, each in zip(marks, NAMES, strict=True))
    assert " ".join(bar.split()) == expected
    return screen


def to_interface_endpoint(terminal: Terminal) -> None:
    """From the list over the first two steps, with what is preset."""
    wait_for_list(terminal)
    terminal.press("n")
    wait_for_step(terminal, "Choose Cluster")
    terminal.press("ctrl+n")
    wait_for_step(terminal, "Service Endpoint")
    terminal.press("enter")
    wait_for_step(terminal, "Interface Endpoint")
    terminal.wait_without("Endpoint service: not there yet")


def pick_network(terminal: Terminal) -> None:
    """The VPC apps-prod with the subnets that are preset and the group that admits the port."""
    terminal.press("enter")
    listed = terminal.wait_for("VPCs in us-west-2", "apps-prod")
    vpcs = [line for line in listed.splitlines() if "vpc-" in line]
    above = next(index for index, line in enumerate(vpcs) if "apps-prod" in line)
    terminal.press(*["down"] * above, "enter")
    terminal.wait_for("VPC ID           vpc-", "Subnet IDs       subnet-…")
    terminal.press("enter")
    terminal.wait_for("Subnets of vpc-", "[x]")
    terminal.press("enter")
    terminal.wait_for("Subnet IDs       subnet-", "Security groups  sg-…")
    terminal.press("enter")
    terminal.wait_for("Security groups of vpc-", "tidb-clients")
    terminal.press("enter")
    terminal.wait_for("Security groups  sg-", "--security-group-ids")  # in the command once it is kept
    terminal.wait_without("-…")


def create_endpoint(terminal: Terminal) -> None:
    """Run the command of Interface Endpoint, and go on to the next step."""
    confirm_run(terminal)
    terminal.wait_for("is there: go on with Next")
    terminal.press("enter")
    wait_for_step(terminal, "Accept Endpoint Connection")


def wait_until_prepared(terminal: Terminal) -> None:
    """Until nothing that entering Interface Endpoint asks for holds up Run any more."""
    terminal.wait_for("Endpoint service: Active")
    terminal.wait_until(lambda: not any(each in terminal.text for each in PrepareStage), "endpoint service made ready")


def confirm_run(terminal: Terminal) -> None:
    """Say yes to the question that Run asks, with what, where and the price."""
    wait_until_prepared(terminal)
    terminal.press("ctrl+r")
    terminal.wait_for("Create VPC interface endpoint?", "111122223333", "USD a month")
    terminal.agree()


def accept(terminal: Terminal) -> None:
    """Accept, once the endpoint is seen to wait for it."""
    terminal.wait_for("VPC endpoint ID  vpce-", "pendingAcceptance")
    terminal.press("enter")


def enable_private_dns(terminal: Terminal) -> None:
    """Run the command of Enable Private DNS."""
    terminal.wait_for("Private DNS: off")
    terminal.press("ctrl+r")
    terminal.wait_for("Enable private DNS?", "111122223333")
    terminal.agree()
    terminal.wait_for("Private DNS: on")


def finish(terminal: Terminal) -> str:
    """Create, once nothing blocks it; the page that tells how to connect."""
    terminal.wait_without("• ")
    terminal.press("enter")
    return terminal.wait_for("Private endpoint", "Active: Ready for use.", "Connect with MySQL CLI")
