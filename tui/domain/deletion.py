"""Taking a private endpoint away: the wish, its stages, and how far it came. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tui.domain.clusters import TidbSide
from tui.domain.endpoints import ConnectionState, Owner, PrivateEndpointConnection, VpcEndpoint
from tui.domain.found import Found


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


def next_stage(removal: Deletion, found: Found, side: TidbSide) -> Stage | None:
    """What to do now for `removal`; None where one of the sides has to go on by itself, or it is gone."""
    if not _lets_nobody_through(found, side):
        goes_by_itself = found.gone_at_aws and not removal.rejects_only and side is TidbSide.SELF_MANAGED
        leaving = found.connection is not None and found.connection.state is ConnectionState.DELETING
        return None if goes_by_itself or leaving else Stage.REJECT
    return None if removal.rejects_only or found.deleting_at_aws else Stage.DELETE


def mismatch(typed: str, expected: str) -> str:
    """What was expected, where something else was typed."""
    return f"Expected exactly {expected}." if typed and typed != expected else ""


def _lets_nobody_through(found: Found, side: TidbSide) -> bool:
    return without_connection(found.connection, found.vpc_endpoint, side)


def without_connection(tidb: PrivateEndpointConnection | None, aws: VpcEndpoint | None, side: TidbSide) -> bool:
    """Whether TiDB's side has nothing left to reject; on TiDB Cloud, no record left to delete."""
    if side is TidbSide.TIDB_CLOUD:
        return tidb is None or tidb.state is ConnectionState.DISCOVERED
    return tidb is None or tidb.ended or (aws is not None and aws.ended)
