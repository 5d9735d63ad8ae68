"""What of a private endpoint can be sent to the clipboard, value by value."""

from collections.abc import Iterator

from tui.domain.connect import address, usable
from tui.domain.endpoints import PrivateLinkService, VpcEndpoint
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.views.describe import Network
from tui.views.plain import plain

LONGEST = 2_000
Value = tuple[str, str]
"""What it is, and the value as AWS or TiDB sent it."""


def values(row: PrivateEndpoint, snapshot: Snapshot, network: Network) -> tuple[Value, ...]:
    """All that is known of `row`, each value once, the names that are asked for most first."""
    cluster = snapshot.cluster(row.cluster_id)
    host = address(row, cluster).host if usable(row) else ""
    found = (
        ("VPC endpoint", row.vpc_endpoint_id),
        ("Host name", host),
        *(_aws(row.vpc_endpoint) if row.vpc_endpoint else ()),
        *(_service(row.service) if row.service else ()),
        ("Cluster", cluster.name if cluster else row.cluster_name),
        ("Cluster ID", row.cluster_id),
        ("Node group ID", row.node_group_id),
        *_connection(row),
        *(_network(row.vpc_endpoint, network) if row.vpc_endpoint else ()),
    )
    once: dict[str, str] = {}
    for what, value in found:
        if value:
            once.setdefault(plain(value, LONGEST), what)
    return tuple((what, value) for value, what in once.items())


def _aws(endpoint: VpcEndpoint) -> Iterator[Value]:
    yield "VPC", endpoint.vpc_id
    yield from (("DNS name", name) for name in endpoint.dns_names)
    yield "Owner account", endpoint.owner_account
    yield "Last error", endpoint.last_error


def _service(service: PrivateLinkService) -> Iterator[Value]:
    yield "Service", service.name
    yield "Private name", service.private_dns_name
    yield "To publish", service.dns_record


def _connection(row: PrivateEndpoint) -> Iterator[Value]:
    if row.connection:
        yield "Connection ID", row.connection.id
        yield "Message", row.connection.message


def _network(endpoint: VpcEndpoint, network: Network) -> Iterator[Value]:
    yield from (("Subnet", id_) for id_ in endpoint.subnet_ids)
    yield from (("Security group", id_) for id_ in endpoint.security_group_ids)
    yield from (("Network interface", id_) for id_ in endpoint.network_interface_ids)
    ours = (each for each in network.interfaces.facts if each.id in endpoint.network_interface_ids)
    yield from (("Private IP", each.private_ip) for each in ours)
