"""The operator's account in memory; see tests/fakes.py."""

import json
from collections.abc import Sequence
from dataclasses import replace
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

from tests.samples import (
    ACCOUNT,
    CLOSED_GROUP,
    OPEN_GROUP,
    SUBNET_IDS,
    VPC_ID,
    ZONE_IDS,
    vpc_endpoint,
)
from tui.domain.cost import Price
from tui.domain.endpoints import (
    EndpointChange,
    EndpointRequest,
    EndpointService,
    PrivateLinkService,
    VpcEndpoint,
    VpcEndpointState,
)
from tui.domain.errors import InvalidRequest, NotFound, PrivateEndpointError
from tui.domain.network import DnsAttribute, Identity, IngressRule, NetworkInterface, SecurityGroup, Subnet, Vpc, VpcDns

if TYPE_CHECKING:
    from tests.fakes import FakeTidb


class Fake:
    """What both fakes share."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        """Every call: the method's name, then its arguments."""
        self.fail: dict[str, PrivateEndpointError] = {}
        """Method name, or with a region behind it -> what it raises, until removed."""

    def called(self, method: str) -> int:
        """How often `method` was called."""
        return sum(call[0] == method for call in self.calls)

    def _enter(self, method: str, *arguments: Any) -> None:
        self.calls.append((method, *arguments))
        if error := self.fail.get(method) or self.fail.get(" ".join((method, *map(str, arguments[:1])))):
            raise error


