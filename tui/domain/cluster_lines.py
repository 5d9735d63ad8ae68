"""What the Clusters page says of each cluster."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.domain.clusters import Cluster, ClusterState, why_not_choosable
from tui.domain.endpoints import PrivateLinkService, ServiceState
from tui.domain.listing import count_by_status
from tui.domain.snapshot import TIDB_SIDE, Snapshot

if TYPE_CHECKING:
    from tui.domain.private_endpoint import PrivateEndpoint


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """A cluster with its endpoint service and its private endpoints."""

    cluster: Cluster
    services: tuple[PrivateLinkService, ...] = ()
    """One a node group, the default group first."""
    endpoints: str = ""
    """`2 Active, 1 Pending`; empty while there is none."""
    reason: str = ""
    """Why it can take no private endpoint; empty if it can."""
    number: int = 0
    """Of its VPC endpoints."""
    project: str = ""
    """`project shop`; empty on self-managed AWS."""
    ambiguous: bool = False
    """Whether another cluster has the same name."""

    @property
    def state(self) -> str:
        """The cluster's state; the provider's own word where we do not know it."""
        cluster = self.cluster
        return cluster.state_text if cluster.state is ClusterState.UNKNOWN else cluster.state.capitalize()

    @property
    def short_id(self) -> str:
        """Its ID; of a load balancer's ARN the end, which differs."""
        return self.cluster.id.rpartition("/")[2]

    @property
    def service(self) -> str:
        """The state of its endpoint services in a word or two: a dash where it cannot have one."""
        if self.services:
            return ", ".join(dict.fromkeys(_word(each) for each in self.services))
        return "-" if self.reason else "none"


def _word(service: PrivateLinkService) -> str:
    return service.state_text if service.state is ServiceState.UNKNOWN else service.state.capitalize()


def cluster_lines(snapshot: Snapshot) -> tuple[ClusterLine, ...]:
    """All clusters in the snapshot's order; one pass over rows and services, however many there are."""
    rows: defaultdict[str, list[PrivateEndpoint]] = defaultdict(list)
    for row in snapshot.rows:
        if row.vpc_endpoint_id or row.draft:
            rows[row.cluster_id].append(row)
    services: defaultdict[str, list[PrivateLinkService]] = defaultdict(list)
    for service in sorted(snapshot.services, key=lambda each: each.node_group_id):
        services[service.cluster_id].append(service)
    named = Counter(each.name for each in snapshot.clusters)
    projects = {each.place: each.label for each in snapshot.readings if each.side == TIDB_SIDE}
    return tuple(
        ClusterLine(
            each,
            tuple(services[each.id]),
            count_by_status(rows[each.id]),
            why_not_choosable(each),
            number=sum(bool(row.vpc_endpoint_id) for row in rows[each.id]),
            project=each.project_id and (projects.get(each.project_id) or f"project {each.project_id}"),
            ambiguous=named[each.name] > 1,
        )
        for each in snapshot.clusters
    )
