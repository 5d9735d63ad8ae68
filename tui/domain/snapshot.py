"""Everything that screens may show, as of one poll."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tui.domain.clusters import Cluster, TidbSide
from tui.domain.draft import Draft
from tui.domain.endpoints import MOVING_SERVICE_STATES, PrivateLinkService, VpcEndpoint
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status, Turn
from tui.domain.waits import Waits
from tui.domain.wizard import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.domain.network import Identity
    from tui.domain.work import Work

TIDB_SIDE = "TiDB"
AWS_SIDE = "AWS"
_NOT_PEOPLE = (Turn.AWS, Turn.TIDB)


def aws_side(region: str, profile: str = "") -> str:
    """The name of the AWS side in `region`, of the account that `profile` leads to."""
    return f"{AWS_SIDE} {region}" + (f" ({profile})" if profile else "")


class What(StrEnum):
    """What a part of a side holds."""

    ALL = ""
    CLUSTERS = "clusters"
    SERVICES = "endpoint services"
    CONNECTIONS = "connections"


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh one part of a side is; see tui.domain.parts.Part, which has its facts, too."""

    side: str
    """`TiDB`, `AWS us-west-2`, or `AWS us-west-2 (data-team)`; plain `AWS` while no region is asked."""
    as_of: datetime | None = None
    """When its facts were read whole; None before the first such answer."""
    problem: PrivateEndpointError | None = None
    """Why the last attempt failed; the facts are then those of `as_of`."""
    what: What = What.ALL
    place: str = ""
    """Where its clusters are listed, see Cluster.place; empty: everywhere."""
    label: str = ""
    """How people call the place."""
    complete: bool = True
    """Whether it was read to its end the last time it was asked."""
    read: int = 0
    of: int = 0
    """How many there are, where that is known and fewer were `read`."""
    note: str = ""
    """A sentence for the operator."""

    @property
    def whole(self) -> bool:
        """Whether what it does not show is not there."""
        return self.as_of is not None and self.complete and not self.problem


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Replaced whole; equal rows keep their identity from one snapshot to the next."""

    clusters: tuple[Cluster, ...] = ()
    services: tuple[PrivateLinkService, ...] = ()
    rows: tuple[PrivateEndpoint, ...] = ()
    drafts: tuple[Draft, ...] = ()
    readings: tuple[Freshness, ...] = ()
    identities: "Mapping[str, Identity]" = field(default_factory=dict)
    """The operator's AWS accounts by AWS profile, as far as known; the usual one under empty text."""
    at: datetime | None = None
    """When it was published; None before the first poll."""
    slowed: str = ""
    """Why it is read less often than usual, as a sentence; empty: it is not."""
    tidb_side: TidbSide = TidbSide.SELF_MANAGED
    works: "tuple[Work, ...]" = ()
    """What is under way, and what ended in this run."""
    gone: frozenset[str] = frozenset()
    """Keys of rows that are not there any more: looked up by ID, not merely missing."""
    first_read_s: int = 0
    """In how many seconds TiDB's side is read, as of `at`, where the budget allowed no read yet; 0: it was read."""

    waits: Waits = field(default_factory=Waits)
    """How long what is waited for takes."""

    @property
    def as_of(self) -> datetime | None:
        """The age of the oldest facts shown; clusters and services, which are read seldom, count while they fail."""
        seldom = {What.CLUSTERS, What.SERVICES}
        counted = (each for each in self.readings if each.what not in seldom or not each.whole)
        return min((reading.as_of for reading in counted if reading.as_of), default=None)

    @property
    def problems(self) -> tuple[Freshness, ...]:
        """The parts that did not answer the last time."""
        return tuple(reading for reading in self.readings if reading.problem)

    @property
    def complete(self) -> bool:
        """Whether every part of every side was read whole: only then is what is not shown not there."""
        return bool(self.readings) and all(reading.whole for reading in self.readings)

    def read_whole(self, *what: What, place: str = "") -> bool:
        """Whether TiDB's side was read whole in `what`, at `place` or everywhere."""
        asked = [each for each in self.readings if each.side == TIDB_SIDE and each.what in {*what, What.ALL}]
        mine = [each for each in asked if not place or each.place in {place, ""}]
        return bool(mine) and all(each.whole for each in mine)

    @property
    def loaded(self) -> bool:
        """Whether every side was asked at least once."""
        return self.at is not None

    @property
    def moving(self) -> bool:
        """Whether something changes by itself: waiting for a person does not count."""
        working = any(work.active and not work.task.over for work in self.works)
        return working or self.services_moving or any(row.standing.turn in _NOT_PEOPLE for row in self.rows)

    @property
    def services_moving(self) -> bool:
        """Whether an endpoint service is being made or removed."""
        return any(service.state in MOVING_SERVICE_STATES for service in self.services)

    @property
    def identity(self) -> "Identity | None":
        """The usual AWS account; None until known."""
        return self.identities.get("")

    def account(self, profile: str) -> str:
        """The number of the AWS account that `profile` leads to; empty until known."""
        return self.identities[profile].account if profile in self.identities else ""

    def aws_profile(self, row: PrivateEndpoint) -> str:
        """With whose credentials `row`'s VPC endpoint is read, or would be made; see Cluster.aws_profiles."""
        cluster = self.cluster(row.cluster_id)
        return next(iter(_profiles(row.vpc_endpoint, cluster.aws_profiles if cluster else ("",))))

    def aws_readings(self, row: PrivateEndpoint) -> tuple[Freshness, ...]:
        """The sides that `row`'s VPC endpoint was read on, or would have been, were it to be seen."""
        cluster = self.cluster(row.cluster_id)
        profiles = cluster.aws_profiles if cluster else ("",)
        sides = {aws_side(row.region, each) for each in _profiles(row.vpc_endpoint, profiles)}
        return tuple(reading for reading in self.readings if reading.side in sides)

    def cluster(self, cluster_id: str) -> Cluster | None:
        """The cluster of that ID, if it is (still) there."""
        return next((cluster for cluster in self.clusters if cluster.id == cluster_id), None)

    def service(self, cluster_id: str, node_group_id: str = "") -> PrivateLinkService | None:
        """The endpoint service of a cluster's node group."""
        wanted = (cluster_id, node_group_id)
        return next((each for each in self.services if (each.cluster_id, each.node_group_id) == wanted), None)

    def missing(self, key: str) -> str:
        """What can be said of a row that is not there, as a sentence: it is gone only where its ID was looked up."""
        if key in self.gone:
            return f"{key} is not there any more."
        return f"{key} was not read the last time: it is looked up."

    def row(self, key: str) -> PrivateEndpoint | None:
        """The row of that key."""
        return next((row for row in self.rows if row.key == key), None)


