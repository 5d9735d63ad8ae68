"""What can be deleted of a private endpoint, and what stops working with it. Pure."""

from dataclasses import dataclass

from tui.domain.clusters import TidbSide
from tui.domain.deletion import Stage, without_connection
from tui.domain.endpoints import ConnectionState, VpcEndpointState
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Freshness, Snapshot
from tui.domain.status import Status


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do."""

    stages: tuple[Stage, ...] = ()
    """In their order; empty: nothing can be done, or is left to be done."""
    note: str = ""
    """Why a stage is left out."""


def plan(row: PrivateEndpoint, snapshot: Snapshot) -> Plan:
    """What deleting `row` takes, as things stand."""
    if not row.vpc_endpoint_id:
        return Plan(note="It has no VPC endpoint yet: there is nothing to delete.")
    if row.vpc_endpoint is None:
        return _unseen(row, snapshot)
    reject = () if _rejected(row, snapshot) else (Stage.REJECT,)
    if row.vpc_endpoint.requester_managed:
        account = row.vpc_endpoint.owner_account or "unknown"
        return Plan(reject, f"It is requester-managed: the AWS service that made it for account {account} deletes it.")
    if _deleting(row):
        return Plan(note="AWS is deleting it.")
    return Plan((*reject, Stage.DELETE), "" if reject else _why_no_reject(row))


def to_type(row: PrivateEndpoint, snapshot: Snapshot) -> str:
    """What the operator has to type; empty where nobody is cut off: an unknown connection that waits."""
    waits = row.connection is not None and row.connection.state is ConnectionState.DISCOVERED
    only_reject = plan(row, snapshot).stages == (Stage.REJECT,)
    return "" if waits and only_reject else row.vpc_endpoint_id


def what_stops(row: PrivateEndpoint, snapshot: Snapshot) -> tuple[str, ...]:
    """What stops working, in sentences; names as they came from outside."""
    if not _carries(row):
        return ("Nothing: it lets nobody through.",)
    if row.vpc_endpoint is None:
        return (f"Clients of {_owner(row)} that use it are cut off from {row.cluster_name}.",)
    host = row.service.private_dns_name if row.service else ""
    by = (host or "the private host name") if row.private_dns else "AWS's own names of this endpoint"
    return (f"Clients in {row.vpc_id} that use {by} are cut off from {row.cluster_name}.", _what_remains(row, snapshot))


def connections_left(cluster_id: str, node_group_id: str, snapshot: Snapshot) -> tuple[PrivateEndpoint, ...]:
    """The private endpoints that keep the endpoint service from being terminated: those not rejected, not failed."""
    mine = [row for row in snapshot.rows if row.owner == (cluster_id, node_group_id) and row.connection]
    return tuple(row for row in mine if row.connection and not row.connection.ended)


def _unseen(row: PrivateEndpoint, snapshot: Snapshot) -> Plan:
    """Only one half can be acted on: the other is another account's, or AWS could not be read."""
    sides = snapshot.aws_readings(row)
    if not sides or not all(map(_answered, sides)):
        return Plan(note=f"AWS {row.region} has not been read yet: whose endpoint it is, is not known. Refresh.")
    if _rejected(row, snapshot):
        said = "Nobody accepted it" if row.connection and not row.connection.ended else "It is rejected"
        return Plan(note=f"{said}. Only {_owner(row)} can delete its VPC endpoint.")
    if row.standing.status is Status.DRIFT:
        return Plan((Stage.REJECT,), "AWS does not show its VPC endpoint any more: only TiDB's side is left.")
    if row.connection and row.connection.state is ConnectionState.FAILED:
        return Plan((Stage.REJECT,), "AWS shows no such VPC endpoint here: only TiDB Cloud's failed record is left.")
    done = "deleted" if snapshot.tidb_side is TidbSide.TIDB_CLOUD else "rejected"
    return Plan(
        (Stage.REJECT,),
        f"The VPC endpoint belongs to {_owner(row)} and is not visible from here: only TiDB's side can be {done}, its"
        " owner deletes the rest.",
    )


def _why_no_reject(row: PrivateEndpoint) -> str:
    if row.connection is None:
        return "TiDB's side shows no connection of it: only AWS's half is deleted."
    return "TiDB's side lets nobody through it: only AWS's half is left to delete."


def _what_remains(row: PrivateEndpoint, snapshot: Snapshot) -> str:
    others = [each for each in snapshot.rows if each.key != row.key and each.owner == row.owner and _carries(each)]
    beside = [each for each in others if each.vpc_id == row.vpc_id]
    if not beside:
        return f"No other endpoint of {row.cluster_name} is in this VPC."
    named = next((each for each in beside if each.private_dns), None)
    if named:
        return f"{named.key} stays in this VPC and keeps the host name."
    return f"{beside[0].key} stays in this VPC; the host name needs private DNS enabled on it."


def _carries(row: PrivateEndpoint) -> bool:
    """Whether clients can get through."""
    if row.vpc_endpoint is None:
        return row.connection is not None and row.connection.state is ConnectionState.ACTIVE
    ended = row.connection is not None and row.connection.ended
    return row.vpc_endpoint.state is VpcEndpointState.AVAILABLE and not ended


def _rejected(row: PrivateEndpoint, snapshot: Snapshot) -> bool:
    return without_connection(row.connection, row.vpc_endpoint, snapshot.tidb_side)


def _deleting(row: PrivateEndpoint) -> bool:
    return row.vpc_endpoint is not None and row.vpc_endpoint.state in {
        VpcEndpointState.DELETING,
        VpcEndpointState.DELETED,
    }


def _owner(row: PrivateEndpoint) -> str:
    account = row.connection.owner_account if row.connection else ""
    return f"account {account}" if account else "an account that TiDB does not name"


def _answered(reading: Freshness) -> bool:
    """Whether the last attempt to read that side succeeded."""
    return bool(reading.as_of) and not reading.problem
