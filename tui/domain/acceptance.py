"""Having a connection accepted: what is asked for next, what is waited for, and what ends the waiting. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tui.domain.clusters import TidbSide
from tui.domain.endpoints import ConnectionState, Owner, VpcEndpointState
from tui.domain.found import Found

SHOWS_WITHIN = timedelta(seconds=30)
"""How long an acceptance that was answered well may take to show on TiDB's side."""

_ACCEPTED = frozenset({ConnectionState.PENDING, ConnectionState.ACTIVE})
_UP = frozenset({VpcEndpointState.PENDING, VpcEndpointState.AVAILABLE})


class AcceptStage(StrEnum):
    """What is asked of TiDB's side, in this order."""

    RETIRE = "TiDB Cloud is deleting the failed connection …"
    """Its record has to be seen gone before another one is made."""
    ACCEPT = "TiDB is accepting the connection …"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The wish to have the connection of a VPC endpoint accepted; it outlives the program as its setup."""

    id: str
    """Of the VPC endpoint."""
    cluster_id: str
    node_group_id: str
    region: str
    service_name: str
    asked_at: datetime
    aws_profile: str = ""
    visible: bool = True
    """Whether AWS's half is to be seen with that profile."""
    record_id: str = ""
    """Of the record that is deleted first."""
    accepted_at: datetime | None = None
    """When TiDB's side first had it, or answered that it was accepted."""
    available_at: datetime | None = None

    @property
    def owner(self) -> Owner:
        """Whose endpoint service it connects to."""
        return self.cluster_id, self.node_group_id

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do or to wait for."""
        return self.available_at is not None

    def seen(self, found: Found, side: TidbSide) -> "Acceptance":
        """With the time of what `found` is the first to show, and the record that stands in the way.

        On TiDB Cloud an endpoint without a record is not accepted, whatever AWS says of it.
        """
        tidb, aws = found.connection, found.vpc_endpoint
        ended = tidb.ended if tidb else side is TidbSide.TIDB_CLOUD
        up = aws is not None and aws.state in _UP and not ended
        accepted = up or (tidb is not None and tidb.state in _ACCEPTED)
        available = aws is not None and aws.state is VpcEndpointState.AVAILABLE and not ended
        if not self.visible:
            available = tidb is not None and tidb.state is ConnectionState.ACTIVE
        return replace(
            self,
            record_id=tidb.id if tidb and tidb.ended and tidb.is_record else "",
            accepted_at=self.accepted_at or (found.at if accepted else None),
            available_at=self.available_at or (found.at if available else None),
        )


def next_stage(acceptance: Acceptance, found: Found, side: TidbSide) -> AcceptStage | None:
    """What to ask for now; None where there is nothing, or one of the sides has to go on by itself."""
    if acceptance.accepted_at:
        return None
    tidb = found.connection
    if side is TidbSide.TIDB_CLOUD and tidb and tidb.state is ConnectionState.FAILED:
        return AcceptStage.RETIRE
    if side is TidbSide.TIDB_CLOUD and tidb and tidb.state is ConnectionState.DELETING:
        return None
    return AcceptStage.ACCEPT


def why_never(acceptance: Acceptance, found: Found) -> str:
    """Why its endpoint can never be accepted, as a sentence; empty: it may be."""
    tidb, aws = found.connection, found.vpc_endpoint
    if acceptance.visible and found.deleting_at_aws:
        return f"{acceptance.id} was deleted: create another with the same answers."
    if aws is not None and aws.ended:
        return f"AWS says {aws.state_text or aws.state}: it cannot be used again, create another with the same answers."
    if tidb and tidb.state is ConnectionState.REJECTED:
        return "TiDB's side rejected it: it cannot be used again, create another with the same answers."
    return ""


def why_not_accepted(acceptance: Acceptance, found: Found) -> str:
    """Why what was accepted is accepted no more, or never was, as a sentence; empty: it is."""
    tidb = found.connection
    if not acceptance.accepted_at or (tidb and tidb.state in _ACCEPTED):
        return ""
    if tidb and tidb.state is ConnectionState.FAILED:
        return f"TiDB's side failed: {tidb.message or 'it gives no reason'}. Next tries again."
    if tidb and tidb.state is ConnectionState.DELETING:
        return "Its connection is being deleted on TiDB's side. Next accepts it again once that is gone."
    if found.at - acceptance.accepted_at < SHOWS_WITHIN or (tidb and tidb.state is ConnectionState.UNKNOWN):
        return ""
    return "TiDB's side has not accepted it: the connection was removed there, or never made. Next accepts it again."
