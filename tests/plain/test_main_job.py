"""The main job through a pipe, in both demos: from the list to an Active endpoint, described, and deleted again."""

import pytest

from tests.plain.piped import Piped
from tui import exit_codes

STOPS = r"^(?:Type a number or a word|Its choices are as before)"


def choose_network(program: Piped) -> None:
    """The first VPC that AWS would let private DNS into, the subnets proposed, the first group."""
    number = program.ask("VPC ID", r"^(\d+)\. vpc-[^:\n]*\d$")
    program.ask(number, r"^VPC ID: vpc-")
    program.ask("subnet ids", r"an empty line takes subnet-")
    program.ask("", r"^Subnet IDs: subnet-")
    program.ask("security groups", r"^1\. sg-")
    program.ask("1", r"^Security groups: sg-")
    program.hear(STOPS)


def create(program: Piped, cluster: str) -> str:
    """Through the five steps; the ID of the endpoint."""
    program.ask("new", r"step 1 of 5: Choose Cluster")
    program.ask("cluster", r"^A number or an ID")
    program.ask(cluster, rf"^Cluster: {cluster}\.$|^It stays as it is")
    program.ask("next", r"step 2 of 5: Service Endpoint")
    program.ask("next", r"step 3 of 5: Interface Endpoint")
    choose_network(program)
    program.ask("wait", r"It is your turn already\.|^Your turn\.")
    program.ask("run", r"^Type Create to confirm")
    made = program.ask("Create", r"^VPC endpoint (vpce-\w+) is there")
    program.ask("next", r"step 4 of 5: Accept Endpoint Connection")
    program.hear(STOPS)
    program.ask("next", r"^TiDB is accepting")
    program.ask("wait", r"^Now possible: \d+\. Next")
    program.ask("next", r"step 5 of 5: Enable Private DNS")
    program.ask("run", r"^Type Enable to confirm")
    program.ask("Enable", r"Private DNS: on|^Now possible: \d+\. Create")
    program.ask("create", r"^Describe$")
    return made


def delete(program: Piped, made: str) -> None:
    """From its description: another ID deletes nothing."""
    program.ask("delete", r"^What stops working")
    program.hear(STOPS)
    program.ask("delete", rf"^Type {made} to confirm")
    program.ask(f"{made[:-1]}", r"^Nothing was done\.")
    program.ask("delete", rf"^Type {made} to confirm")
    program.ask(made, r"Leaving this page does not stop it\.$")
    program.ask("wait", r"^Done: Gone: neither side has it")
    program.ask("back", r"^(Not there any more|✗ Not there any more|Problem: Not there any more)")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("side", "cluster"), [("self-managed", "checkout-prod"), ("tidb-cloud", "inventory-prod")])
def test_choose_cluster_to_active_describe_and_delete(side: str, cluster: str) -> None:
    with Piped("--plain", "--demo", side, "--speed", "60") as program:
        program.hear(r"^Private Endpoint, demo x60")
        program.hear(STOPS)
        made = create(program, cluster)
        described = program.hear(rf"(?s)(.*?){STOPS}")
        assert "AWS side" in described
        if f"Active. {made}" not in described:  # TiDB's side has not heard of it yet
            program.hear(rf"^Active\. {made}")
        delete(program, made)
        assert program.end() == exit_codes.OK
    assert "\x1b" not in program.heard
    assert "\r" not in program.heard
    assert "Traceback" not in program.heard
