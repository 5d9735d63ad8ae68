"""What AWS refuses, with its codes and texts.

Source: texts that public issues and code quote (see the reference on PrivateLink); those that nobody quotes are ours in
AWS's manner.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from moto.ec2.exceptions import EC2ClientError

from tui.demo.cloud import Cloud
from tui.demo.records import CONNECTED, Endpoint, Service


def check_vpc(backend: Any, vpc_id: str) -> None:
    """CreateVpcEndpoint names an unknown VPC by another code than the describe calls do."""
    if vpc_id not in backend.vpcs:
        raise EC2ClientError("InvalidVpcId.NotFound", f"The Vpc Id {vpc_id} does not exist")


def check_subnets(backend: Any, vpc_id: str, taken: Iterable[str], added: Sequence[str], service: Service) -> None:
    """Whether an endpoint in `vpc_id` with subnets `taken` can get those `added`, too."""
    zones = {_subnet(backend, subnet_id).availability_zone_id for subnet_id in taken}
    for subnet_id in added:
        subnet = _subnet(backend, subnet_id)
        if subnet.vpc_id != vpc_id:
            raise _invalid(f"The subnet ID '{subnet_id}' does not belong to the VPC '{vpc_id}'")
        _check_zone(subnet, zones, service)
        zones.add(subnet.availability_zone_id)


def _check_zone(subnet: Any, taken: set[str], service: Service) -> None:
    if subnet.availability_zone_id not in service.zones:
        raise _invalid(
            f"The VPC endpoint service {service.service_name} does not support the availability zone of the subnet: "
            f"{subnet.id}."
        )
    if subnet.availability_zone_id in taken:
        raise EC2ClientError(
            "DuplicateSubnetsInSameZone",
            f"Found another VPC endpoint subnet in the availability zone of {subnet.id}. VPC endpoint subnets should "
            "be in different availability zones supported by the VPC endpoint service.",
        )
    if subnet.available_ip_address_count < 1:
        raise EC2ClientError(
            "InsufficientFreeAddressesInSubnet",
            f"There are not enough free addresses in subnet '{subnet.id}' to satisfy the requested number of "
            "addresses.",
        )


def check_groups(backend: Any, vpc_id: str, group_ids: Iterable[str]) -> None:
    """Whether `group_ids` are security groups of `vpc_id`."""
    for group_id in group_ids:
        if group_id not in backend.groups[vpc_id]:
            raise EC2ClientError("InvalidSecurityGroupID.NotFound", f"The security group '{group_id}' does not exist")


def check_private_dns(endpoint: Endpoint, cloud: Cloud) -> None:
    """Whether private DNS can be switched on for `endpoint`."""
    service = cloud.find(endpoint.service_name)
    if service is None or not service.private_dns_name:
        raise _invalid(
            f"Private DNS can't be enabled because the service {endpoint.service_name} does not provide a private DNS "
            "name."
        )
    if not endpoint.accepted or endpoint.life.state not in CONNECTED:
        raise _invalid(
            "Private DNS can only be enabled after the endpoint connection is accepted by the owner of "
            f"{endpoint.service_name}."
        )
    if service.dns.state != "verified":
        raise _invalid(
            f"Private DNS can't be enabled because the private DNS name of the service {endpoint.service_name} is not "
            "verified."
        )
    _check_vpc_attributes(endpoint)
    _check_conflict(endpoint, service.private_dns_name, cloud)


def _check_vpc_attributes(endpoint: Endpoint) -> None:
    vpc = endpoint.ec2_backend.vpcs[endpoint.vpc_id]
    if not (is_on(vpc.enable_dns_support) and is_on(vpc.enable_dns_hostnames)):
        raise _invalid(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for "
            f"{endpoint.vpc_id}."
        )


def _check_conflict(endpoint: Endpoint, name: str, cloud: Cloud) -> None:
    for other in endpoint.ec2_backend.vpc_end_points.values():
        neighbour = other is not endpoint and other.vpc_id == endpoint.vpc_id and other.private_dns_enabled
        service = cloud.find(other.service_name) if neighbour else None
        if service is not None and service.private_dns_name == name:
            raise _invalid(
                f"private-dns-enabled cannot be set because there is already a conflicting DNS domain for {name} in "
                f"the VPC {endpoint.vpc_id}"
            )


def is_on(attribute: Any) -> bool:
    """Moto keeps a VPC attribute as it came: `true`, `True` or a bool."""
    return str(attribute).lower() == "true"


def _subnet(backend: Any, subnet_id: str) -> Any:
    found = next((zone[subnet_id] for zone in backend.subnets.values() if subnet_id in zone), None)
    if found is None:
        raise EC2ClientError("InvalidSubnetId.NotFound", f"The subnet ID '{subnet_id}' does not exist")
    return found


def _invalid(message: str) -> EC2ClientError:
    return EC2ClientError("InvalidParameter", message)
