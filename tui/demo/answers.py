"""The records in the shapes of EC2's answers."""

from typing import Any

from tui.demo.cloud import Cloud
from tui.demo.records import Endpoint, Service

HOSTED_ZONE = "Z1YSA3EXCYUU9Z"
"""Of the public names; each private name has a zone of its own."""


def vpc_endpoint(endpoint: Endpoint, cloud: Cloud) -> dict[str, Any]:
    """A VpcEndpoint."""
    return {
        "VpcEndpointId": endpoint.id,
        "VpcEndpointType": "Interface",
        "VpcId": endpoint.vpc_id,
        "ServiceName": endpoint.service_name,
        "ServiceRegion": endpoint.service_region,
        "State": endpoint.life.state,
        "RouteTableIds": [],
        "SubnetIds": list(endpoint.subnet_ids),
        "Groups": _groups(endpoint),
        "IpAddressType": "ipv4",
        "DnsOptions": {"DnsRecordIpType": "ipv4"},
        "PrivateDnsEnabled": endpoint.private_dns_enabled,
        "RequesterManaged": endpoint.requester_managed,
        "NetworkInterfaceIds": list(endpoint.network_interface_ids),
        "DnsEntries": dns_entries(endpoint, cloud),
        "CreationTimestamp": endpoint.created,
        "Tags": endpoint.tags(),
        "OwnerId": endpoint.owner,
        "LastError": endpoint.last_error or None,
    }


def _groups(endpoint: Endpoint) -> list[dict[str, str]]:
    found = [endpoint.ec2_backend.get_security_group_from_id(group_id) for group_id in endpoint.group_ids]
    return [{"GroupId": group.id, "GroupName": group.name} for group in found if group]


def dns_entries(endpoint: Endpoint, cloud: Cloud) -> list[dict[str, str]]:
    """The regional name, one name a zone, and the private name while private DNS is on."""
    service_id = endpoint.service_name.rpartition(".")[2]
    domain = f"{service_id}.{endpoint.service_region}.vpce.amazonaws.com"
    zones = [endpoint.ec2_backend.get_subnet(subnet_id).availability_zone for subnet_id in endpoint.subnet_ids]
    own = [f"{endpoint.id}-{endpoint.dns_suffix}{zone}.{domain}" for zone in ("", *(f"-{zone}" for zone in zones))]
    service = cloud.find(endpoint.service_name) if endpoint.private_dns_enabled else None
    private = (
        [{"DnsName": service.private_dns_name, "HostedZoneId": f"Z0{endpoint.id[5:17].upper()}"}] if service else []
    )
    return [{"DnsName": name, "HostedZoneId": HOSTED_ZONE} for name in own] + private


def connection(service: Service, endpoint: Endpoint, cloud: Cloud) -> dict[str, Any]:
    """A VpcEndpointConnection."""
    return {
        "ServiceId": service.id,
        "VpcEndpointConnectionId": f"{service.id.replace('svc', 'con')}-{endpoint.id[5:]}",
        "VpcEndpointId": endpoint.id,
        "VpcEndpointOwner": endpoint.owner,
        "VpcEndpointRegion": endpoint.region,
        "VpcEndpointState": endpoint.life.state,
        "CreationTimestamp": endpoint.created,
        "DnsEntries": dns_entries(endpoint, cloud),
        "NetworkLoadBalancerArns": service.network_load_balancer_arns,
        "IpAddressType": "ipv4",
        "Tags": [],
    }


def service_configuration(service: Service) -> dict[str, Any]:
    """A ServiceConfiguration: the service as its owner sees it."""
    return _common(service) | {
        "ServiceState": service.life.state,
        "NetworkLoadBalancerArns": service.network_load_balancer_arns,
        "PrivateDnsName": service.private_dns_name or None,
        "PrivateDnsNameConfiguration": private_dns_name_configuration(service),
        "RemoteAccessEnabled": False,
    }


def service_detail(service: Service) -> dict[str, Any]:
    """A ServiceDetail: the service as those who may connect see it."""
    named = {
        "PrivateDnsName": service.private_dns_name,
        "PrivateDnsNames": [{"PrivateDnsName": service.private_dns_name}],
        "PrivateDnsNameVerificationState": service.dns.state,
    }
    return (
        _common(service)
        | {"ServiceRegion": service.region, "Owner": service.owner, "VpcEndpointPolicySupported": False}
        | (named if service.private_dns_name else {})
    )


def _common(service: Service) -> dict[str, Any]:
    return {
        "ServiceId": service.id,
        "ServiceName": service.service_name,
        "ServiceType": [{"ServiceType": "Interface"}],
        "AvailabilityZones": sorted(service.zones.values()),
        "AvailabilityZoneIds": sorted(service.zones),
        "AcceptanceRequired": service.acceptance_required,
        "ManagesVpcEndpoints": False,
        "BaseEndpointDnsNames": [f"{service.id}.{service.region}.vpce.amazonaws.com"],
        "SupportedIpAddressTypes": ["ipv4"],
        "Tags": service.tags(),
    }


def private_dns_name_configuration(service: Service) -> dict[str, str] | None:
    """The TXT record that proves the private name, and whether it was found."""
    if not service.private_dns_name:
        return None
    return {
        "State": service.dns.state,
        "Type": "TXT",
        "Name": f"_{service.id.removeprefix('vpce-svc-')}",
        "Value": f"vpce:{service.id[-12:]}{service.id[9:21]}",
    }
