"""What is asked of EC2, one value a write: boto3 sends its parameters, and the `aws` command line is made of them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tui.domain.clusters import Cluster
from tui.domain.endpoints import DRAFT_TAG, EndpointChange, EndpointRequest
from tui.domain.network import DnsAttribute

CLUSTER_TAG = "tidb-pe:cluster"
"""Of a network load balancer in front of TiDB, and of its endpoint service; its value is the cluster's display name."""


@dataclass(frozen=True, slots=True)
class Request:
    """A write at EC2."""

    operation: str
    """As boto3 spells it, such as `create_vpc_endpoint`."""
    region: str
    parameters: Mapping[str, Any]
    """In the order of the command line; shapes: botocore's model of EC2."""


def create_endpoint(wanted: EndpointRequest) -> Request:
    """Private DNS is said to be off: its default differs, and AWS refuses it before the connection is accepted."""
    groups = {"SecurityGroupIds": list(wanted.security_group_ids)} if wanted.security_group_ids else {}
    parameters = {
        "VpcId": wanted.vpc_id,
        "ServiceName": wanted.service_name,
        "VpcEndpointType": "Interface",
        "SubnetIds": list(wanted.subnet_ids),
        **groups,
        "PrivateDnsEnabled": False,
        "ClientToken": wanted.token,
        "TagSpecifications": _tags("vpc-endpoint", {DRAFT_TAG: wanted.token, **dict(wanted.tags)}),
    }
    return Request("create_vpc_endpoint", wanted.region, parameters)


def change_endpoint(region: str, vpc_endpoint_id: str, change: EndpointChange) -> Request:
    """Names what changes and nothing else."""
    ids = {
        "AddSubnetIds": change.add_subnets,
        "RemoveSubnetIds": change.remove_subnets,
        "AddSecurityGroupIds": change.add_groups,
        "RemoveSecurityGroupIds": change.remove_groups,
    }
    lists = {name: list(wanted) for name, wanted in ids.items() if wanted}
    told = {} if change.private_dns is None else {"PrivateDnsEnabled": change.private_dns}
    return Request("modify_vpc_endpoint", region, {"VpcEndpointId": vpc_endpoint_id, **lists, **told})


def delete_endpoint(region: str, vpc_endpoint_id: str) -> Request:
    return Request("delete_vpc_endpoints", region, {"VpcEndpointIds": [vpc_endpoint_id]})


def turn_on_dns(region: str, vpc_id: str, attribute: DnsAttribute) -> Request:
    """Switch one DNS attribute of a VPC on: AWS takes one a call."""
    name = {DnsAttribute.SUPPORT: "EnableDnsSupport", DnsAttribute.HOSTNAMES: "EnableDnsHostnames"}[attribute]
    return Request("modify_vpc_attribute", region, {"VpcId": vpc_id, name: {"Value": True}})


def admit_port(region: str, group_id: str, port: int, cidr: str) -> Request:
    """Let a security group admit TCP `port` from `cidr`."""
    source = {"CidrIp": cidr, "Description": "TiDB, by tidb-pe"}
    rule = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [source]}
    return Request("authorize_security_group_ingress", region, {"GroupId": group_id, "IpPermissions": [rule]})


def create_service(cluster: Cluster) -> Request:
    """The endpoint service of TiDB behind a load balancer; by a token made of its ARN two operators create one."""
    named = {"PrivateDnsName": cluster.host} if cluster.host else {}
    parameters = {
        "NetworkLoadBalancerArns": [cluster.id],
        "AcceptanceRequired": True,
        **named,
        "ClientToken": str(uuid.uuid5(uuid.NAMESPACE_URL, cluster.id)),
        "TagSpecifications": _tags("vpc-endpoint-service", _of_service(cluster)),
    }
    return Request("create_vpc_endpoint_service_configuration", cluster.region, parameters)


def permit(region: str, service_id: str, principal: str) -> Request:
    """Let an account ask to connect; `service_id` is `vpce-svc-…`."""
    parameters = {"ServiceId": service_id, "AddAllowedPrincipals": [principal]}
    return Request("modify_vpc_endpoint_service_permissions", region, parameters)


def verify_name(region: str, service_id: str) -> Request:
    """Have AWS look for the TXT record that proves the service's private DNS name."""
    return Request("start_vpc_endpoint_service_private_dns_verification", region, {"ServiceId": service_id})


def accept(region: str, service_id: str, vpc_endpoint_id: str) -> Request:
    parameters = {"ServiceId": service_id, "VpcEndpointIds": [vpc_endpoint_id]}
    return Request("accept_vpc_endpoint_connections", region, parameters)


def reject(region: str, service_id: str, vpc_endpoint_id: str) -> Request:
    parameters = {"ServiceId": service_id, "VpcEndpointIds": [vpc_endpoint_id]}
    return Request("reject_vpc_endpoint_connections", region, parameters)


def delete_service(region: str, service_id: str) -> Request:
    return Request("delete_vpc_endpoint_service_configurations", region, {"ServiceIds": [service_id]})


def _of_service(cluster: Cluster) -> dict[str, str]:
    return {CLUSTER_TAG: cluster.name, "Name": cluster.name, **dict(cluster.tagging.tags)}


def _tags(resource: str, values: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"ResourceType": resource, "Tags": [{"Key": key, "Value": value} for key, value in values.items()]}]
