"""The network interfaces of VPC endpoints: one a subnet, inside its range, with the endpoint's groups."""

from typing import Any

from moto.ec2.models.elastic_network_interfaces import NetworkInterface

from tui.demo.records import Endpoint


def attach(endpoint: Endpoint, subnet_id: str) -> None:
    """Give `endpoint` a network interface in `subnet_id`."""
    interface = place(endpoint.ec2_backend, subnet_id, f"VPC Endpoint Interface {endpoint.id}", endpoint.group_ids)
    interface.interface_type = "vpc_endpoint"
    interface.requester_managed = True
    endpoint.subnet_ids.append(subnet_id)
    endpoint.network_interface_ids.append(interface.id)


def detach(endpoint: Endpoint, subnet_id: str) -> None:
    """Delete the network interface that `endpoint` has in `subnet_id`."""
    enis = endpoint.ec2_backend.enis
    gone = [eni_id for eni_id in endpoint.network_interface_ids if enis[eni_id].subnet.id == subnet_id]
    for eni_id in gone:
        enis[eni_id].delete()
    endpoint.network_interface_ids = [eni_id for eni_id in endpoint.network_interface_ids if eni_id not in gone]
    endpoint.subnet_ids.remove(subnet_id)


def regroup(endpoint: Endpoint, group_ids: list[str]) -> None:
    """Put `endpoint` and its network interfaces into `group_ids`."""
    backend = endpoint.ec2_backend
    endpoint.group_ids = group_ids
    for eni_id in endpoint.network_interface_ids:
        backend.modify_network_interface_attribute(eni_id, group_ids)


def place(backend: Any, subnet_id: str, description: str, group_ids: list[str]) -> NetworkInterface:
    """Put a network interface at the next free address of `subnet_id`; moto's own choice lies outside of it."""
    subnet = backend.get_subnet(subnet_id)
    address = subnet.get_available_subnet_ip(None)
    interface: NetworkInterface = backend.create_network_interface(
        subnet, address, group_ids=group_ids, description=description
    )
    interface.status = "in-use"
    return interface
