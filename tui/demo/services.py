"""The service's side: endpoint services made, read and deleted, and who may connect to them."""

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.utils import add_tag_specification
from moto.elbv2.models import elbv2_backends
from moto.moto_api._internal import mock_random

from tui.demo.answers import service_configuration, service_detail
from tui.demo.base import DemoResponse, Fields, unsuccessful
from tui.demo.clock import GONE, Lifecycle
from tui.demo.records import CONNECTED, Service

FIELDS: Fields[Service] = {
    "owner": lambda service: service.owner,
    "service-id": lambda service: service.id,
    "service-name": lambda service: service.service_name,
    "service-region": lambda service: service.region,
    "service-state": lambda service: service.life.state,
    "service-type": lambda _: "Interface",
    "supported-ip-address-types": lambda _: "ipv4",
}
ID_LENGTH = 17
PRINCIPAL = re.compile(r"\*|arn:[^:]+:iam::\d{12}:(root|(user|role)/.+)")


class ServiceActions(DemoResponse):
    """The calls on endpoint services, but for their connections."""

    def create_vpc_endpoint_service_configuration(self) -> ActionResult:
        service = self._repeated(self.ec2_backend.configurations.values()) or self._create_service()
        answer = {"ServiceConfiguration": service_configuration(service), "ClientToken": service.client_token}
        return ActionResult(answer)

    def describe_vpc_endpoint_service_configurations(self) -> ActionResult:
        ids = self._get_param("ServiceIds", [])
        chosen = [self._own(service_id) for service_id in ids] if ids else self.ec2_backend.configurations.values()
        rows = [service_configuration(service) for service in self._matching(chosen, FIELDS)]
        return ActionResult(self._page("ServiceConfigurations", rows))

    def describe_vpc_endpoint_services(self) -> ActionResult:
        names = self._get_param("ServiceNames", [])
        seen = self.cloud.services(self.region, self.current_account)
        chosen = [self.cloud.visible(name, self.region, self.current_account) for name in names] if names else seen
        found = self._matching(chosen, FIELDS)
        answer = self._page("ServiceDetails", [service_detail(service) for service in found])
        return ActionResult(answer | {"ServiceNames": [row["ServiceName"] for row in answer["ServiceDetails"]]})

    def delete_vpc_endpoint_service_configurations(self) -> ActionResult:
        failed = [self._delete(service_id) for service_id in self._get_param("ServiceIds", [])]
        return ActionResult({"Unsuccessful": [item for item in failed if item]})

    def start_vpc_endpoint_service_private_dns_verification(self) -> ActionResult:
        service = self._own(self._get_param("ServiceId"))
        if not service.private_dns_name:
            raise EC2ClientError("InvalidParameter", f"The service {service.id} does not have a private DNS name.")
        if service.dns.state != "verified":
            service.dns = self.cloud.after("pendingVerification", "verified", self.cloud.delays.dns_verification_s)
        return ActionResult({"ReturnValue": True})

    def _create_service(self) -> Service:
        arns = self._get_param("NetworkLoadBalancerArns", [])
        service = new_service(self.ec2_backend, arns, self._get_param("PrivateDnsName") or "")
        service.acceptance_required = self._get_bool_param("AcceptanceRequired", if_none=True)
        service.life = self.cloud.after("Pending", "Available", self.cloud.delays.service_s)
        service.client_token = self._get_param("ClientToken") or ""
        service.request = self._request()
        service.add_tags(add_tag_specification(self._get_param("TagSpecifications", [])))
        return service

    def _delete(self, service_id: str) -> dict[str, Any] | None:
        service = self.ec2_backend.configurations.get(service_id)
        if service is None:
            return unsuccessful(service_id, "InvalidVpcEndpointService.NotFound", _NOT_THERE.format(service_id))
        if any(endpoint.life.state in CONNECTED for endpoint in self.cloud.connections(service)):
            text = "Service has existing active VPC Endpoint connections!"
            return unsuccessful(service_id, "ExistingVpcEndpointConnections", text)
        if service.life.then != GONE:
            service.life = self.cloud.after("Deleting", GONE, self.cloud.delays.deletion_s)
        return None

    def _own(self, service_id: str) -> Service:
        service: Service | None = self.ec2_backend.configurations.get(service_id)
        if service is None:
            raise EC2ClientError("InvalidVpcEndpointServiceId.NotFound", _NOT_THERE.format(service_id))
        return service


class PermissionActions(ServiceActions):
    """Who may connect to a service."""

    def describe_vpc_endpoint_service_permissions(self) -> ActionResult:
        service, wanted = self._own(self._get_param("ServiceId")), self._filters_from_querystring()
        if unknown := wanted.keys() - {"principal", "principal-type"}:
            raise EC2ClientError("InvalidFilter", f"The filter '{min(unknown)}' is invalid")
        rows = [{"Principal": arn, "PrincipalType": _kind(arn), "ServiceId": service.id} for arn in service.principals]
        return ActionResult(self._page("AllowedPrincipals", [row for row in rows if _chosen(row, wanted)]))

    def modify_vpc_endpoint_service_permissions(self) -> ActionResult:
        service = self._own(self._get_param("ServiceId"))
        added, removed = self._get_param("AddAllowedPrincipals", []), self._get_param("RemoveAllowedPrincipals", [])
        for arn in added:
            if not PRINCIPAL.fullmatch(arn):
                raise EC2ClientError("InvalidPrincipal", f"Invalid Principal: '{arn}'")
        kept = dict.fromkeys([*service.principals, *added])
        service.principals = [arn for arn in kept if arn not in removed]
        return ActionResult({"ReturnValue": True})


def new_service(backend: Any, load_balancer_arns: list[str], private_dns_name: str) -> Service:
    """An Available endpoint service in front of `load_balancer_arns`, in their zones; its name is not verified yet."""
    known = elbv2_backends[backend.account_id][backend.region_name].load_balancers
    for arn in load_balancer_arns:
        if arn not in known:
            raise EC2ClientError("InvalidParameter", f"The load balancer {arn} does not exist.")
    subnets = [subnet for arn in load_balancer_arns for subnet in known[arn].subnets]
    service = Service(
        backend,
        f"vpce-svc-{mock_random.get_random_hex(ID_LENGTH)}",
        Lifecycle("Available"),
        network_load_balancer_arns=load_balancer_arns,
        zones={subnet.availability_zone_id: subnet.availability_zone for subnet in subnets},
        private_dns_name=private_dns_name,
        dns=Lifecycle("pendingVerification" if private_dns_name else ""),
    )
    backend.configurations[service.id] = service
    return service


def _kind(arn: str) -> str:
    if arn == "*":
        return "All"
    resource = arn.rpartition(":")[2]
    return "Account" if resource == "root" else resource.partition("/")[0].title()


def _chosen(row: dict[str, str], wanted: dict[str, Any]) -> bool:
    keys = {"principal": "Principal", "principal-type": "PrincipalType"}
    return all(row[keys[name]] in values for name, values in wanted.items())


_NOT_THERE = "The VpcEndpointService Id '{}' does not exist"
