"""The operator's side: VPC endpoints made, changed, read and deleted."""

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.utils import add_tag_specification
from moto.moto_api._internal import mock_random

from tui.demo import network_interfaces, rules
from tui.demo.answers import vpc_endpoint
from tui.demo.base import DemoResponse, Fields, unsuccessful
from tui.demo.clock import GONE, Lifecycle
from tui.demo.records import Endpoint, Service

FIELDS: Fields[Endpoint] = {
    "ip-address-type": lambda _: "ipv4",
    "service-name": lambda endpoint: endpoint.service_name,
    "service-region": lambda endpoint: endpoint.service_region,
    "vpc-endpoint-id": lambda endpoint: endpoint.id,
    "vpc-endpoint-state": lambda endpoint: endpoint.life.state,
    "vpc-endpoint-type": lambda _: "Interface",
    "vpc-id": lambda endpoint: endpoint.vpc_id,
}
ID_LENGTH = 17


class EndpointActions(DemoResponse):
    """CreateVpcEndpoint, ModifyVpcEndpoint, DescribeVpcEndpoints, DeleteVpcEndpoints."""

    def create_vpc_endpoint(self) -> ActionResult:
        endpoint = self._repeated(self.ec2_backend.vpc_end_points.values()) or self._create()
        return ActionResult({"VpcEndpoint": vpc_endpoint(endpoint, self.cloud), "ClientToken": endpoint.client_token})

    def modify_vpc_endpoint(self) -> ActionResult:
        endpoint = self._endpoint(self._get_param("VpcEndpointId"))
        wanted = self._get_bool_param("PrivateDnsEnabled", if_none=endpoint.private_dns_enabled)
        if wanted and not endpoint.private_dns_enabled:
            rules.check_private_dns(endpoint, self.cloud)
        rules.check_groups(self.ec2_backend, endpoint.vpc_id, self._get_param("AddSecurityGroupIds", []))
        self._modify_subnets(endpoint)
        self._modify_groups(endpoint)
        if wanted != endpoint.private_dns_enabled:
            self._switch_private_dns(endpoint, on=wanted)
        return ActionResult({"Return": True})

    def describe_vpc_endpoints(self) -> ActionResult:
        ids = self._get_param("VpcEndpointIds", [])
        chosen = [self._endpoint(vpce) for vpce in ids] if ids else self.ec2_backend.vpc_end_points.values()
        rows = [vpc_endpoint(endpoint, self.cloud) for endpoint in self._matching(chosen, FIELDS)]
        return ActionResult(self._page("VpcEndpoints", rows))

    def delete_vpc_endpoints(self) -> ActionResult:
        failed = []
        for vpce in self._get_param("VpcEndpointIds", []):
            endpoint = self.ec2_backend.vpc_end_points.get(vpce)
            if endpoint is None:
                failed.append(unsuccessful(vpce, "InvalidVpcEndpoint.NotFound", _NOT_THERE.format(vpce)))
            elif endpoint.requester_managed:
                failed.append(unsuccessful(vpce, "OperationNotPermitted", _MANAGED.format(vpce)))
            elif endpoint.life.then != GONE:
                endpoint.life = self.cloud.after("deleting", GONE, self.cloud.delays.deletion_s)
        return ActionResult({"Unsuccessful": failed})

    def _create(self) -> Endpoint:
        service = self._service(self._get_param("ServiceName"))
        vpc_id, subnet_ids = self._get_param("VpcId"), self._get_param("SubnetIds", [])
        rules.check_vpc(self.ec2_backend, vpc_id)
        rules.check_subnets(self.ec2_backend, vpc_id, (), subnet_ids, service)
        rules.check_groups(self.ec2_backend, vpc_id, self._get_param("SecurityGroupIds", []))
        endpoint = self._new(service, vpc_id)
        if self._get_bool_param("PrivateDnsEnabled", if_none=False):
            rules.check_private_dns(endpoint, self.cloud)
            endpoint.private_dns_enabled = True
        self.ec2_backend.vpc_end_points[endpoint.id] = endpoint
        endpoint.add_tags(add_tag_specification(self._get_param("TagSpecifications", [])))
        for subnet_id in subnet_ids:
            network_interfaces.attach(endpoint, subnet_id)
        return endpoint

    def _new(self, service: Service, vpc_id: str) -> Endpoint:
        pending = self.cloud.after("pending", "available", self.cloud.delays.accept_s)
        endpoint = new_endpoint(self.ec2_backend, service, vpc_id)
        endpoint.group_ids = self._get_param("SecurityGroupIds") or endpoint.group_ids
        endpoint.accepted = not service.acceptance_required
        endpoint.life = pending if endpoint.accepted else endpoint.life
        endpoint.client_token = self._get_param("ClientToken") or ""
        endpoint.request = self._request()
        return endpoint

    def _service(self, name: str) -> Service:
        service = self.cloud.visible(name, self.region, self.current_account)
        if service.life.state != "Available":
            raise EC2ClientError("InvalidParameter", f"The VPC endpoint service {name} is not available.")
        if self._get_param("VpcEndpointType") != "Interface":
            raise EC2ClientError(
                "InvalidVpcEndpointType",
                f"Endpoint type (Gateway) does not match available service types ([Interface]) of {name}.",
            )
        return service

    def _endpoint(self, vpce: str) -> Endpoint:
        endpoint: Endpoint | None = self.ec2_backend.vpc_end_points.get(vpce)
        if endpoint is None:
            raise EC2ClientError("InvalidVpcEndpointId.NotFound", _NOT_THERE.format(vpce))
        return endpoint

    def _modify_subnets(self, endpoint: Endpoint) -> None:
        added = [subnet for subnet in self._get_param("AddSubnetIds", []) if subnet not in endpoint.subnet_ids]
        removed = [subnet for subnet in self._get_param("RemoveSubnetIds", []) if subnet in endpoint.subnet_ids]
        kept = [subnet for subnet in endpoint.subnet_ids if subnet not in removed]
        if added:
            service = self.cloud.visible(endpoint.service_name, endpoint.service_region, endpoint.owner)
            rules.check_subnets(self.ec2_backend, endpoint.vpc_id, kept, added, service)
        for subnet in removed:
            network_interfaces.detach(endpoint, subnet)
        for subnet in added:
            network_interfaces.attach(endpoint, subnet)

    def _modify_groups(self, endpoint: Endpoint) -> None:
        added, removed = self._get_param("AddSecurityGroupIds", []), self._get_param("RemoveSecurityGroupIds", [])
        groups = [group for group in dict.fromkeys([*endpoint.group_ids, *added]) if group not in removed]
        if groups != endpoint.group_ids:
            network_interfaces.regroup(endpoint, groups)

    def _switch_private_dns(self, endpoint: Endpoint, *, on: bool) -> None:
        endpoint.private_dns_enabled = on
        if endpoint.life.state == "available":
            endpoint.life = self.cloud.after("pending", "available", self.cloud.delays.private_dns_s)


def new_endpoint(backend: Any, service: Service, vpc_id: str) -> Endpoint:
    """An endpoint in `vpc_id` that waits to be accepted, with the VPC's default group and no subnets yet."""
    return Endpoint(
        backend,
        f"vpce-{mock_random.get_random_hex(ID_LENGTH)}",
        Lifecycle("pendingAcceptance"),
        vpc_id=vpc_id,
        service_name=service.service_name,
        service_region=service.region,
        subnet_ids=[],
        group_ids=[backend.get_default_security_group(vpc_id).id],
        dns_suffix=mock_random.get_random_string(8, lower_case=True),
    )


_NOT_THERE = "The Vpc Endpoint Id '{}' does not exist"
_MANAGED = "Operation is not allowed for requester-managed VPC endpoints for the service {}"
