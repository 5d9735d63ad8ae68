"""The operator's AWS account through boto3."""

import contextlib
import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from tui.domain import requests
from tui.domain.cost import Price
from tui.domain.endpoints import (
    DRAFT_TAG,
    EndpointChange,
    EndpointRequest,
    EndpointService,
    VpcEndpoint,
    VpcEndpointState,
)
from tui.domain.errors import InvalidRequest, NotFound, PermissionDenied, ProviderFault
from tui.domain.network import DnsAttribute, Identity, IngressRule, NetworkInterface, SecurityGroup, Subnet, Vpc, VpcDns
from tui.domain.requests import Request
from tui.providers import aws_parse as parse
from tui.providers import aws_prices
from tui.providers.aws_errors import raise_unsuccessful
from tui.providers.denials import name_tags
from tui.providers.lost import LOST, done_or_found
from tui.providers.refusals import ENDPOINT, ENDPOINT_SERVICE
from tui.providers.session import Clients

if TYPE_CHECKING:
    from types_boto3_ec2 import EC2Client

T = TypeVar("T")
SOURCE = "AWS"


class Boto3Aws:
    """AwsProvider over EC2, STS and the Price List API."""

    def __init__(self, clients: Clients, profile: str = "") -> None:
        """What it reads is marked with `profile`, see VpcEndpoint.aws_profile."""
        self._clients, self._profile = clients, profile

    async def caller_identity(self) -> Identity:
        return parse.identity(await self._clients.call("sts", "", lambda sts: sts.get_caller_identity(), source=SOURCE))

    async def list_vpcs(self, region: str) -> list[Vpc]:
        vpcs = await self._ec2(region, lambda ec2: parse.rows(ec2.get_paginator("describe_vpcs"), "Vpcs", parse.vpc))
        return sorted(vpcs, key=lambda vpc: (not vpc.is_default, vpc.name, vpc.id))

    async def list_subnets(self, region: str, vpc_id: str) -> list[Subnet]:
        def ask(ec2: "EC2Client") -> list[Subnet]:
            mine = parse.filters(vpc_id=[vpc_id])
            return parse.rows(ec2.get_paginator("describe_subnets"), "Subnets", parse.subnet, mine)

        return sorted(await self._ec2(region, ask), key=lambda subnet: (subnet.zone_id, subnet.id))

    async def list_security_groups(self, region: str, vpc_id: str) -> list[SecurityGroup]:
        def ask(ec2: "EC2Client") -> list[SecurityGroup]:
            mine = parse.filters(vpc_id=[vpc_id])
            return parse.rows(
                ec2.get_paginator("describe_security_groups"), "SecurityGroups", parse.security_group, mine
            )

        return sorted(await self._ec2(region, ask), key=lambda group: (group.name, group.id))

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
        wanted = frozenset(service_names)
        found = await self._endpoints(region, parse.filters(service_name=service_names) if few else [])
        return [each for each in found if each.service_name in wanted]

    async def find_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> VpcEndpoint | None:
        try:
            answer = await self._ec2(region, lambda ec2: ec2.describe_vpc_endpoints(VpcEndpointIds=[vpc_endpoint_id]))
        except NotFound:
            return None
        found = (parse.vpc_endpoint(raw, region, self._profile) for raw in answer.get("VpcEndpoints", ()))
        if endpoint := next((each for each in found if each.id == vpc_endpoint_id), None):
            return endpoint
        raise ProviderFault(f"AWS's answer does not tell of {vpc_endpoint_id}.", "Refresh.", SOURCE, retryable=True)

    async def endpoints_in_vpc(self, region: str, vpc_id: str) -> list[VpcEndpoint]:
        return await self._endpoints(region, parse.filters(vpc_id=[vpc_id]))

    async def raw_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> str:
        def ask(ec2: "EC2Client") -> list[str]:
            answer = ec2.describe_vpc_endpoints(VpcEndpointIds=[vpc_endpoint_id])
            return [parse.as_json(raw) for raw in answer.get("VpcEndpoints", ())]

        for text in await self._ec2(region, ask):
            return text
        raise NotFound(f"{vpc_endpoint_id} is not in {region}, or not in this account.", ENDPOINT, SOURCE)

    async def describe_network_interfaces(self, region: str, ids: Sequence[str]) -> list[NetworkInterface]:
        """By filter: an ID that is gone would be an error otherwise, and AWS then takes no number of rows."""
        few = [ids[start : start + parse.MOST_FILTER_VALUES] for start in range(0, len(ids), parse.MOST_FILTER_VALUES)]

        def ask(ec2: "EC2Client") -> list[NetworkInterface]:
            pages = ec2.get_paginator("describe_network_interfaces")
            wanted = (parse.filters(network_interface_id=some) for some in few)
            found = (parse.rows(pages, "NetworkInterfaces", parse.network_interface, some) for some in wanted)
            return [each for interfaces in found for each in interfaces]

        interfaces = await self._ec2(region, ask) if ids else []
        return sorted(interfaces, key=lambda interface: (interface.zone_name, interface.id))

    async def find_endpoint_service(self, region: str, service_name: str) -> EndpointService:
        answer = await self._ec2(region, lambda ec2: ec2.describe_vpc_endpoint_services(ServiceNames=[service_name]))
        found = next((raw for raw in answer.get("ServiceDetails", ())), None)
        if found is None:
            raise NotFound(f"{service_name} is not in {region}, or not for this account.", ENDPOINT_SERVICE, SOURCE)
        return parse.endpoint_service(found)

    async def zone_hour_price(self, region: str) -> Price:
        def ask(pricing: Any) -> Price:
            pages = pricing.get_paginator("get_products").paginate(**aws_prices.wanted(region))
            return aws_prices.zone_hour(region, (text for page in pages for text in page.get("PriceList", ())))

        return await self._clients.call("pricing", aws_prices.home(region), ask, source=SOURCE)

    async def create_vpc_endpoint(self, request: EndpointRequest) -> VpcEndpoint:
        return await done_or_found(self._create(request), lambda: self._created(request))

    async def dry_run_create(self, request: EndpointRequest) -> None:
        trial = requests.create_endpoint(request)
        try:
            await self._send(replace(trial, parameters={**trial.parameters, "DryRun": True}))
        except InvalidRequest as error:
            if error.code != "DryRunOperation":
                raise

    async def modify_vpc_endpoint(self, region: str, vpc_endpoint_id: str, change: EndpointChange) -> None:
        if change != EndpointChange():
            await done_or_found(
                self._done(requests.change_endpoint(region, vpc_endpoint_id, change)),
                lambda: self._modified(region, vpc_endpoint_id, change),
                (*LOST, InvalidRequest),
            )

    async def modify_vpc_dns(self, region: str, vpc_id: str, attribute: DnsAttribute) -> None:
        await done_or_found(
            self._done(requests.turn_on_dns(region, vpc_id, attribute)),
            lambda: self._turned_on(region, vpc_id, attribute),
        )

    async def admit_port(self, region: str, group_id: str, port: int, cidr: str) -> None:
        await done_or_found(
            self._admit(region, group_id, port, cidr), lambda: self._admitted(region, group_id, port, cidr)
        )

    async def delete_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> None:
        with contextlib.suppress(NotFound):
            await done_or_found(self._delete(region, vpc_endpoint_id), lambda: self._deleted(region, vpc_endpoint_id))

    async def _ec2(self, region: str, request: "Callable[[EC2Client], T]") -> T:
        return await self._clients.call("ec2", region, request, source=SOURCE)

    async def _endpoints(self, region: str, wanted: Sequence[Any]) -> list[VpcEndpoint]:
        """All pages; the `deleted` ones, which AWS may show for a while, are left out."""

        def ask(ec2: "EC2Client") -> list[VpcEndpoint]:
            read = functools.partial(parse.vpc_endpoint, region=region, profile=self._profile)
            interface = parse.filters(vpc_endpoint_type=["Interface"])
            return parse.rows(ec2.get_paginator("describe_vpc_endpoints"), "VpcEndpoints", read, [*interface, *wanted])

        found = await self._ec2(region, ask)
        return [each for each in found if each.state is not VpcEndpointState.DELETED]

    async def _create(self, request: EndpointRequest) -> VpcEndpoint:
        answer = await self._send(requests.create_endpoint(request))
        return parse.vpc_endpoint(answer.get("VpcEndpoint", {}), request.region, self._profile)

    async def _created(self, request: EndpointRequest) -> VpcEndpoint | None:
        """The endpoint of that request, by its tag."""
        found = await self._endpoints(request.region, parse.filters(**{f"tag:{DRAFT_TAG}": [request.token]}))
        return next((each for each in found if each.state is not VpcEndpointState.DELETING), None)

    async def _send(self, request: Request) -> Any:
        try:
            return await self._ec2(request.region, lambda ec2: getattr(ec2, request.operation)(**request.parameters))
        except PermissionDenied as error:
            await name_tags(error, request, self._clients, source=SOURCE)
            raise

    async def _done(self, request: Request) -> bool:
        await self._send(request)
        return True

    async def _modified(self, region: str, vpc_endpoint_id: str, change: EndpointChange) -> bool:
        found = await self.find_vpc_endpoint(region, vpc_endpoint_id)
        return found is not None and change.made_to(found)

    async def _turned_on(self, region: str, vpc_id: str, attribute: DnsAttribute) -> bool:
        return (await self.vpc_dns(region, vpc_id)).has(attribute)

    async def _admit(self, region: str, group_id: str, port: int, cidr: str) -> bool:
        try:
            await self._send(requests.admit_port(region, group_id, port, cidr))
        except InvalidRequest as error:
            if error.code != "InvalidPermission.Duplicate":
                raise
        return True

    async def _admitted(self, region: str, group_id: str, port: int, cidr: str) -> bool:
        wanted = IngressRule("tcp", port, port, cidr)
        answer = await self._ec2(region, lambda ec2: ec2.describe_security_groups(GroupIds=[group_id]))
        found = (parse.security_group(raw) for raw in answer.get("SecurityGroups", ()))
        return any(wanted in each.ingress for each in found)

    async def _delete(self, region: str, vpc_endpoint_id: str) -> bool:
        answer = await self._send(requests.delete_endpoint(region, vpc_endpoint_id))
        raise_unsuccessful(answer, source=SOURCE)
        return True

    async def _deleted(self, region: str, vpc_endpoint_id: str) -> bool:
        found = await self.find_vpc_endpoint(region, vpc_endpoint_id)
        return found is None or found.state in {VpcEndpointState.DELETING, VpcEndpointState.DELETED}
