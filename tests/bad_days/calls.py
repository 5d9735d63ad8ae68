"""Every call to AWS that the product makes: which method of which port leads to it, and what it answers by then."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.bad_days.answers import (
    CLUSTER,
    SERVICE,
    attributes,
    configurations,
    connection,
    endpoint,
    group,
    permissions,
)
from tests.bad_days.cloud import INCORRECT, NOT_YET, Day
from tests.fakes import REGION, VPC_ID, VPCE_ID, request
from tui.domain.endpoints import EndpointChange
from tui.domain.network import DnsAttribute
from tui.domain.parts import whole
from tui.providers.aws import Boto3Aws
from tui.providers.self_managed import SelfManagedTidb
from tui.providers.session import Clients

IN_PARTS = {"list_clusters", "list_services", "list_connections"}
"""What answers part by part, each with its own problem."""
PRINCIPAL = "arn:aws:iam::111122223333:root"
WANTED = request(SERVICE)


@dataclass(frozen=True, slots=True)
class Call:
    """One operation of AWS, by way of a port's method."""

    port: str
    """`AWS` or `TiDB`, which is also the source that an error names."""
    method: str
    operation: str
    arguments: tuple[Any, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    """What other operations answer, where it is not the usual."""
    done: Mapping[str, str] | None = None
    """For a write: what the look-up finds once it took effect."""
    harmless: tuple[Day, ...] = ()
    """Days that are no error here."""
    service: str = "ec2"

    def __str__(self) -> str:
        return f"{self.method}-{self.operation}"

    async def make(self, clients: Clients, region: str = REGION) -> Any:
        """Make it through the real adapter."""
        port = Boto3Aws(clients) if self.port == "AWS" else SelfManagedTidb(clients, (region,), ())
        answer = await getattr(port, self.method)(*(_moved(each, region) for each in self.arguments))
        return whole(answer) if self.method in IN_PARTS else answer


def _moved(argument: Any, region: str) -> Any:
    """`argument` as if all were in `region`."""
    if argument == REGION:
        return region
    if isinstance(argument, list):
        return [_moved(each, region) for each in argument]
    return replace(argument, region=region) if hasattr(argument, "region") else argument


def _aws(method: str, operation: str, *arguments: Any, **more: Any) -> Call:
    return Call("AWS", method, operation, arguments, **more)


def _tidb(method: str, operation: str, *arguments: Any, **more: Any) -> Call:
    return Call("TiDB", method, operation, arguments, **more)


_NONE = {"DescribeVpcEndpoints": ""}
_NO_SERVICE = {"DescribeVpcEndpointServiceConfigurations": ""}
_UNVERIFIED = {"DescribeVpcEndpointServiceConfigurations": configurations(dns="failed")}
_ENSURE = (CLUSTER, "")

CALLS = (
    _aws("caller_identity", "GetCallerIdentity", service="sts"),
    _aws("list_vpcs", "DescribeVpcs", REGION),
    _aws("list_subnets", "DescribeSubnets", REGION, VPC_ID),
    _aws("list_security_groups", "DescribeSecurityGroups", REGION, VPC_ID),
    _aws("vpc_dns", "DescribeVpcAttribute", REGION, VPC_ID),
    _aws("describe_vpc_endpoints", "DescribeVpcEndpoints", REGION, [SERVICE.name]),
    _aws("find_vpc_endpoint", "DescribeVpcEndpoints", REGION, VPCE_ID, harmless=(NOT_YET,)),
    _aws("endpoints_in_vpc", "DescribeVpcEndpoints", REGION, VPC_ID),
    _aws("raw_vpc_endpoint", "DescribeVpcEndpoints", REGION, VPCE_ID),
    _aws("describe_network_interfaces", "DescribeNetworkInterfaces", REGION, ["eni-1"]),
    _aws("find_endpoint_service", "DescribeVpcEndpointServices", REGION, SERVICE.name),
    _aws("zone_hour_price", "GetProducts", REGION, service="pricing"),
    _aws("dry_run_create", "CreateVpcEndpoint", WANTED),
    _aws(
        "create_vpc_endpoint",
        "CreateVpcEndpoint",
        WANTED,
        before=_NONE,
        done={"DescribeVpcEndpoints": endpoint("pendingAcceptance")},
    ),
    _aws(
        "modify_vpc_endpoint",
        "ModifyVpcEndpoint",
        REGION,
        VPCE_ID,
        EndpointChange(private_dns=True),
        done={"DescribeVpcEndpoints": endpoint(private_dns=True)},
    ),
    _aws(
        "modify_vpc_dns",
        "ModifyVpcAttribute",
        REGION,
        VPC_ID,
        DnsAttribute.HOSTNAMES,
        done={"DescribeVpcAttribute": attributes(on=True)},
    ),
    _aws(
        "admit_port",
        "AuthorizeSecurityGroupIngress",
        REGION,
        "sg-1",
        4000,
        "10.0.0.0/8",
        done={"DescribeSecurityGroups": group("10.0.0.0/8")},
    ),
    _aws(
        "delete_vpc_endpoint",
        "DeleteVpcEndpoints",
        REGION,
        VPCE_ID,
        done={"DescribeVpcEndpoints": endpoint("deleting")},
        harmless=(NOT_YET,),
    ),
    _tidb("list_clusters", "DescribeLoadBalancers", service="elasticloadbalancing"),
    _tidb("list_clusters", "DescribeTags", service="elasticloadbalancing"),
    _tidb("list_services", "DescribeVpcEndpointServiceConfigurations", [CLUSTER]),
    _tidb("list_services", "DescribeAvailabilityZones", [CLUSTER]),
    _tidb("list_connections", "DescribeVpcEndpointConnections", [SERVICE]),
    _tidb("find_connection", "DescribeVpcEndpointConnections", SERVICE, VPCE_ID),
    _tidb("raw_connection", "DescribeVpcEndpointConnections", SERVICE, VPCE_ID),
    _tidb("ensure_service", "DescribeVpcEndpointServiceConfigurations", *_ENSURE),
    _tidb(
        "ensure_service",
        "CreateVpcEndpointServiceConfiguration",
        *_ENSURE,
        before=_NO_SERVICE,
        done={"DescribeVpcEndpointServiceConfigurations": configurations("Pending")},
    ),
    _tidb(
        "permit",
        "ModifyVpcEndpointServicePermissions",
        SERVICE,
        PRINCIPAL,
        done={"DescribeVpcEndpointServicePermissions": permissions(PRINCIPAL)},
    ),
    _tidb(
        "verify_name",
        "StartVpcEndpointServicePrivateDnsVerification",
        SERVICE,
        before=_UNVERIFIED,
        done={"DescribeVpcEndpointServiceConfigurations": configurations(dns="pendingVerification")},
        harmless=(NOT_YET, INCORRECT),
    ),
    _tidb(
        "accept",
        "AcceptVpcEndpointConnections",
        SERVICE,
        VPCE_ID,
        done={"DescribeVpcEndpointConnections": connection("pending")},
    ),
    _tidb(
        "reject",
        "RejectVpcEndpointConnections",
        SERVICE,
        VPCE_ID,
        done={"DescribeVpcEndpointConnections": connection("rejected")},
    ),
    _tidb(
        "delete_service",
        "DeleteVpcEndpointServiceConfigurations",
        SERVICE,
        done={"DescribeVpcEndpointServiceConfigurations": configurations("Deleting")},
        harmless=(NOT_YET,),
    ),
)
