"""One builder for what is sent and what is copied: `aws` understands the line as boto3 does the parameters."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.aws_words import reader
from tests.samples import OPEN_GROUP, REGION, SUBNET_IDS, TOKEN, cluster, request, service
from tui.domain import requests
from tui.domain.commands import CommandContext, aws
from tui.domain.endpoints import DRAFT_TAG, EndpointChange, EndpointRequest
from tui.domain.network import DnsAttribute
from tui.domain.requests import Request
from tui.domain.tagging import Tagging

TIMES = 40
HOSTILE = ("orders", "it's", 'a "b" c', "a,b=[c]", "$(reboot)", "-x", "é漢", "{json}", "back\\slash", "'", "a\tb")


class Drawn:
    """Values of every kind, from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - to repeat, not to hide

    def id(self, prefix: str) -> str:
        return f"{prefix}-{self._random.getrandbits(68):017x}"

    def ids(self, prefix: str, least: int = 0) -> tuple[str, ...]:
        return tuple(self.id(prefix) for _ in range(self._random.randint(least, 3)))

    def of(self, *values: Any) -> Any:
        return self._random.choice(values)

    def change(self) -> EndpointChange:
        subnets, groups = (self.ids("subnet"), self.ids("subnet")), (self.ids("sg"), self.ids("sg"))
        return EndpointChange(*subnets, *groups, self.of(True, False, None))

    def wanted(self) -> EndpointRequest:
        ids = self.id("vpc"), self.ids("subnet", 1), self.ids("sg")
        name = f"com.amazonaws.vpce.{REGION}.{self.id('vpce-svc')}"
        return EndpointRequest(self.id("t"), REGION, name, *ids, tags=(("Name", self.of(*HOSTILE)), *self.tags()))

    def tags(self) -> tuple[tuple[str, str], ...]:
        return tuple((self.of(*HOSTILE), self.of(*HOSTILE)) for _ in range(self._random.randint(0, 3)))


def _service(draw: Drawn) -> Request:
    tagging = Tagging(draw.tags())
    return requests.create_service(cluster(name=draw.of(*HOSTILE), host=draw.of("", "db.example.com"), tagging=tagging))


WRITES: dict[str, Callable[[Drawn], Request]] = {
    "CreateVpcEndpoint": lambda draw: requests.create_endpoint(draw.wanted()),
    "ModifyVpcEndpoint": lambda draw: requests.change_endpoint(REGION, draw.id("vpce"), draw.change()),
    "DeleteVpcEndpoints": lambda draw: requests.delete_endpoint(REGION, draw.id("vpce")),
    "ModifyVpcAttribute": lambda draw: requests.turn_on_dns(REGION, draw.id("vpc"), draw.of(*DnsAttribute)),
    "AuthorizeSecurityGroupIngress": lambda draw: requests.admit_port(
        REGION, draw.id("sg"), draw.of(4000, 1, 65535), "10.1.0.0/16"
    ),
    "CreateVpcEndpointServiceConfiguration": _service,
    "ModifyVpcEndpointServicePermissions": lambda draw: requests.permit(
        REGION, draw.id("vpce-svc"), draw.of("arn:aws:iam::111122223333:root", "*")
    ),
    "StartVpcEndpointServicePrivateDnsVerification": lambda draw: requests.verify_name(REGION, draw.id("vpce-svc")),
    "AcceptVpcEndpointConnections": lambda draw: requests.accept(REGION, draw.id("vpce-svc"), draw.id("vpce")),
    "RejectVpcEndpointConnections": lambda draw: requests.reject(REGION, draw.id("vpce-svc"), draw.id("vpce")),
    "DeleteVpcEndpointServiceConfigurations": lambda draw: requests.delete_service(REGION, draw.id("vpce-svc")),
}


@pytest.mark.parametrize("operation", WRITES)
def test_the_copied_line_asks_for_what_is_sent(operation: str) -> None:
    read = reader()
    for seed in range(TIMES):
        sent = WRITES[operation](Drawn(seed))
        line = str(aws(sent, CommandContext(("--endpoint-url", "http://127.0.0.1:1"))))
        assert read(line) == (operation, sent.parameters), line


def test_every_builder_has_its_write_here() -> None:
    built = [WRITES[name](Drawn(0)).operation for name in WRITES]
    assert [name.replace("_", "") for name in built] == [name.lower() for name in WRITES]
    builders = [
        name for name, each in vars(requests).items() if getattr(each, "__annotations__", {}).get("return") is Request
    ]
    assert len(builders) == len(WRITES)


def test_a_create_says_that_private_dns_is_off_and_carries_token_and_tags() -> None:
    sent = requests.create_endpoint(request(service())).parameters
    assert (sent["PrivateDnsEnabled"], sent["VpcEndpointType"], sent["ClientToken"]) == (False, "Interface", TOKEN)
    tags = [{"Key": DRAFT_TAG, "Value": TOKEN}, {"Key": "Name", "Value": "tidb-pe"}]
    assert sent["TagSpecifications"] == [{"ResourceType": "vpc-endpoint", "Tags": tags}]


def test_a_create_without_groups_leaves_the_choice_to_aws() -> None:
    assert "SecurityGroupIds" not in requests.create_endpoint(request(service(), security_group_ids=())).parameters
    assert requests.create_endpoint(request(service())).parameters["SecurityGroupIds"] == [OPEN_GROUP]


@pytest.mark.parametrize(
    ("change", "parameters"),
    [
        (EndpointChange(), {}),
        (EndpointChange(private_dns=False), {"PrivateDnsEnabled": False}),
        (
            EndpointChange(SUBNET_IDS[:2], ("s3",)),
            {"AddSubnetIds": list(SUBNET_IDS[:2]), "RemoveSubnetIds": ["s3"]},
        ),
        (
            EndpointChange(add_groups=("g1",), remove_groups=("g2",), private_dns=True),
            {"AddSecurityGroupIds": ["g1"], "RemoveSecurityGroupIds": ["g2"], "PrivateDnsEnabled": True},
        ),
    ],
)
def test_a_change_names_what_changes_and_nothing_else(change: EndpointChange, parameters: dict[str, Any]) -> None:
    assert requests.change_endpoint(REGION, "vpce-1", change).parameters == {"VpcEndpointId": "vpce-1", **parameters}
