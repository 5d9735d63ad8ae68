"""Where a client connects to: which endpoint of a cluster can be used, by which name and port."""

from collections.abc import Iterable
from dataclasses import dataclass

from tui.domain.clusters import DEFAULT_PORT, Cluster
from tui.domain.endpoints import PrivateEndpoint
from tui.domain.status import Status
from tui.domain.wizard import Step

CA = (
    "ca.pem is the cluster's CA certificate. TiDB Cloud: Connect > CA cert. Self-managed: the CA that signed TiDB's"
    " ssl-cert."
)
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


def address(row: PrivateEndpoint, cluster: Cluster | None) -> Address:
    """The private DNS name while it is on; else AWS's own name of the endpoint, which certificates rarely carry."""
    port = cluster.port if cluster else DEFAULT_PORT
    own = row.service.private_dns_name if row.service else ""
    name = own or (cluster.host if cluster else "")
    if name and row.private_dns is not False:
        return Address(name, port, _UNSEEN if row.private_dns is None else "")
    names = row.vpc_endpoint.dns_names if row.vpc_endpoint else ()
    if not names:
        return Address("", port)
    return Address(names[0], port, _DNS_OFF if own else _NAMELESS)


def usable(row: PrivateEndpoint) -> bool:
    """Whether traffic passes: it is Active, or lacks nothing but private DNS."""
    standing = row.standing
    return standing.status is Status.ACTIVE or standing.step is Step.ENABLE_PRIVATE_DNS


def endpoints_of(cluster_id: str, rows: Iterable[PrivateEndpoint]) -> tuple[PrivateEndpoint, ...]:
    """The private endpoints of a cluster: a service without one, or a setup without one yet, is none."""
    return tuple(row for row in rows if row.cluster_id == cluster_id and row.vpc_endpoint_id)
