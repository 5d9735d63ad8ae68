"""The two ports: TiDB's side and the operator's AWS account. Their docstrings are the contract.

Every method is a coroutine that leaves the event loop free and raises only PrivateEndpointError:
CredentialsError (none usable, or expired), PermissionDenied (names the permission), Throttled (after the SDK's own
retries), Unreachable (no answer within 5 s connecting or 15 s reading), ProviderFault (5xx or unreadable); writes also
InvalidRequest and NotFound. A write whose answer was lost is looked up: it raises only where it is not seen to be done.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from tui.domain.clusters import Cluster
from tui.domain.cost import Price
from tui.domain.endpoints import (
    EndpointChange,
    EndpointRequest,
    EndpointService,
    PrivateEndpointConnection,
    PrivateLinkService,
    VpcEndpoint,
)
from tui.domain.network import DnsAttribute, Identity, NetworkInterface, SecurityGroup, Subnet, Vpc, VpcDns
from tui.domain.parts import Part


class TidbProvider(Protocol):
    """Clusters, their endpoint services and the connections to them.

    The lists are told in parts (see tui.domain.parts), each with what it is short of: one that is refused is a part
    with a problem and keeps no other from being told, one that ended early (fewer rows than the answer counts, no list
    where there was one, no budget left) is not complete. What has no part in the answer was not asked: it is as it was.
    They raise only where nothing can be said of any part, such as without credentials.
    """

    async def list_clusters(self) -> Sequence[Part[Cluster]]:
        """Every cluster the caller can see, those that cannot be chosen included; in no order.

        A part a Cluster.place. TiDB Cloud's list of projects is a part without facts, at parts.LIST; a project that it
        has no more, and that is closed to us, is told to be gone.
        """

    async def list_services(self, clusters: Sequence[Cluster]) -> Sequence[Part[PrivateLinkService]]:
        """The endpoint services that exist for `clusters`; a part a node group, at parts.group_place.

        A group without one is a complete part without facts. Where all take more requests than the budget has, those
        longest unread are read; of the others those that were never told are parts that are not complete.
        """

    async def list_connections(
        self, services: Sequence[PrivateLinkService]
    ) -> Sequence[Part[PrivateEndpointConnection]]:
        """The connections to `services`, in no order; a part a Cluster.place, one request each however many services.

        A connection that nobody accepted yet is DISCOVERED. No services: asks nothing.
        """

    async def ensure_service(self, cluster: Cluster, node_group_id: str) -> PrivateLinkService:
        """The endpoint service, started if there is none.

        TiDB Cloud makes it by itself, with the node group: NotFound while it has not. Calling it again, or from two
        programs at once, starts no second one. It returns before the service is ACTIVE.
        """

    async def permit(self, service: PrivateLinkService, principal: str) -> None:
        """Let `principal` connect to the service; one that may already is no error.

        On TiDB Cloud there is nothing to do: any account may ask to connect.
        """

    async def verify_name(self, service: PrivateLinkService) -> None:
        """Ask for the verification of the service's private DNS name; a service too new for that is no error.

        On TiDB Cloud there is nothing to do: it proves its own names.
        """

    async def accept(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        """Accept the connection of `vpc_endpoint_id`; accepting an accepted one is no error.

        NotFound where the endpoint does not (yet) ask for this service. On TiDB Cloud, InvalidRequest while there is a
        record that FAILED, which has to be rejected and seen gone first; retryable while one is DELETING.
        """

    async def reject(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        """Reject the connection of `vpc_endpoint_id`, waiting or accepted; rejecting a rejected one is no error.

        On TiDB Cloud the connection is deleted: it is DELETING, then gone. Where nobody accepted it there is no record
        to delete: InvalidRequest.
        """

    async def delete_service(self, service: PrivateLinkService) -> None:
        """Delete the endpoint service; one that is gone already is no error. It returns while the service is DELETING.

        InvalidRequest, code `ExistingVpcEndpointConnections`, while connections are left that were not rejected; and on
        TiDB Cloud, where it goes with its node group.
        """

    async def find_connection(
        self, service: PrivateLinkService, vpc_endpoint_id: str, record_id: str = ""
    ) -> PrivateEndpointConnection | None:
        """The connection of `vpc_endpoint_id`, looked up by its ID now; None only where that is the answer.

        Of `service`, cluster, node group and region are enough. On TiDB Cloud it is the record `record_id` (None on
        404), or where that is not known what a complete list of the node group has. An answer that cannot be told from
        an incomplete one is a ProviderFault.
        """

    async def raw_connection(self, service: PrivateLinkService, vpc_endpoint_id: str) -> str:
        """The provider's own record of that connection as indented JSON, in ASCII; NotFound if there is none."""


class PollBudget(Protocol):
    """What a provider's budget of requests says of the rest between two ticks; the poller asks after each."""

    def begin_tick(self) -> None:
        """What is asked from now on is the cost of this tick."""

    def least_wait_s(self) -> float:
        """The least seconds from the end of a tick to the next that keep within the budget; 0: no matter."""

    def why(self) -> str:
        """Why that is so much, as a sentence with the budget and what a tick costs, for the screen."""

    def left(self) -> int:
        """How many requests may be made now for what the operator does."""

    def wait_s(self, requests: int) -> float:
        """Seconds until so many requests may be made for what the operator does; 0: now.

        Polls never take the last ones, so that it is less than a minute unless another program uses the key.
        """


