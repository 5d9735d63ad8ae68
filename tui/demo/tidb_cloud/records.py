"""What TiDB Cloud keeps: projects, clusters, node groups and their private endpoint connections."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tui.demo.clock import Lifecycle
from tui.demo.cloud import Cloud
from tui.demo.records import CONNECTED, Endpoint, Service
from tui.demo.tidb_cloud.refusal import not_found
from tui.demo.tidb_cloud.world import Delays

SERVICE_STATES = {"Pending": "CREATING", "Available": "ACTIVE", "Deleting": "DELETING"}


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Connection:
    """A private endpoint connection that somebody has created."""

    id: str
    endpoint_id: str
    life: Lifecycle
    message: str = ""
    """Why it failed, once it has."""


@dataclass
class NodeGroup:
    """A TiDB node group with its private link service."""

    id: str
    name: str
    is_default: bool
    node_count: int
    host: str
    """The private host; told once the service is there."""
    service: Service | None
    """None where TiDB Cloud has not begun one, and outside of AWS."""
    connections: list[Connection] = field(default_factory=list)

    @property
    def service_state(self) -> str:
        """CREATING also while nothing has begun. Assumption: a group always has a service to ask for."""
        return SERVICE_STATES[self.service.life.state] if self.service else "CREATING"

    def endpoints(self, cloud: Cloud) -> dict[str, Endpoint]:
        """The VPC endpoints on its service, whoever owns them."""
        return {each.id: each for each in cloud.connections(self.service)} if self.service else {}

    def discovered(self, cloud: Cloud) -> list[Endpoint]:
        """The endpoints that ask for the service and have no record."""
        known = {each.endpoint_id for each in self.connections}
        asking = (each for each in self.endpoints(cloud).values() if each.life.state == "pendingAcceptance")
        return [each for each in asking if each.id not in known]

    def connected(self, endpoint_id: str, cloud: Cloud) -> Endpoint | None:
        """The endpoint, if it holds the service."""
        found = self.endpoints(cloud).get(endpoint_id)
        return found if found and found.life.state in CONNECTED else None

    def connection(self, connection_id: str) -> Connection:
        """One record; RefusedError if it is not there."""
        found = next((each for each in self.connections if each.id == connection_id), None)
        if found is None:
            raise not_found("private endpoint connection", connection_id)
        return found


@dataclass
class Cluster:
    """A TiDB Cloud Dedicated cluster."""

    id: str
    name: str
    project_id: str
    provider: str
    region: str
    port: int
    version: str
    life: Lifecycle
    groups: list[NodeGroup]
    created: datetime = field(default_factory=_now)

    def group(self, group_id: str) -> NodeGroup:
        """One group; RefusedError if it is not there."""
        found = next((each for each in self.groups if each.id == group_id), None)
        if found is None:
            raise not_found("TiDB node group", group_id)
        return found


@dataclass
class Project:
    """A project of the organization."""

    id: str
    name: str
    created: datetime = field(default_factory=_now)


@dataclass
class Organization:
    """All that the keys belong to; the first project is the default one."""

    cloud: Cloud
    delays: Delays
    projects: list[Project]
    clusters: list[Cluster]

    def cluster(self, cluster_id: str) -> Cluster:
        """One cluster; RefusedError if it is not there."""
        found = next((each for each in self.clusters if each.id == cluster_id), None)
        if found is None:
            raise not_found("cluster", cluster_id)
        return found
