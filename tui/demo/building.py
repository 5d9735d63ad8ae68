"""From world.toml to records in moto's backends. IDs come from names, so the demo looks the same at every start."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from moto.ec2.models import ec2_backends
from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend
from moto.elbv2.models import elbv2_backends
from moto.moto_api._internal import mock_random

from tui.demo import network_interfaces
from tui.demo.clock import Lifecycle
from tui.demo.cloud import Cloud
from tui.demo.endpoints import new_endpoint
from tui.demo.front import ANALYTICS, OPERATOR, SERVICE
from tui.demo.records import Endpoint, Service
from tui.demo.services import new_service
from tui.demo.world import ClusterPart, EndpointPart, GroupPart, ServicePart, SubnetPart, VpcPart, World

ACCOUNTS = {"operator": OPERATOR, "analytics": ANALYTICS, "service": SERVICE, "stranger": "777788889999"}
SERVICE_CIDR = "172.20.0.0/16"


def build(world: World, cloud: Cloud) -> None:
    """Build `world`, and nothing else, into moto."""
    ec2_backends.reset()
    elbv2_backends.reset()
    for vpc in world.vpcs:
        _vpc(vpc)
    for cluster in world.clusters:
        _cluster(cluster, cloud)
    mock_random.seed()


def _vpc(part: VpcPart) -> None:
    backend = _backend(ACCOUNTS[part.account], part.region)
    mock_random.seed(f"{part.account} {part.region} {part.name}")
    vpc = backend.create_vpc(part.cidr, tags=[{"Key": "Name", "Value": part.name}])
    vpc.enable_dns_hostnames = part.dns_hostnames
    for subnet in part.subnets:
        _subnet(backend, vpc.id, subnet)
    for group in part.security_groups:
        _group(backend, vpc.id, group)
    for cidr in part.secondary_cidrs:  # last: the IDs before stay what they were
        backend.associate_vpc_cidr_block(vpc.id, cidr, amazon_provided_ipv6_cidr_block=False)


def _subnet(backend: Any, vpc_id: str, part: SubnetPart) -> str:
    subnet = backend.create_subnet(
        vpc_id,
        part.cidr,
        availability_zone=_zone_name(backend.region_name, part.zone),
        tags={"subnet": {"Name": part.name}},
    )
    for number in range(subnet.available_ip_address_count if part.full else 0):
        network_interfaces.place(backend, subnet.id, f"batch worker {number}", [])
    return str(subnet.id)


def _group(backend: Any, vpc_id: str, part: GroupPart) -> None:
    group = backend.create_security_group(part.name, part.description, vpc_id=vpc_id)
    port, source = str(part.port), [{"CidrIp": part.source}]
    backend.authorize_security_group_ingress(group.id, "tcp", port, port, source, vpc_id=vpc_id)


def _cluster(part: ClusterPart, cloud: Cloud) -> None:
    backend = _backend(SERVICE, part.region)
    mock_random.seed(f"{part.region} {part.name}")
    arn = _load_balancer(part)
    if part.service:
        service = new_service(backend, [arn], part.tags.get("host", ""))
        service.add_tags({"tidb-pe:cluster": part.name})
        _service(service, part.service, cloud)


def _service(service: Service, part: ServicePart, cloud: Cloud) -> None:
    service.life = cloud.after("Pending", "Available", part.available_after_s)
    service.dns = Lifecycle(part.dns_state)
    service.principals = list(part.principals)
    for endpoint in part.endpoints:
        _endpoint(service, endpoint, cloud)


def _load_balancer(part: ClusterPart) -> str:
    """A network load balancer; moto gives it the ARN of an application load balancer."""
    elbv2 = elbv2_backends[SERVICE][part.region]
    tags = {"cluster": part.name} | part.tags
    balancer = elbv2.create_load_balancer(
        part.name,
        [],
        _service_subnets(part),
        scheme="internal",
        loadbalancer_type="network",
        tags=[{"Key": f"tidb-pe:{key}", "Value": value} for key, value in tags.items()],
    )
    return _as_network(elbv2, balancer)


def _as_network(elbv2: Any, balancer: Any) -> str:
    arn = balancer.arn.replace(":loadbalancer/app/", ":loadbalancer/net/")
    elbv2.load_balancers[arn] = elbv2.load_balancers.pop(balancer.arn)
    elbv2.tagging_service.copy_tags(balancer.arn, arn)
    balancer.arn = arn
    return str(arn)


def _service_subnets(part: ClusterPart) -> list[str]:
    """A VPC of the cluster's own, with a subnet in each of its zones."""
    backend = _backend(SERVICE, part.region)
    vpc = backend.create_vpc(SERVICE_CIDR, tags=[{"Key": "Name", "Value": part.name}])
    subnets = [
        SubnetPart(name=f"{part.name}-{zone}", cidr=f"172.20.{number}.0/24", zone=zone)
        for number, zone in enumerate(part.zones)
    ]
    return [_subnet(backend, vpc.id, subnet) for subnet in subnets]


def _endpoint(service: Service, part: EndpointPart, cloud: Cloud) -> None:
    backend, vpc_id = _find_vpc(service.region, part.vpc)
    mock_random.seed(f"{service.service_name} {part.name}")
    endpoint = new_endpoint(backend, service, vpc_id)
    endpoint.created = datetime.now(UTC) - timedelta(seconds=part.age_s)
    endpoint.accepted = part.state in {"pending", "available"}
    endpoint.life = cloud.after(part.state, part.then, part.after_s) if part.then else Lifecycle(part.state)
    endpoint.private_dns_enabled = part.private_dns
    endpoint.last_error = part.last_error
    _connect(endpoint, part)


def _connect(endpoint: Endpoint, part: EndpointPart) -> None:
    backend = endpoint.ec2_backend
    backend.vpc_end_points[endpoint.id] = endpoint
    endpoint.add_tags({"Name": part.name, **part.tags})
    wanted = set(part.security_groups)
    groups = [group.id for group in backend.groups[endpoint.vpc_id].values() if group.name in wanted]
    endpoint.group_ids = groups or endpoint.group_ids
    subnets = _by_name(backend.describe_subnets(filters={"vpc-id": endpoint.vpc_id}))
    for name in part.subnets:
        network_interfaces.attach(endpoint, subnets[name])


def _backend(account: str, region: str) -> Any:
    """Moto's EC2 of `account`, without the default VPC that moto gives it."""
    backend = ec2_backends[account][region]
    for vpc in [vpc for vpc in backend.vpcs.values() if vpc.is_default]:
        for subnet in backend.describe_subnets(filters={"vpc-id": vpc.id}):
            backend.delete_subnet(subnet.id)
        backend.delete_vpc(vpc.id)
    return backend


def _find_vpc(region: str, name: str) -> tuple[Any, str]:
    for account in ACCOUNTS.values():
        backend = ec2_backends[account][region]
        if found := _by_name(backend.vpcs.values()).get(name):
            return backend, found
    raise LookupError(f"world.toml has no VPC {name} in {region}")


def _by_name(resources: Iterable[Any]) -> dict[str, str]:
    """Name tag to ID."""
    return {tag["value"]: each.id for each in resources for tag in each.get_tags() if tag["key"] == "Name"}


def _zone_name(region: str, zone_id: str) -> str:
    return next(zone.name for zone in RegionsAndZonesBackend.zones[region] if zone.zone_id == zone_id)
