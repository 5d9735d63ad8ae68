"""What the Private Endpoint page says: the rows that a filter leaves, and what they come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tui.domain.clusters import Cluster
from tui.domain.listing import Order, arrange, select
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import MARKS, Status, Turn


@dataclass(frozen=True, slots=True)
class EndpointLine:
    """A private endpoint on one line; strings are as AWS and TiDB sent them."""

    key: str
    """The VPC endpoint ID; `draft:…` or `service:…` while there is none."""
    id: str
    """`vpce-…`; empty while there is none."""
    status: Status
    turn: Turn
    since: datetime | None
    """When the present status was first seen, or the earliest time known."""
    since_exact: bool
    """Whether the status began then; else it is at least as old."""
    cluster: str
    """With the node group's name where that is not the default one: `orders/reporting`."""
    cluster_id: str
    node_group: str
    node_group_id: str
    """Empty for the default node group."""
    region: str
    vpc_id: str
    private_dns: bool | None
    """None where AWS's side is not visible."""
    next: str
    """What happens next, as a sentence."""

    @property
    def mark(self) -> str:
        """The status without colour."""
        return MARKS[self.status]


@dataclass(frozen=True, slots=True)
class EndpointsView:
    """The rows shown, and what is said about all of them."""

    rows: tuple[EndpointLine, ...]
    counts: Mapping[Status, int]
    """Of the rows shown, in the order of the statuses."""
    total: int
    """Without the filter."""
    unfinished_setups: int
    unfinished_deletions: int


def endpoints_view(snapshot: Snapshot, wanted: str = "", order: Order | None = None) -> EndpointsView:
    """The rows that the filter `wanted` leaves. Raises InvalidFilter."""
    rows = arrange(select(snapshot.rows, wanted), order or Order())
    return EndpointsView(
        rows=endpoint_lines(rows, snapshot),
        counts=_counted(rows),
        total=len(snapshot.rows),
        unfinished_setups=len(snapshot.drafts),
        unfinished_deletions=sum(work.unfinished for work in snapshot.works),
    )


def endpoint_lines(rows: Sequence[PrivateEndpoint], snapshot: Snapshot) -> tuple[EndpointLine, ...]:
    """Each row on its line."""
    clusters = {cluster.id: cluster for cluster in snapshot.clusters}
    return tuple(_line(row, clusters.get(row.cluster_id)) for row in rows)


def _line(row: PrivateEndpoint, cluster: Cluster | None) -> EndpointLine:
    group = cluster.node_group(row.node_group_id) if cluster and row.node_group_id else None
    return EndpointLine(
        key=row.key,
        id=row.vpc_endpoint_id,
        status=row.standing.status,
        turn=row.standing.turn,
        since=row.since,
        since_exact=row.since_exact,
        cluster=row.cluster_name,
        cluster_id=row.cluster_id,
        node_group=group.name if group else "",
        node_group_id=row.node_group_id,
        region=row.region,
        vpc_id=row.vpc_id,
        private_dns=row.private_dns,
        next=row.standing.next,
    )


def _counted(rows: Sequence[PrivateEndpoint]) -> dict[Status, int]:
    found = Counter(row.standing.status for row in rows)
    return {status: found[status] for status in Status if found[status]}
