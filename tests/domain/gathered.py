"""All that was read for a setup that is good, and the same with something else in it."""

from dataclasses import replace
from typing import Any

from tests.fakes import (
    ACCOUNT,
    CLOSED_GROUP,
    NOW,
    OPEN_GROUP,
    REGION,
    SUBNET_IDS,
    TOKEN,
    VPC_ID,
    VPCE_ID,
    ZONE_IDS,
    cluster,
    service,
    vpc_endpoint,
)
from tui.domain.checks import preflight
from tui.domain.clusters import Cluster
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import DnsNameState, EndpointService, PrivateLinkService, VpcEndpoint
from tui.domain.findings import Check, CheckInputs, Neighbours, Verdict
from tui.domain.network import Identity, IngressRule, SecurityGroup, Subnet, Vpc, VpcDns
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import standing
from tui.domain.wizard import Facts

CIDR = "10.1.0.0/16"
OTHERS_SERVICE = "com.amazonaws.vpce.us-west-2.vpce-svc-00000000000000bad"


PASS, WARN, FAIL, UNKNOWN, CHECKING = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.UNKNOWN,
    Verdict.CHECKING,
)


def group(id_: str, *sources: str, name: str = "tidb", port: int = 4000) -> SecurityGroup:
    return SecurityGroup(id_, name, "", tuple(IngressRule("tcp", port, port, source) for source in sources))


def subnet(at: int, **values: Any) -> Subnet:
    made = Subnet(SUBNET_IDS[at], f"app-{at}", f"10.1.{at}.0/24", ZONE_IDS[at], f"us-west-2{'abc'[at]}", 200)
    return replace(made, **values)


GROUPS = (group(CLOSED_GROUP, name="default"), group(OPEN_GROUP, CIDR))
SUBNETS = (subnet(0), subnet(1), subnet(2))
SEEN = EndpointService(service().name, (), ZONE_IDS, "orders.tidb.example.com", DnsNameState.VERIFIED)
DRAFT = Draft(TOKEN, cluster().id, "", REGION, VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,))
GOOD = CheckInputs(
    DRAFT,
    Facts(cluster(), service()),
    identity=Identity(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/operator"),
    vpcs=(Vpc(VPC_ID, "applications", CIDR),),
    subnets=SUBNETS,
    groups=GROUPS,
    dns=VpcDns(support=True, hostnames=True),
    service=SEEN,
    neighbours=Neighbours(),
    allowed=True,
)


def drafted(**values: Any) -> CheckInputs:
    return replace(GOOD, draft=replace(DRAFT, **values))


def with_service(of: PrivateLinkService | None, to: Cluster | None = None) -> CheckInputs:
    return replace(GOOD, facts=Facts(to or cluster(), of))


def neighbours(*endpoints: VpcEndpoint, name: str = "") -> CheckInputs:
    """Other endpoints in the VPC; `name` is what the other owner's service has."""
    return replace(GOOD, neighbours=Neighbours(endpoints, {OTHERS_SERVICE: name} if name else {}))


def finding(name: str, known: CheckInputs, step: Step = Step.INTERFACE_ENDPOINT) -> Check:
    return next(each for each in preflight(step, known) if each.name == name)


SAME = vpc_endpoint("vpce-0000000000000000a")


def has_row(**values: Any) -> CheckInputs:
    endpoint = vpc_endpoint(**values)
    row = PrivateEndpoint(
        VPCE_ID,
        cluster().id,
        "orders",
        REGION,
        standing(service(), None, endpoint, DRAFT),
        service=service(),
        vpc_endpoint=endpoint,
        since=NOW,
    )
    return replace(
        drafted(vpc_endpoint_id=VPCE_ID), facts=Facts(cluster(), service(), row), neighbours=Neighbours((endpoint,))
    )
