"""What Connect to TiDB says: what one client is given to connect through one private endpoint."""

from dataclasses import dataclass, replace

from tui.domain.connect import CA_FILE, address, usable
from tui.domain.connect_strings import Client, connection_string
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.views.plain import plain


@dataclass(frozen=True, slots=True)
class ConnectView:
    """The string, or why there is none."""

    endpoint_id: str
    client: Client
    host: str
    port: int
    ca_file: str
    """Path of the CA certificate, where the client runs."""
    text: str
    """For a shell, a program or a configuration, as the client takes it; it holds no password."""
    note: str
    warning: str
    """Why the host may not do; empty if it does."""
    why_not: str
    """Why there is no string; empty if there is one."""


def connect_view(row: PrivateEndpoint, client: Client, snapshot: Snapshot, ca_file: str = "") -> ConnectView:
    """What `client` is given; `ca_file`: where the operator has the CA certificate, empty if nobody said."""
    found = address(row, snapshot.cluster(row.cluster_id))
    to = replace(found, host=plain(found.host), ca=ca_file or CA_FILE)
    why_not = _why_none(row, to.host)
    string = None if why_not else connection_string(client, to)
    return ConnectView(
        endpoint_id=row.key,
        client=client,
        host=to.host,
        port=to.port,
        ca_file=to.ca,
        text=string.text if string else "",
        note=string.note if string else "",
        warning=to.warning if string else "",
        why_not=why_not,
    )


_POOLS = {Client.JDBC, Client.SQLALCHEMY, Client.GO, Client.NODE}


def about_idle(client: Client) -> str:
    """What a pool of connections has to know of the load balancer; empty for what keeps none."""
    if client not in _POOLS:
        return ""
    return (
        "The load balancer drops what is idle for 350 s, unless changed: have the pool close idle connections sooner."
    )


def _why_none(row: PrivateEndpoint, host: str) -> str:
    if not usable(row):
        return f"Nothing connects through it while it is {row.standing.status}. {row.standing.next}"
    return "" if host else "Its host name is not known yet."