def _profiles(seen: VpcEndpoint | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return (seen.aws_profile,) if seen else otherwise


def facts(draft: Draft, snapshot: Snapshot) -> Facts:
    """What `snapshot` says about `draft`; its endpoint is found by ID or by the tag it was made with.

    An endpoint of another cluster is not the draft's, whoever typed its ID.
    """
    row = snapshot.row(reconcile(draft, snapshot).vpc_endpoint_id)
    return Facts(
        cluster=snapshot.cluster(draft.cluster_id),
        service=snapshot.service(draft.cluster_id, draft.node_group_id),
        endpoint=row if row and row.owner == draft.owner else None,
        clusters_read=snapshot.read_whole(What.CLUSTERS),
        gone=draft.vpc_endpoint_id in snapshot.gone,
        drifted=row is not None and row.standing.status is Status.DRIFT and not row.standing.differences,
    )


def reconcile(draft: Draft, snapshot: Snapshot) -> Draft:
    """A draft for which no VPC endpoint ID is entered takes that of the endpoint made for it, which carries its tag.

    It also takes from its kept copy since when its endpoint service is waited for.
    """
    kept = next((each for each in snapshot.drafts if each.id == draft.id), draft)
    if kept.service_asked_at and draft.service_asked_at is None and kept.owner == draft.owner:
        draft = replace(draft, service_asked_at=kept.service_asked_at)
    if draft.text(Box.ENDPOINT):
        return draft
    made = next((row.key for row in snapshot.rows if _made_for(draft, row)), "")
    return replace(draft, vpc_endpoint_id=made) if made else draft


def _made_for(draft: Draft, row: PrivateEndpoint) -> bool:
    """Whether the row's endpoint carries the draft's tag, can still be used, and fits what the draft says now."""
    endpoint = row.vpc_endpoint
    if endpoint is None or endpoint.draft_id != draft.id or endpoint.ended:
        return False
    return row.owner == draft.owner and endpoint.vpc_id == draft.vpc_id
