"""The `aws` command line reaches the demo as it reaches AWS."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.demo.parties import ACCEPT_S, Operator, Owner
from tests.demo.running import DemoCloud

AWS = str(Path(sys.executable).with_name("aws"))


def aws(demo: DemoCloud, *words: str) -> dict[str, Any]:
    """What `aws ec2 …` printed."""
    done = subprocess.run(
        [AWS, "ec2", *words, "--region", "us-west-2", "--output", "json"],
        env=demo.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_both_commands_of_the_flow_run(demo: DemoCloud, operator: Operator, owner: Owner) -> None:
    request = ("--vpc-id", operator.vpc(), "--service-name", owner.service()["ServiceName"])
    subnets = ("--subnet-ids", *operator.subnets("apps-prod-a", "apps-prod-b"))
    tags = ("--tag-specifications", "ResourceType=vpc-endpoint,Tags=[{Key=tidb-pe:draft,Value=d1}]")
    options = ("--vpc-endpoint-type", "Interface", "--no-private-dns-enabled", "--client-token", "d1")
    made = aws(demo, "create-vpc-endpoint", *request, *subnets, *tags, *options)["VpcEndpoint"]
    assert (made["State"], made["Tags"]) == ("pendingAcceptance", [{"Key": "tidb-pe:draft", "Value": "d1"}])
    owner.accept(made["VpcEndpointId"])
    demo.advance(ACCEPT_S)
    assert aws(demo, "modify-vpc-endpoint", "--vpc-endpoint-id", made["VpcEndpointId"], "--private-dns-enabled")
    assert operator.endpoint(made["VpcEndpointId"])["PrivateDnsEnabled"] is True
