"""Where a client connects to: which endpoint of a cluster can be used, by which name and port."""

from collections.abc import Iterable
from dataclasses import dataclass

from tui.domain.clusters import DEFAULT_PORT, Cluster, TidbSide
from tui.domain.draft import Step
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status

CA_FILE = "ca.pem"
"""What the file of the CA certificate is called until one says where it is."""
_CA = {
    TidbSide.TIDB_CLOUD: "{} is the cluster's CA certificate: in TiDB Cloud, Connect > CA cert; no API has it.",
    TidbSide.SELF_MANAGED: "{} is the certificate of the CA that signed TiDB's own (ssl-cert).",
}
_AWS_NAME = (
    "AWS's own name of the endpoint, since {why}. VERIFY_IDENTITY fails unless the certificate names it: {instead},"
    " do not turn the check off."
)
_DNS_OFF = _AWS_NAME.format(why="private DNS is off", instead="enable private DNS")
_NAMELESS = _AWS_NAME.format(why="the service has no private DNS name", instead="have it made for this name")
_UNSEEN = "Whether private DNS is on is not visible from this account; where it is off this name does not resolve."


@dataclass(frozen=True, slots=True)
class Address:
    """What a client is given."""

    host: str
    """Empty while no name is known."""
    port: int = DEFAULT_PORT
    warning: str = ""
    """Why the host may not do, as a sentence."""
    ca: str = CA_FILE
    """Path of the CA certificate, where the client runs."""


def address(row: PrivateEndpoint, cluster: Cluster | None) -> Address:
    """The private DNS name while it is on; else AWS's own name of the endpoint, which certificates rarely carry."""
    port = cluster.port if cluster else DEFAULT_PORT
    own = row.service.private_dns_name if row.service else ""
    name = own or (_host(cluster, row.node_group_id) if cluster else "")
    if name and row.private_dns is not False:
        return Address(name, port, _UNSEEN if row.private_dns is None else "")
    names = row.vpc_endpoint.dns_names if row.vpc_endpoint else ()
    if not names:
        return Address("", port)
    return Address(names[0], port, _DNS_OFF if own else _NAMELESS)


def _host(cluster: Cluster, node_group_id: str) -> str:
    """Of that node group alone: each has its own."""
    group = cluster.node_group(node_group_id)
    return (group.host if group else "") or ("" if node_group_id else cluster.host)


def about_ca(side: TidbSide, path: str) -> str:
    """Where the CA certificate at `path` comes from; empty text: nobody said yet where it is."""
    return _CA[side].format(path or CA_FILE) + ("" if path else " Choose CA file to say where you have it.")


def usable(row: PrivateEndpoint) -> bool:
    """Whether traffic passes: it is Active, or lacks nothing but private DNS."""
    standing = row.standing
    works = standing.status is Status.ACTIVE or bool(standing.differences)
    return works or standing.step is Step.ENABLE_PRIVATE_DNS


def first_to_use(rows: Iterable[PrivateEndpoint]) -> str:
    """The key of the row to connect through: an Active one before those that merely let traffic pass; else empty."""
    passing = sorted(filter(usable, rows), key=lambda row: row.standing.status is not Status.ACTIVE)
    return passing[0].key if passing else ""


def endpoints_of(cluster_id: str, rows: Iterable[PrivateEndpoint]) -> tuple[PrivateEndpoint, ...]:
    """The private endpoints of a cluster: a service without one, or a setup without one yet, is none."""
    return tuple(row for row in rows if row.cluster_id == cluster_id and row.vpc_endpoint_id)
