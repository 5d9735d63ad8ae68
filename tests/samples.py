"""What tests are made of: one account, one VPC, and clusters, services and endpoints that fit each other."""

from datetime import UTC, datetime
from typing import Any

from tui.domain.clusters import Cluster
from tui.domain.endpoints import (
    ConnectionState,
    DnsNameState,
    EndpointRequest,
    PrivateEndpointConnection,
    PrivateLinkService,
    ServiceState,
    VpcEndpoint,
    VpcEndpointState,
)

NOW = datetime(2026, 8, 1, 12, 0, tzinfo=UTC)
REGION = "us-west-2"
ACCOUNT = "111122223333"
TOKEN = "3f0c9a52-5a1e-4b7e-8f53-0d6c6d1f7a10"
VPC_ID = "vpc-0aaaaaaaaaaaaaaaa"
VPCE_ID = "vpce-0123456789abcdef0"
SUBNET_IDS = tuple(f"subnet-{zone:017x}" for zone in (1, 2, 3))
ZONE_IDS = ("usw2-az1", "usw2-az2", "usw2-az3")
OPEN_GROUP, CLOSED_GROUP = "sg-00000000000004000", "sg-0000000000000dead"


def cluster(name: str = "orders", **values: Any) -> Cluster:
    """A Dedicated, active cluster in REGION, its ID made from its name."""
    defaults: dict[str, Any] = {
        "id": f"arn:aws:elasticloadbalancing:{REGION}:444455556666:loadbalancer/net/{name}/0123456789abcdef",
        "region": REGION,
        "version": "v8.5.2",
        "host": f"{name}.tidb.example.com",
    }
    return Cluster(name=name, **(defaults | values))


def service(of: Cluster | None = None, **values: Any) -> PrivateLinkService:
    """The active endpoint service of `of`, in three zones, its DNS name verified; its number comes from the name."""
    of = of or cluster()
    number = sum(ord(letter) << 8 * (at % 6) for at, letter in enumerate(of.name))
    defaults: dict[str, Any] = {
        "region": of.region,
        "name": f"com.amazonaws.vpce.{of.region}.vpce-svc-{number:017x}",
        "state": ServiceState.ACTIVE,
        "state_text": "Available",
        "zone_ids": ZONE_IDS if of.region == REGION else (),
        "private_dns_name": of.host,
        "dns_state": DnsNameState.VERIFIED if of.host else DnsNameState.NONE,
    }
    return PrivateLinkService(of.id, **(defaults | values))


def vpc_endpoint(
    id_: str = VPCE_ID, state: str = "available", to: PrivateLinkService | None = None, **values: Any
) -> VpcEndpoint:
    """An interface endpoint in VPC_ID that connects to `to`; `state` is AWS's word, known to us or not."""
    to = to or service()
    defaults: dict[str, Any] = {
        "vpc_id": VPC_ID,
        "subnet_ids": SUBNET_IDS[:2],
        "security_group_ids": (OPEN_GROUP,),
        "network_interface_ids": ("eni-00000000000000001", "eni-00000000000000002"),
        "dns_names": (f"{id_}-aaaaaaaa.{to.name.rpartition('.')[2]}.{to.region}.vpce.amazonaws.com",),
        "owner_account": ACCOUNT,
        "created_at": NOW,
    }
    return VpcEndpoint(id_, to.region, to.name, state=VpcEndpointState(state), state_text=state, **(defaults | values))


def connection(
    id_: str = VPCE_ID, state: str = "ACTIVE", of: Cluster | None = None, **values: Any
) -> PrivateEndpointConnection:
    """The connection of VPC endpoint `id_` to the cluster `of`."""
    of = of or cluster()
    defaults: dict[str, Any] = {"region": of.region, "owner_account": ACCOUNT, "created_at": NOW}
    return PrivateEndpointConnection(id_, of.id, state=ConnectionState(state), state_text=state, **(defaults | values))


def request(to: PrivateLinkService, token: str = TOKEN, **values: Any) -> EndpointRequest:
    """What the creation flow asks for to connect VPC_ID to `to`."""
    defaults: dict[str, Any] = {"vpc_id": VPC_ID, "subnet_ids": SUBNET_IDS[:2], "security_group_ids": (OPEN_GROUP,)}
    return EndpointRequest(token, to.region, to.name, **(defaults | values))
