"""What the Clusters page says: each cluster with its endpoint services and private endpoints."""

from collections import defaultdict
from dataclasses import dataclass

from tui.domain.cluster_lines import ClusterLine, cluster_lines
from tui.domain.endpoints import PrivateLinkService
from tui.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """An endpoint service; strings are as the provider sent them."""

    node_group_id: str
    """Empty for the default node group."""
    name: str
    """`com.amazonaws.vpce.<region>.vpce-svc-<hex>`; empty until the provider tells."""
    state: str
    zone_ids: tuple[str, ...]
    """Empty where not known."""
    private_dns_name: str
    verification: str
    """Of the private DNS name: `verified`, `pendingVerification`, `failed`; empty without a name."""


@dataclass(frozen=True, slots=True)
class ClusterView:
    """A cluster on one line."""

    id: str
    name: str
    project_id: str
    """Of TiDB Cloud; empty on self-managed AWS."""
    tier: str
    cloud: str
    state: str
    region: str
    version: str
    host: str
    port: int
    service: str
    """The states of its endpoint services in a word or two: `none`, or `-` where it cannot have one."""
    services: tuple[ServiceLine, ...]
    endpoints: str
    """`2 Active, 1 Pending`; empty while there is none."""
    endpoint_ids: tuple[str, ...]
    why_not: str
    """Why it can take no private endpoint; empty if it can."""


@dataclass(frozen=True, slots=True)
class ClustersView:
    rows: tuple[ClusterView, ...]


def clusters_view(snapshot: Snapshot) -> ClustersView:
    """All clusters, in the snapshot's order."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for row in snapshot.rows:
        if row.vpc_endpoint_id:
            ids[row.cluster_id].append(row.vpc_endpoint_id)
    return ClustersView(tuple(_cluster(line, tuple(ids[line.cluster.id])) for line in cluster_lines(snapshot)))


def service_line(service: PrivateLinkService) -> ServiceLine:
    """An endpoint service on one line."""
    return ServiceLine(
        node_group_id=service.node_group_id,
        name=service.name,
        state=service.state,
        zone_ids=service.zone_ids,
        private_dns_name=service.private_dns_name,
        verification=service.dns_state,
    )


def _cluster(line: ClusterLine, endpoint_ids: tuple[str, ...]) -> ClusterView:
    cluster = line.cluster
    return ClusterView(
        id=cluster.id,
        name=cluster.name,
        project_id=cluster.project_id,
        tier=cluster.tier,
        cloud=cluster.cloud.label,
        state=line.state,
        region=cluster.region,
        version=cluster.version,
        host=cluster.host,
        port=cluster.port,
        service=line.service,
        services=tuple(map(service_line, line.services)),
        endpoints=line.endpoints,
        endpoint_ids=endpoint_ids,
        why_not=line.reason,
    )
