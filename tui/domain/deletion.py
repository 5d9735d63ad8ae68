"""Taking a private endpoint away: what stops working, what is to be done, and how far it came. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tui.domain.clusters import TidbSide
from tui.domain.endpoints import (
    ConnectionState,
    Owner,
    PrivateEndpoint,
    PrivateEndpointConnection,
    VpcEndpoint,
    VpcEndpointState,
)
from tui.domain.found import Found
from tui.domain.snapshot import Freshness, Snapshot


class Stage(StrEnum):
    """What is done, TiDB's side first: AWS bills the endpoint until the last one."""

    REJECT = "Reject on TiDB's side"
    """On TiDB Cloud: delete the connection, and wait until it is gone."""
    DELETE = "Delete on AWS"

    def label(self, side: TidbSide) -> str:
        """What it is called where TiDB is provided by `side`."""
        on_tidb_cloud = side is TidbSide.TIDB_CLOUD and self is Stage.REJECT
        return "Delete the connection on TiDB Cloud" if on_tidb_cloud else str(self)


@dataclass(frozen=True, slots=True)
class Deletion:
    """The wish to delete a private endpoint; kept on disk until it is gone."""

    id: str
    """Of the VPC endpoint."""
    cluster_id: str
    node_group_id: str
    region: str
    asked_at: datetime
    rejected_at: datetime | None = None
    """When it was first read that TiDB's side lets nobody through (any more); so the two below."""
    deleting_at: datetime | None = None
    gone_at: datetime | None = None
    draft_id: str = ""
    """The setup that the endpoint belongs to: forgotten with it."""
    aws_profile: str = ""
    """Whose credentials see the VPC endpoint, see Cluster.aws_profiles."""
    again: str = ""
    """ID of the draft to go on with once it is gone; empty: none."""
    service_name: str = ""
    record_id: str = ""
    """Of TiDB Cloud's record, by which it is looked up; empty: not known."""
    rejects_only: bool = False
    """AWS's half is not ours to delete."""

    @property
    def owner(self) -> Owner:
        """Whose endpoint service it connects to."""
        return self.cluster_id, self.node_group_id

    @property
    def over(self) -> bool:
        """Whether nothing is left to do or to wait for."""
        return bool(self.gone_at or (self.rejects_only and self.rejected_at))

    def seen(self, found: Found, side: TidbSide) -> "Deletion":
        """With the time of each stage that `found` is the first to show."""
        rejected = _lets_nobody_through(found, side)
        deleting = found.deleting_at_aws and not self.rejects_only
        gone = rejected and found.gone_at_aws and not self.rejects_only
        return replace(
            self,
            rejected_at=self.rejected_at or (found.at if rejected else None),
            deleting_at=self.deleting_at or (found.at if deleting else None),
            gone_at=self.gone_at or (found.at if gone else None),
            record_id=self.record_id or (found.connection.id if found.connection else ""),
        )


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


def next_stage(removal: Deletion, found: Found, side: TidbSide) -> Stage | None:
    """What to do now for `removal`; None where one of the sides has to go on by itself, or it is gone."""
    if not _lets_nobody_through(found, side):
        goes_by_itself = found.gone_at_aws and not removal.rejects_only and side is TidbSide.SELF_MANAGED
        leaving = found.connection is not None and found.connection.state is ConnectionState.DELETING
        return None if goes_by_itself or leaving else Stage.REJECT
    return None if removal.rejects_only or found.deleting_at_aws else Stage.DELETE


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


def mismatch(typed: str, expected: str) -> str:
    """What was expected, where something else was typed."""
    return f"Expected exactly {expected}." if typed and typed != expected else ""


def _unseen(row: PrivateEndpoint, snapshot: Snapshot) -> Plan:
    """Only one half can be acted on: the other is another account's, or AWS could not be read."""
    sides = snapshot.aws_readings(row)
    if not sides or not all(map(_answered, sides)):
        return Plan(note=f"AWS {row.region} has not been read yet: whose endpoint it is, is not known. Refresh.")
    if _rejected(row, snapshot):
        said = "Nobody accepted it" if row.connection and not row.connection.ended else "It is rejected"
        return Plan(note=f"{said}. Only {_owner(row)} can delete its VPC endpoint.")
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
    return _without_connection(row.connection, row.vpc_endpoint, snapshot.tidb_side)


def _lets_nobody_through(found: Found, side: TidbSide) -> bool:
    return _without_connection(found.connection, found.vpc_endpoint, side)


def _without_connection(tidb: PrivateEndpointConnection | None, aws: VpcEndpoint | None, side: TidbSide) -> bool:
    """Whether TiDB's side has nothing left to reject; on TiDB Cloud, no record left to delete."""
    if side is TidbSide.TIDB_CLOUD:
        return tidb is None or tidb.state is ConnectionState.DISCOVERED
    return tidb is None or tidb.ended or (aws is not None and aws.ended)


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