class FakeAws(Fake):
    """The operator's account, with one VPC of three subnets; every region answers alike."""

    def __init__(self) -> None:
        super().__init__()
        self.identity = Identity(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/operator")
        self.vpcs = [Vpc(VPC_ID, "applications", "10.1.0.0/16")]
        self.subnets: dict[str, list[Subnet]] = {VPC_ID: [_subnet(at) for at in range(3)]}
        """By VPC ID."""
        rule = IngressRule("tcp", 4000, 4000, "10.1.0.0/16")
        self.security_groups: dict[str, list[SecurityGroup]] = {
            VPC_ID: [
                SecurityGroup(CLOSED_GROUP, "default", "default VPC security group"),
                SecurityGroup(OPEN_GROUP, "tidb-clients", "Admits TiDB's SQL port", (rule,)),
            ]
        }
        """By VPC ID."""
        self.dns = {VPC_ID: VpcDns(support=True, hostnames=True)}
        """By VPC ID."""
        self.vpc_endpoints: list[VpcEndpoint] = []
        self.services: list[EndpointService] = []
        """Seen besides those of the linked FakeTidb."""
        self.prices: dict[str, Price] = {}
        """AWS's price list, by region."""
        self.tidb: FakeTidb | None = None
        self._requests: dict[str, EndpointRequest] = {}

    def advance(self) -> None:
        """AWS finishes what it is doing: `pending` becomes available, `deleting` is gone."""
        kept = [each for each in self.vpc_endpoints if each.state is not VpcEndpointState.DELETING]
        self.vpc_endpoints = kept
        for each in kept:
            if each.state is VpcEndpointState.PENDING:
                self.change(each.id, state=VpcEndpointState.AVAILABLE, state_text="available")

    def change(self, vpc_endpoint_id: str, **values: Any) -> None:
        """Change fields of one endpoint, in place in the list."""
        self.vpc_endpoints = [
            replace(each, **values) if each.id == vpc_endpoint_id else each for each in self.vpc_endpoints
        ]

    def vpc_endpoint(self, vpc_endpoint_id: str) -> VpcEndpoint | None:
        """The endpoint of that ID."""
        return next((each for each in self.vpc_endpoints if each.id == vpc_endpoint_id), None)

    async def caller_identity(self) -> Identity:
        self._enter("caller_identity")
        return self.identity

    async def list_vpcs(self, region: str) -> list[Vpc]:
        self._enter("list_vpcs", region)
        return sorted(self.vpcs, key=lambda vpc: (not vpc.is_default, vpc.name, vpc.id))

    async def list_subnets(self, region: str, vpc_id: str) -> list[Subnet]:
        self._enter("list_subnets", region, vpc_id)
        return sorted(self.subnets.get(vpc_id, []), key=lambda subnet: (subnet.zone_id, subnet.id))

    async def list_security_groups(self, region: str, vpc_id: str) -> list[SecurityGroup]:
        self._enter("list_security_groups", region, vpc_id)
        return sorted(self.security_groups.get(vpc_id, []), key=lambda group: group.name)

    async def vpc_dns(self, region: str, vpc_id: str) -> VpcDns:
        self._enter("vpc_dns", region, vpc_id)
        if vpc_id not in self.dns:
            raise NotFound(f"The vpc ID '{vpc_id}' does not exist", source="AWS", code="InvalidVpcID.NotFound")
        return self.dns[vpc_id]

    async def describe_vpc_endpoints(self, region: str, service_names: Sequence[str]) -> list[VpcEndpoint]:
        if not service_names:
            return []
        self._enter("describe_vpc_endpoints", region, tuple(service_names))
        return [each for each in self.vpc_endpoints if each.region == region and each.service_name in service_names]

    async def find_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> VpcEndpoint | None:
        self._enter("find_vpc_endpoint", region, vpc_endpoint_id)
        return next((each for each in self.vpc_endpoints if (each.region, each.id) == (region, vpc_endpoint_id)), None)

    async def endpoints_in_vpc(self, region: str, vpc_id: str) -> list[VpcEndpoint]:
        self._enter("endpoints_in_vpc", region, vpc_id)
        return [each for each in self.vpc_endpoints if (each.region, each.vpc_id) == (region, vpc_id)]

    async def raw_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> str:
        self._enter("raw_vpc_endpoint", region, vpc_endpoint_id)
        found = self._existing(vpc_endpoint_id)
        return json.dumps({"VpcEndpointId": found.id, "State": found.state_text}, indent=2)

    async def describe_network_interfaces(self, region: str, ids: Sequence[str]) -> list[NetworkInterface]:
        if not ids:
            return []
        self._enter("describe_network_interfaces", region, tuple(ids))
        found = [self._interface(each, at) for each in self.vpc_endpoints for at in range(len(each.subnet_ids))]
        wanted = [each for each in found if each.id in ids]
        return sorted(wanted, key=lambda interface: (interface.zone_name, interface.id))

    async def find_endpoint_service(self, region: str, service_name: str) -> EndpointService:
        self._enter("find_endpoint_service", region, service_name)
        return self._service(service_name)

    async def zone_hour_price(self, region: str) -> Price:
        self._enter("zone_hour_price", region)
        if region not in self.prices:
            raise NotFound(f"No price is listed for {region}.", source="AWS", code="NoPrice")
        return self.prices[region]

    async def create_vpc_endpoint(self, request: EndpointRequest) -> VpcEndpoint:
        self._enter("create_vpc_endpoint", request)
        if made := next((each for each in self.vpc_endpoints if each.draft_id == request.token), None):
            if self._requests.setdefault(request.token, request) != request:
                text = "The client token was used with other parameters."
                raise InvalidRequest(text, source="AWS", code="IdempotentParameterMismatch")
            return made
        to = self._service(request.service_name)
        self._check_zones(request.vpc_id, request.subnet_ids, to)
        made = self._new(request, "pendingAcceptance" if to.acceptance_required else "pending")
        self.vpc_endpoints.append(made)
        self._requests[request.token] = request
        return made

    async def dry_run_create(self, request: EndpointRequest) -> None:
        self._enter("dry_run_create", request)

    async def modify_vpc_endpoint(self, region: str, vpc_endpoint_id: str, change: EndpointChange) -> None:
        if change == EndpointChange():
            return
        self._enter("modify_vpc_endpoint", region, vpc_endpoint_id, change)
        endpoint = self._existing(vpc_endpoint_id)
        if change.private_dns and not endpoint.private_dns_enabled:
            self._check_private_dns(endpoint)
        self._check_zones(endpoint.vpc_id, change.add_subnets, self._service(endpoint.service_name))
        subnets = _changed(endpoint.subnet_ids, change.add_subnets, change.remove_subnets)
        interfaces = dict(zip(endpoint.subnet_ids, endpoint.network_interface_ids, strict=False))
        on = endpoint.private_dns_enabled if change.private_dns is None else change.private_dns
        self.change(
            vpc_endpoint_id,
            subnet_ids=subnets,
            security_group_ids=_changed(endpoint.security_group_ids, change.add_groups, change.remove_groups),
            network_interface_ids=tuple(
                interfaces.get(each) or _interface_id(vpc_endpoint_id, each) for each in subnets
            ),
            private_dns_enabled=on,
        )

    async def modify_vpc_dns(self, region: str, vpc_id: str, attribute: DnsAttribute) -> None:
        self._enter("modify_vpc_dns", region, vpc_id, attribute)
        if vpc_id not in self.dns:
            raise NotFound(f"The vpc ID '{vpc_id}' does not exist", source="AWS", code="InvalidVpcID.NotFound")
        support = attribute is DnsAttribute.SUPPORT
        self.dns[vpc_id] = replace(self.dns[vpc_id], **{"support" if support else "hostnames": True})

    async def admit_port(self, region: str, group_id: str, port: int, cidr: str) -> None:
        self._enter("admit_port", region, group_id, port, cidr)
        rule = IngressRule("tcp", port, port, cidr)
        if group_id not in {each.id for groups in self.security_groups.values() for each in groups}:
            text = f"The security group '{group_id}' does not exist"
            raise NotFound(text, source="AWS", code="InvalidGroup.NotFound")
        self.security_groups = {
            vpc_id: [_with_rule(each, rule) if each.id == group_id else each for each in groups]
            for vpc_id, groups in self.security_groups.items()
        }

    async def delete_vpc_endpoint(self, region: str, vpc_endpoint_id: str) -> None:
        self._enter("delete_vpc_endpoint", region, vpc_endpoint_id)
        self.change(vpc_endpoint_id, state=VpcEndpointState.DELETING, state_text="deleting")

    def _service(self, name: str) -> EndpointService:
        theirs = [_as_seen(each) for each in self.tidb.services] if self.tidb else []
        found = next((each for each in (*self.services, *theirs) if each.name == name), None)
        if found is None:
            text = f"The Vpc Endpoint Service '{name}' does not exist"
            raise NotFound(text, source="AWS", code="InvalidServiceName")
        return found

    def _existing(self, vpc_endpoint_id: str) -> VpcEndpoint:
        if endpoint := self.vpc_endpoint(vpc_endpoint_id):
            return endpoint
        text = f"The Vpc Endpoint Id '{vpc_endpoint_id}' does not exist"
        raise NotFound(text, source="AWS", code="InvalidVpcEndpointId.NotFound")

    def _interface(self, endpoint: VpcEndpoint, at: int) -> NetworkInterface:
        """The network interface in the endpoint's subnet number `at`."""
        own = endpoint.network_interface_ids
        id_ = own[at] if at < len(own) else _interface_id(endpoint.id, endpoint.subnet_ids[at])
        places = self.subnets.get(endpoint.vpc_id, [])
        subnet = next((each for each in places if each.id == endpoint.subnet_ids[at]), None)
        zone, cidr = (subnet.zone_name, subnet.cidr) if subnet else ("", "10.0.0.0/24")
        address = str(ip_network(cidr)[10 + at])
        return NetworkInterface(id_, endpoint.subnet_ids[at], zone, address, "in-use", endpoint.security_group_ids)

    def _check_zones(self, vpc_id: str, subnet_ids: Sequence[str], to: EndpointService) -> None:
        zones = {subnet.id: subnet.zone_id for subnet in self.subnets.get(vpc_id, [])}
        for subnet_id in subnet_ids:
            if to.zone_ids and zones.get(subnet_id, to.zone_ids[0]) not in to.zone_ids:
                text = (
                    f"The VPC endpoint service {to.name} does not support the availability zone"
                    f" of the subnet: {subnet_id}."
                )
                raise InvalidRequest(text, source="AWS", code="InvalidParameter")

    def _check_private_dns(self, endpoint: VpcEndpoint) -> None:
        if endpoint.state is not VpcEndpointState.AVAILABLE:
            text = (
                "Private DNS can only be enabled after the endpoint connection is accepted"
                f" by the owner of {endpoint.service_name}"
            )
            raise InvalidRequest(text, source="AWS", code="InvalidParameter")
        self._check_dns_attributes(endpoint.vpc_id)

    def _check_dns_attributes(self, vpc_id: str) -> None:
        on = self.dns.get(vpc_id, VpcDns(support=True, hostnames=True))
        if not (on.support and on.hostnames):
            text = (
                "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true"
                f" for {vpc_id}."
            )
            raise InvalidRequest(text, source="AWS", code="InvalidParameter")

    def _new(self, request: EndpointRequest, state: str) -> VpcEndpoint:
        to = PrivateLinkService("", region=request.region, name=request.service_name)
        default = tuple(group.id for group in self.security_groups.get(request.vpc_id, []) if group.name == "default")
        id_ = f"vpce-{0xC0000 + len(self.vpc_endpoints):017x}"
        return vpc_endpoint(
            id_,
            state,
            to,
            vpc_id=request.vpc_id,
            subnet_ids=request.subnet_ids,
            security_group_ids=request.security_group_ids or default,
            network_interface_ids=tuple(_interface_id(id_, each) for each in request.subnet_ids),
            draft_id=request.token,
        )


def _with_rule(group: SecurityGroup, rule: IngressRule) -> SecurityGroup:
    return group if rule in group.ingress else replace(group, ingress=(*group.ingress, rule))


def _changed(ids: tuple[str, ...], added: tuple[str, ...], removed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys((*ids, *added)) if each not in removed)


def _interface_id(vpc_endpoint_id: str, subnet_id: str) -> str:
    return f"eni-{vpc_endpoint_id[-8:]}{subnet_id[-9:]}"


def _as_seen(of: PrivateLinkService) -> EndpointService:
    return EndpointService(of.name, (), of.zone_ids, of.private_dns_name, of.dns_state)


def _subnet(at: int) -> Subnet:
    return Subnet(SUBNET_IDS[at], f"app-{at + 1}", f"10.1.{at}.0/24", ZONE_IDS[at], f"us-west-2{'abc'[at]}", 251 - at)
