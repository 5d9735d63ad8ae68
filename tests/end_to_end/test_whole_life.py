"""The whole life of a private endpoint on TiDB Cloud: made, used, described, changed, deleted."""

import re

import pytest

from tests.end_to_end import flow
from tests.end_to_end.terminal import PROGRAM, Terminal

HOST = re.compile(r"-h\s+(█\s+)?privatelink-\d+\.\w+\.clusters\.tidb-cloud\.com")


@pytest.mark.timeout(240)
def test_an_endpoint_is_created_used_described_changed_and_deleted() -> None:
    with Terminal(PROGRAM, "--demo", "tidb-cloud", "--speed", "200") as terminal:
        choose_cluster(terminal, "inventory-prod")
        flow.pick_network(terminal)
        flow.create_endpoint(terminal)
        endpoint = id_on(terminal)
        flow.accept(terminal)
        flow.wait_for_step(terminal, "Enable Private DNS")
        flow.enable_private_dns(terminal)
        flow.finish(terminal)
        connect(terminal)
        back_to(terminal, endpoint)
        describe(terminal, endpoint)
        change(terminal)
        delete(terminal, endpoint)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def choose_cluster(terminal: Terminal, name: str) -> None:
    """From the list to Interface Endpoint, with another cluster than the one that is preset."""
    flow.wait_for_list(terminal)
    terminal.press("n")
    flow.wait_for_step(terminal, "Choose Cluster")
    terminal.press("enter")
    terminal.wait_for("▲", f"{name}  us-west-2")
    terminal.press("down", "down", "enter")
    terminal.wait_for("▼", f"{name}  us-west-2")
    terminal.press("ctrl+n")
    flow.wait_for_step(terminal, "Service Endpoint")
    terminal.press("ctrl+n")
    flow.wait_for_step(terminal, "Interface Endpoint")
    terminal.wait_for("Endpoint service: Active")


def id_on(terminal: Terminal) -> str:
    found = re.search(r"vpce-[0-9a-f]{17}", terminal.wait_for("VPC endpoint ID  vpce-"))
    assert found
    return found[0]


def connect(terminal: Terminal) -> None:
    terminal.press("c")
    terminal.wait_for("Connect to TiDB", "MySQL CLI")
    terminal.wait_until(lambda: bool(HOST.search(terminal.text)), "private host name in the command")


def back_to(terminal: Terminal, endpoint: str) -> None:
    """To the list, with the cursor on that endpoint."""
    terminal.press("ctrl+g")
    terminal.wait_for("Connect with MySQL CLI")
    terminal.press("ctrl+g")
    flow.wait_for_list(terminal)
    terminal.press("/")
    terminal.wait_for("Filter  words")
    terminal.press(endpoint, "enter")
    terminal.wait_for("1 of ", f"  {endpoint}\n")


def describe(terminal: Terminal, endpoint: str) -> None:
    terminal.press("enter")
    terminal.wait_for("Describe", f"● Active  {endpoint}", "AWS side", "Made by         this program")


def change(terminal: Terminal) -> None:
    """Private DNS is turned off on the Edit page."""
    terminal.press("e")
    terminal.wait_for("Edit a private endpoint", "Private DNS      on    Turn off")
    terminal.press("tab", "tab", "enter")
    terminal.wait_for("--no-private-dns-enabled")
    terminal.press("ctrl+r")
    terminal.wait_for("Account       111122223333")
    terminal.agree()
    terminal.wait_for("Private DNS      off")
    terminal.press("ctrl+g")
    terminal.wait_for("Describe", "Private DNS     off")


def delete(terminal: Terminal, endpoint: str) -> None:
    """TiDB Cloud's record first, then AWS's endpoint."""
    terminal.press("d")
    terminal.wait_for("○ Delete the connection on TiDB Cloud", "○ Delete on AWS")
    terminal.press("backtab", endpoint)  # in one burst, as a paste comes
    terminal.wait_for("✓ That is it")
    terminal.agree()
    terminal.wait_for("✓ Delete the connection on TiDB Cloud: gone", "✓ Gone: neither side has it")
    terminal.press("ctrl+g")
    terminal.wait_for("Not there any more")
    terminal.press("ctrl+g")
    terminal.wait_for("Private Endpoint", "0 of ")