class AwsProvider(Protocol):
    """The operator's account. Regions are AWS codes such as `us-west-2`."""

    async def caller_identity(self) -> Identity:
        """Whose credentials these are. Source: STS GetCallerIdentity."""

    async def list_vpcs(self, region: str) -> list[Vpc]:
        """The VPCs in `region`, default ones first, then by name and ID. Source: EC2 DescribeVpcs."""

    async def list_subnets(self, region: str, vpc_id: str) -> list[Subnet]:
        """The subnets of `vpc_id`, by zone ID, then ID; empty if the VPC is not there. Source: EC2 DescribeSubnets."""

    async def list_security_groups(self, region: str, vpc_id: str) -> list[SecurityGroup]:
        """The security groups of `vpc_id`, by name. Source: EC2 DescribeSecurityGroups."""

    async def vpc_dns(self, region: str, vpc_id: str) -> VpcDns:
        """The VPC's two DNS attributes; NotFound if it is not there. Source: EC2 DescribeVpcAttribute, two calls."""

    async def describe_vpc_endpoints(self, region: str, service_names: Sequence[str]) -> list[VpcEndpoint]:
        """Interface endpoints of the caller's account in `region` that connect to any of `service_names`.

        All pages, in no order. One EC2 call a page however many services are asked for. Endpoints AWS has forgotten
        are absent; `deleting` ones are present. An empty `service_names` asks AWS nothing.
        Source: EC2 DescribeVpcEndpoints.
        """

    async def find_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> VpcEndpoint | None:
        """The endpoint, looked up by its ID now; a `deleted` one is told as such, None is AWS's answer NotFound alone.

        One that was just made may be NotFound for some seconds. Source: EC2 DescribeVpcEndpoints.
        """

    async def endpoints_in_vpc(self, region: str, vpc_id: str) -> list[VpcEndpoint]:
        """Every interface endpoint in `vpc_id`, whatever it connects to; all pages, in no order.

        Source: EC2 DescribeVpcEndpoints.
        """

    async def raw_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> str:
        """AWS's own record of the endpoint as indented JSON, in ASCII; NotFound if there is none.

        Source: EC2 DescribeVpcEndpoints.
        """

    async def describe_network_interfaces(self, region: str, ids: Sequence[str]) -> list[NetworkInterface]:
        """The network interfaces of these IDs, by zone, then ID; those that are gone are absent. No IDs: asks nothing.

        Source: EC2 DescribeNetworkInterfaces.
        """

    async def find_endpoint_service(self, region: str, service_name: str) -> EndpointService:
        """The service as this account sees it; NotFound if it is not there or this account may not connect to it.

        Source: EC2 DescribeVpcEndpointServices.
        """

    async def zone_hour_price(self, region: str) -> Price:
        """What AWS's price list says of an interface endpoint in one zone for an hour; NotFound if it has no price.

        Source: Price List GetProducts, service AmazonVPC; asked in the nearest region that has it.
        """

    async def create_vpc_endpoint(self, request: EndpointRequest) -> VpcEndpoint:
        """Create the interface endpoint, private DNS off, tagged with the token.

        The same request again, by ClientToken, answers with the same endpoint; so does one whose answer was lost.
        Source: EC2 CreateVpcEndpoint.
        """

    async def dry_run_create(self, request: EndpointRequest) -> None:
        """Return if AWS would let the caller create the endpoint; creates nothing.

        PermissionDenied if not. AWS checks the permission, and more of the request only at times.
        Source: EC2 CreateVpcEndpoint with DryRun.
        """

    async def modify_vpc_endpoint(self, region: str, vpc_endpoint_id: str, change: EndpointChange) -> None:
        """Change subnets, security groups or private DNS; the same change twice is no error, an empty one asks nothing.

        InvalidRequest with AWS's sentence where it refuses: private DNS before the connection is accepted, a subnet in
        a zone that the service lacks. Source: EC2 ModifyVpcEndpoint.
        """

    async def modify_vpc_dns(self, region: str, vpc_id: str, attribute: DnsAttribute) -> None:
        """Switch one DNS attribute of the VPC on; twice is no error. Source: EC2 ModifyVpcAttribute."""

    async def admit_port(self, region: str, group_id: str, port: int, cidr: str) -> None:
        """Let the security group admit TCP `port` from `cidr` (IPv4); a rule that is there already is no error.

        Source: EC2 AuthorizeSecurityGroupIngress.
        """

    async def delete_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> None:
        """Delete the endpoint; one that is gone already is no error.

        An item in `Unsuccessful` is raised as the error it carries. Source: EC2 DeleteVpcEndpoints.
        """


AwsAccounts = Mapping[str, AwsProvider]
"""The operator's accounts by AWS profile, see Cluster.aws_profiles; the usual one under empty text."""

READS = frozenset(
    {
        "list_clusters",
        "list_services",
        "list_connections",
        "find_connection",
        "raw_connection",
        "caller_identity",
        "list_vpcs",
        "list_subnets",
        "list_security_groups",
        "vpc_dns",
        "describe_vpc_endpoints",
        "find_vpc_endpoint",
        "endpoints_in_vpc",
        "raw_vpc_endpoint",
        "describe_network_interfaces",
        "find_endpoint_service",
        "zone_hour_price",
        "dry_run_create",
    }
)
"""The methods of both ports that change nothing. Any other writes: it is refused when read-only, and audited."""
