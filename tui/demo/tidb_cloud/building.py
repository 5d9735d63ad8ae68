"""From tidb-cloud.toml to an organization, on top of the AWS that was built from the same file."""

from datetime import UTC, datetime, timedelta

from tui.demo.building import build as build_aws
from tui.demo.clock import Lifecycle
from tui.demo.cloud import Cloud
from tui.demo.records import Service
from tui.demo.tidb_cloud.records import Cluster, Connection, NodeGroup, Organization, Project
from tui.demo.tidb_cloud.states import missing, settle
from tui.demo.tidb_cloud.world import (
    CloudWorld,
    ConnectionPart,
    DedicatedPart,
    NodeGroupPart,
    new_id,
    service_key,
)


def build(world: CloudWorld, cloud: Cloud) -> Organization:
    """Build both sides, and nothing else; from then on they move together."""
    build_aws(world.aws(), cloud)
    services = {
        tag["Value"]: service
        for backend in cloud.backends()
        for service in backend.configurations.values()
        for tag in service.tags()
    }
    organization = Organization(
        cloud,
        world.tidb_cloud_delays,
        [Project(new_id(name), name) for name in world.projects],
        [_cluster(part, services, cloud) for part in world.clusters],
    )
    cloud.followers = [lambda: settle(organization)]
    return organization


def _cluster(part: DedicatedPart, services: dict[str, Service], cloud: Cloud) -> Cluster:
    return Cluster(
        new_id(part.name),
        part.name,
        new_id(part.project),
        part.provider,
        part.region,
        part.port,
        part.version,
        _life(part, cloud),
        [
            _group(part, group, services.get(service_key(part, group)), cloud, is_default=not index)
            for index, group in enumerate(part.groups)
        ],
        datetime.now(UTC) - timedelta(seconds=part.age_s),
    )


def _group(
    cluster: DedicatedPart, part: NodeGroupPart, service: Service | None, cloud: Cloud, *, is_default: bool
) -> NodeGroup:
    group = NodeGroup(new_id(cluster.name, part.name), part.name, is_default, part.nodes, part.host, service)
    ids = {tag["Value"]: each.id for each in group.endpoints(cloud).values() for tag in each.tags()}
    recorded = [(ids[each.name], each.connection) for each in part.endpoints if each.connection]
    for endpoint_id, connection in [*recorded, *((each.endpoint_id, each) for each in part.connections)]:
        life = _life(connection, cloud)
        group.connections.append(Connection(new_id(group.id, endpoint_id), endpoint_id, life, missing(endpoint_id)))
    return group


def _life(part: DedicatedPart | ConnectionPart, cloud: Cloud) -> Lifecycle:
    return cloud.after(part.state, part.then, part.after_s) if part.then else Lifecycle(part.state)
