"""One private endpoint in full, field by field: what Describe says, for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tui.domain.clusters import DEFAULT_PORT
from tui.domain.endpoints import PrivateEndpointConnection, VpcEndpoint
from tui.domain.intent import Difference
from tui.domain.network import SecurityGroup
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.monitor.history import Change, Entry
from tui.views.clusters import ServiceLine, service_line
from tui.views.describe import Network, why_not_visible
from tui.views.endpoints import EndpointLine, endpoint_lines
from tui.views.waiting import Waiting, waiting


@dataclass(frozen=True, slots=True)
class Place:
    """A subnet of the VPC endpoint, and its network interface there."""

    subnet_id: str
    cidr: str
    zone_id: str
    """Empty where the subnet could not be read."""
    zone_name: str
    network_interface_id: str
    private_ip: str
    """Empty until AWS assigned one."""
    status: str


@dataclass(frozen=True, slots=True)
class Group:
    """A security group of the VPC endpoint."""

    id: str
    name: str
    admits_port: bool | None
    """Whether a rule of it admits the cluster's port, from wherever; None where it could not be read."""


@dataclass(frozen=True, slots=True)
class AwsSide:
    """What AWS says."""

    state: str
    """AWS's word."""
    last_error: str
    """`Code: message`; empty unless the endpoint failed."""
    private_dns: bool
    vpc_id: str
    places: tuple[Place, ...]
    security_groups: tuple[Group, ...]
    dns_names: tuple[str, ...]
    owner_account: str
    created_at: datetime | None
    requester_managed: bool
    """Whether an AWS service made it."""
    managed_by: str
    """Which other program made it, as its tags tell; empty where none does."""


@dataclass(frozen=True, slots=True)
class ConnectionLine:
    """TiDB's record of the connection."""

    id: str
    """Of TiDB Cloud's record; empty on self-managed AWS."""
    state: str
    message: str
    """It may be out of date."""
    owner_account: str
    """Who asks; empty where TiDB's side does not tell."""
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class TidbSideView:
    """What TiDB's side says."""

    port: int
    service: ServiceLine | None
    connection: ConnectionLine | None


@dataclass(frozen=True, slots=True)
class SetUp:
    """How it was set up here, and what AWS has otherwise."""

    at: datetime
    """When it was set up, or last changed here."""
    differences: tuple[Difference, ...]
    """Empty where AWS has it so."""
    seen_since: datetime | None
    """Since when it is seen to be otherwise."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What one look found changed."""

    at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """Both sides of one private endpoint."""

    endpoint: EndpointLine
    aws: AwsSide | None
    aws_not_visible: str
    """Why `aws` is null, as a sentence."""
    tidb: TidbSideView
    waiting: Waiting | None
    """Null where nothing is waited for."""
    set_up: SetUp | None
    """Null where it was not set up here."""
    history: tuple[Happened, ...]
    """Newest first, since `watched_since`."""
    watched_since: datetime | None


def description(
    row: PrivateEndpoint, snapshot: Snapshot, network: Network, entries: Sequence[Entry], watched: datetime | None
) -> Description:
    """All that is known of `row`."""
    cluster = snapshot.cluster(row.cluster_id)
    port = cluster.port if cluster else DEFAULT_PORT
    [line] = endpoint_lines([row], snapshot)
    return Description(
        endpoint=line,
        aws=_aws(row.vpc_endpoint, network, port) if row.vpc_endpoint else None,
        aws_not_visible="" if row.vpc_endpoint else why_not_visible(row, snapshot),
        tidb=TidbSideView(
            port=port,
            service=service_line(row.service) if row.service else None,
            connection=_connection(row.connection) if row.connection else None,
        ),
        waiting=waiting(row, snapshot),
        set_up=_set_up(row),
        history=tuple(Happened(entry.at, entry.changes) for entry in entries),
        watched_since=watched,
    )


def _set_up(row: PrivateEndpoint) -> SetUp | None:
    if row.intent is None:
        return None
    differences = row.standing.differences
    return SetUp(row.intent.at, differences, row.since if differences else None)


def _aws(endpoint: VpcEndpoint, network: Network, port: int) -> AwsSide:
    groups = {group.id: group for group in network.groups.facts}
    return AwsSide(
        state=endpoint.state_text or endpoint.state,
        last_error=endpoint.last_error,
        private_dns=endpoint.private_dns_enabled,
        vpc_id=endpoint.vpc_id,
        places=tuple(_place(id_, endpoint, network) for id_ in endpoint.subnet_ids),
        security_groups=tuple(_group(id_, groups.get(id_), port) for id_ in endpoint.security_group_ids),
        dns_names=endpoint.dns_names,
        owner_account=endpoint.owner_account,
        created_at=endpoint.created_at,
        requester_managed=endpoint.requester_managed,
        managed_by=endpoint.managed_by,
    )


def _place(subnet_id: str, endpoint: VpcEndpoint, network: Network) -> Place:
    subnet = next((each for each in network.subnets.facts if each.id == subnet_id), None)
    ours = (each for each in network.interfaces.facts if each.id in endpoint.network_interface_ids)
    interface = next((each for each in ours if each.subnet_id == subnet_id), None)
    return Place(
        subnet_id=subnet_id,
        cidr=subnet.cidr if subnet else "",
        zone_id=subnet.zone_id if subnet else "",
        zone_name=subnet.zone_name if subnet else interface.zone_name if interface else "",
        network_interface_id=interface.id if interface else "",
        private_ip=interface.private_ip if interface else "",
        status=interface.status if interface else "",
    )


def _group(id_: str, group: SecurityGroup | None, port: int) -> Group:
    return Group(id_, group.name if group else "", group.admits(port) if group else None)


def _connection(connection: PrivateEndpointConnection) -> ConnectionLine:
    return ConnectionLine(
        id=connection.id,
        state=connection.state_text or connection.state,
        message=connection.message,
        owner_account=connection.owner_account,
        created_at=connection.created_at,
    )
