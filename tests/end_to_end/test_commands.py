"""The commands copied from the screen work as they stand in another terminal, and the screen follows."""

import json
import os
import re
import subprocess
from typing import Any

import boto3

from tests.end_to_end import flow
from tests.end_to_end.terminal import BIN, PATIENCE_S, PROGRAM, Terminal


def copied(terminal: Terminal) -> str:
    """Press Copy; what the terminal's clipboard got."""
    before = len(terminal.display.clipboard)
    terminal.press("ctrl+y")
    terminal.wait_until(lambda: len(terminal.display.clipboard) > before, "command in the clipboard")
    terminal.wait_for("sent to clipboard")
    return terminal.display.clipboard[-1]


def in_second_terminal(command: str) -> Any:
    """Run what was copied, in a shell that knows nothing of AWS; the answer."""
    environment = dict(os.environ) | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    ran = subprocess.run(
        ["sh", "-c", command], env=environment, capture_output=True, check=False, timeout=PATIENCE_S, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


def endpoints_made(command: str) -> list[str]:
    """IDs of the endpoints that carry the tag of `command`, asked from the AWS that it names."""
    options = dict(re.findall(r"(--endpoint-url|--region) (\S+)", command))
    key, secret = re.findall(r"^AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)", command)[0]
    ec2 = boto3.client(
        "ec2",
        region_name=options["--region"],
        endpoint_url=options["--endpoint-url"],
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )
    draft = re.findall(r"--client-token (\S+)", command)
    try:
        found = ec2.describe_vpc_endpoints(Filters=[{"Name": "tag:tidb-pe:draft", "Values": draft}])
    finally:
        ec2.close()
    return [each["VpcEndpointId"] for each in found["VpcEndpoints"]]


def test_both_copied_commands_run_as_they_stand_and_the_screen_follows() -> None:
    with Terminal(PROGRAM, "--demo", "--speed", "200") as terminal:
        flow.to_interface_endpoint(terminal)
        terminal.press("ctrl+y")
        flow.pick_network(terminal)
        terminal.wait_for("Endpoint service: Active")
        assert terminal.display.clipboard == []

        create = copied(terminal)
        made = in_second_terminal(create)["VpcEndpoint"]["VpcEndpointId"]
        again = in_second_terminal(create)["VpcEndpoint"]["VpcEndpointId"]
        assert [made] == [again] == endpoints_made(create)

        terminal.wait_for(f"{made} is there")
        terminal.press("ctrl+n")
        flow.wait_for_step(terminal, "Accept Endpoint Connection")
        terminal.wait_for(f"VPC endpoint ID  {made}")
        flow.accept(terminal)

        flow.wait_for_step(terminal, "Enable Private DNS")
        terminal.wait_for("Private DNS: off")
        modify = copied(terminal)
        assert made in modify
        assert in_second_terminal(modify) == {"Return": True}
        terminal.wait_for("Private DNS: on")
        terminal.press("ctrl+n")
        assert made in terminal.wait_for("Active: Ready for use.")
