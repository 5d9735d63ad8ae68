"""The operator's AWS account through boto3."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from tui.domain.endpoints import DRAFT_TAG, EndpointRequest, EndpointService, VpcEndpoint, VpcEndpointState
from tui.domain.errors import NotFound, PrivateEndpointError, ProviderFault, Unreachable
from tui.domain.network import Identity, SecurityGroup, Subnet, Vpc, VpcDns
from tui.providers import aws_parse as parse
from tui.providers.aws_errors import raise_unsuccessful
from tui.providers.session import Clients

if TYPE_CHECKING:
    from types_boto3_ec2 import EC2Client

T = TypeVar("T")
SOURCE = "AWS"


class Boto3Aws:
    """AwsProvider over EC2 and STS."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def caller_identity(self) -> Identity:
        return parse.identity(await self._clients.call("sts", "", lambda sts: sts.get_caller_identity(), source=SOURCE))

    async def list_vpcs(self, region: str) -> list[Vpc]:
        pages = await self._ec2(region, lambda ec2: list(ec2.get_paginator("describe_vpcs").paginate()))
        vpcs = [parse.vpc(raw) for page in pages for raw in page.get("Vpcs", ())]
        return sorted(vpcs, key=lambda vpc: (not vpc.is_default, vpc.name, vpc.id))

    async def list_subnets(self, region: str, vpc_id: str) -> list[Subnet]:
        mine: Any = parse.filters(vpc_id=[vpc_id])
        pages = await self._ec2(region, lambda ec2: list(ec2.get_paginator("describe_subnets").paginate(Filters=mine)))
        subnets = [parse.subnet(raw) for page in pages for raw in page.get("Subnets", ())]
        return sorted(subnets, key=lambda subnet: (subnet.zone_id, subnet.id))

    async def list_security_groups(self, region: str, vpc_id: str) -> list[SecurityGroup]:
        mine: Any = parse.filters(vpc_id=[vpc_id])
        pages = await self._ec2(
            region, lambda ec2: list(ec2.get_paginator("describe_security_groups").paginate(Filters=mine))
        )
        groups = [parse.security_group(raw) for page in pages for raw in page.get("SecurityGroups", ())]
        return sorted(groups, key=lambda group: (group.name, group.id))

    async def vpc_dns(self, region: str, vpc_id: str) -> VpcDns:
        def ask(ec2: "EC2Client") -> VpcDns:
            support = ec2.describe_vpc_attribute(VpcId=vpc_id, Attribute="enableDnsSupport")
            hostnames = ec2.describe_vpc_attribute(VpcId=vpc_id, Attribute="enableDnsHostnames")
            return VpcDns(
                support=bool(support.get("EnableDnsSupport", {}).get("Value")),
                hostnames=bool(hostnames.get("EnableDnsHostnames", {}).get("Value")),
            )

        return await self._ec2(region, ask)

    async def describe_vpc_endpoints(self, region: str, service_names: Sequence[str]) -> list[VpcEndpoint]:
        if not service_names:
            return []
        few = len(service_names) <= parse.MOST_FILTER_VALUES
        named = parse.filters(service_name=service_names) if few else []
        found = await self._endpoints(region, [*parse.filters(vpc_endpoint_type=["Interface"]), *named])
        wanted = frozenset(service_names)
        return [each for each in found if each.service_name in wanted]

    async def find_endpoint_service(self, region: str, service_name: str) -> EndpointService:
        answer = await self._ec2(region, lambda ec2: ec2.describe_vpc_endpoint_services(ServiceNames=[service_name]))
        found = next((raw for raw in answer.get("ServiceDetails", ())), None)
        if found is None:
            raise NotFound(f"{service_name} is not in {region}, or not for this account.", source=SOURCE)
        return parse.endpoint_service(found)

    async def create_vpc_endpoint(self, request: EndpointRequest) -> VpcEndpoint:
        arguments = parse.create_arguments(request)
        try:
            answer = await self._ec2(request.region, lambda ec2: ec2.create_vpc_endpoint(**arguments))
        except (Unreachable, ProviderFault):
            if made := await self._made_all_the_same(request):
                return made
            raise
        return parse.vpc_endpoint(answer.get("VpcEndpoint", {}), request.region)

    async def enable_private_dns(self, region: str, vpc_endpoint_id: str) -> None:
        await self._ec2(
            region, lambda ec2: ec2.modify_vpc_endpoint(VpcEndpointId=vpc_endpoint_id, PrivateDnsEnabled=True)
        )

    async def delete_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> None:
        try:
            answer = await self._ec2(region, lambda ec2: ec2.delete_vpc_endpoints(VpcEndpointIds=[vpc_endpoint_id]))
            raise_unsuccessful(answer, source=SOURCE)
        except NotFound:
            return

    async def _ec2(self, region: str, request: "Callable[[EC2Client], T]") -> T:
        return await self._clients.call("ec2", region, request, source=SOURCE)

    async def _endpoints(self, region: str, wanted: Any) -> list[VpcEndpoint]:
        """All pages; the `deleted` ones, which AWS may show for a while, are left out."""
        pages = await self._ec2(
            region, lambda ec2: list(ec2.get_paginator("describe_vpc_endpoints").paginate(Filters=wanted))
        )
        found = [parse.vpc_endpoint(raw, region) for page in pages for raw in page.get("VpcEndpoints", ())]
        return [each for each in found if each.state is not VpcEndpointState.DELETED]

    async def _made_all_the_same(self, request: EndpointRequest) -> VpcEndpoint | None:
        """The endpoint of a create whose answer was lost, by its tag."""
        try:
            found = await self._endpoints(request.region, parse.filters(**{f"tag:{DRAFT_TAG}": [request.token]}))
        except PrivateEndpointError:  # the lost answer is the news, not that it could not be looked for either
            return None
        return next((each for each in found if each.state is not VpcEndpointState.DELETING), None)
