"""Two halves and what the operator began become rows: pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import nsmallest
from operator import attrgetter

from tui.domain.clusters import Cluster
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import Owner, PrivateEndpointConnection, PrivateLinkService, VpcEndpoint
from tui.domain.intent import Intent
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Assessment, Status, standing


@dataclass(frozen=True, slots=True)
class Wholeness:
    """What was read to its end in this poll: only there what is missing is missing."""

    places: Collection[str] = ()
    """Whose records of TiDB Cloud, see Cluster.place; an empty one: everywhere. None on self-managed AWS."""
    profiles: Collection[str] = ()
    """AWS profiles whose account was read in every region."""
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Numbers of the operator's accounts by AWS profile."""


@dataclass(frozen=True, slots=True)
class ProviderState:
    """What both sides told, and what the operator began."""

    clusters: Sequence[Cluster] = ()
    services: Sequence[PrivateLinkService] = ()
    connections: Sequence[PrivateEndpointConnection] = ()
    vpc_endpoints: Sequence[VpcEndpoint] = ()
    drafts: Sequence[Draft] = ()
    former: Sequence[PrivateLinkService] = ()
    """Services that are not there any more, while VPC endpoints are that were made for them."""
    read_whole: Wholeness = Wholeness()
    intents: Mapping[str, Intent] = field(default_factory=dict)
    """How VPC endpoints were set up here, by ID."""

    def first(self, count: int) -> "ProviderState":
        """These with no more than `count` VPC endpoints: of those that are to be seen, the first in order."""
        of_service: dict[str, list[VpcEndpoint]] = defaultdict(list)
        for endpoint in self.vpc_endpoints:
            of_service[endpoint.service_name].append(endpoint)
        clusters = {cluster.id: cluster for cluster in self.clusters}
        chosen: list[VpcEndpoint] = []
        for service in sorted(self.services, key=lambda each: (*_named(each.owner, clusters), each.region)):
            chosen += nsmallest(count - len(chosen), of_service[service.name], key=attrgetter("id"))
        ids = {endpoint.id for endpoint in chosen}
        ours = [connection for connection in self.connections if connection.vpc_endpoint_id in ids]
        return replace(self, connections=ours, vpc_endpoints=chosen)


def in_order(rows: Iterable[PrivateEndpoint]) -> tuple[PrivateEndpoint, ...]:
    """By cluster name, region and key."""
    return tuple(sorted(rows, key=_place))


def private_endpoints(
    halves: ProviderState, *, previous: Sequence[PrivateEndpoint], now: datetime
) -> Iterator[PrivateEndpoint]:
    """One row a VPC endpoint ID seen on either side; then drafts without one; then services without any.

    A row equal to the one of its key in `previous` is that very object. One at a time: there may be thousands.
    """
    known = _Known(
        {cluster.id: cluster for cluster in halves.clusters},
        {service.owner: service for service in halves.services},
        {service.name: service for service in (*halves.former, *halves.services) if service.name},
        {row.key: row for row in previous},
        now,
        halves.read_whole,
        halves.intents,
    )
    theirs = {endpoint.id: endpoint for endpoint in halves.vpc_endpoints}
    ours = _by_endpoint(halves.connections, theirs, known)
    begun = _drafts_by_endpoint(halves, ours, theirs, known)
    owners = {draft.owner for draft in halves.drafts}
    for key in theirs | ours:
        owner = known.owner(ours.get(key), theirs.get(key))
        owners.add(owner)
        yield known.row(key, owner, ours.get(key), theirs.get(key), begun.get(key))
    merged = {draft.id for draft in begun.values()}
    for draft in halves.drafts:
        if draft.id not in merged:
            yield known.row(f"draft:{draft.id}", draft.owner, draft=draft)
    for owner in known.services.keys() - owners:
        yield known.row(f"service:{owner[0]}:{owner[1]}", owner)


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows are looked up in."""

    clusters: Mapping[str, Cluster]
    services: Mapping[Owner, PrivateLinkService]
    services_by_name: Mapping[str, PrivateLinkService]
    previous: Mapping[str, PrivateEndpoint]
    now: datetime
    read_whole: Wholeness
    intents: Mapping[str, Intent]

    def row(
        self,
        key: str,
        owner: Owner,
        connection: PrivateEndpointConnection | None = None,
        vpc_endpoint: VpcEndpoint | None = None,
        draft: Draft | None = None,
    ) -> PrivateEndpoint:
        """The row, as the object it was before where nothing changed."""
        cluster, service = self.clusters.get(owner[0]), self.services.get(owner)
        was = self.previous.get(key)
        name = cluster.named(owner[1]) if cluster else _name_of(was, owner)
        region = _region(vpc_endpoint, connection, draft, service, cluster)
        halves, intent = (service, connection, vpc_endpoint, draft), self.intents.get(key)
        differences = (intent.differences(vpc_endpoint, self.now) or ()) if intent and vpc_endpoint else ()
        known = (name, region, halves, intent, differences)
        same = was and (was.cluster_name, was.region, was.halves, was.intent, was.standing.differences) == known
        if was and same and connection and vpc_endpoint:
            return was
        alone = self._alone(connection, vpc_endpoint, cluster, was)
        if was and same and alone is None:
            return was
        # without an endpoint it is the cluster's too, which may be paused meanwhile
        stands = standing(*halves, cluster, alone=bool(alone), differences=differences)
        if was and same and was.standing == stands:
            return was
        if was is None and draft:
            was = self.previous.get(f"draft:{draft.id}")
        since, exact = _since(stands, vpc_endpoint or connection, was, self.now)
        if stands.differences and intent and intent.seen_since and not (was and was.standing.differences):
            since, exact = intent.seen_since, False
        return PrivateEndpoint(key, owner[0], name, region, stands, owner[1], *halves, since, exact, intent)

    def _alone(
        self,
        connection: PrivateEndpointConnection | None,
        vpc_endpoint: VpcEndpoint | None,
        cluster: Cluster | None,
        was: PrivateEndpoint | None,
    ) -> bool | None:
        """Whether the half that is missing is not there, though its side ought to have it; None: it was not read."""
        if connection is None and vpc_endpoint:
            places = {"", cluster.place} if cluster else set[str]()
            return None if places.isdisjoint(self.read_whole.places) else True
        profiles = cluster.aws_profiles if cluster else ("",)
        if connection is None or not self._is_ours(connection, profiles, was):
            return False
        return True if all(each in self.read_whole.profiles for each in profiles) else None

    def _is_ours(
        self, connection: PrivateEndpointConnection, profiles: Iterable[str], was: PrivateEndpoint | None
    ) -> bool:
        """Whether its VPC endpoint is, or was, in an account of the operator: it was seen there, or TiDB says so."""
        if was and (was.vpc_endpoint or was.standing.status is Status.DRIFT):
            return True
        account = connection.owner_account
        return bool(account) and account in {self.read_whole.accounts.get(each) for each in profiles}

    def owner(self, connection: PrivateEndpointConnection | None, vpc_endpoint: VpcEndpoint | None) -> Owner:
        """Whose endpoint it is: the service that AWS names counts most."""
        service = self.services_by_name.get(vpc_endpoint.service_name) if vpc_endpoint else None
        half = service or connection
        return half.owner if half else ("", "")


def _name_of(was: PrivateEndpoint | None, owner: Owner) -> str:
    """What a cluster was called that is not there any more, else its ID."""
    return was.cluster_name if was and was.owner == owner else owner[0]


def _by_endpoint(
    connections: Sequence[PrivateEndpointConnection], vpc_endpoints: Mapping[str, VpcEndpoint], known: _Known
) -> dict[str, PrivateEndpointConnection]:
    """One connection a VPC endpoint; of several, the one with the service that the endpoint is for."""
    found = {connection.vpc_endpoint_id: connection for connection in connections}
    if len(found) == len(connections):
        return found
    found = {}
    for connection in connections:
        endpoint = vpc_endpoints.get(connection.vpc_endpoint_id)
        service = known.services_by_name.get(endpoint.service_name) if endpoint else None
        fits = service and service.owner == connection.owner
        if fits or connection.vpc_endpoint_id not in found:
            found[connection.vpc_endpoint_id] = connection
    return found


def _drafts_by_endpoint(
    halves: ProviderState,
    ours: Mapping[str, PrivateEndpointConnection],
    theirs: Mapping[str, VpcEndpoint],
    known: _Known,
) -> dict[str, Draft]:
    """The draft of a VPC endpoint: one that names it, or one that it is tagged with; of the same cluster only."""
    tagged = {endpoint.draft_id: endpoint.id for endpoint in halves.vpc_endpoints if endpoint.draft_id}
    found: dict[str, Draft] = {}
    for draft in halves.drafts:
        key = draft.vpc_endpoint_id or tagged.get(draft.id, "")
        if key and known.owner(ours.get(key), theirs.get(key)) == draft.owner:
            found.setdefault(key, draft)
    return found


def _region(*told: VpcEndpoint | PrivateEndpointConnection | Draft | PrivateLinkService | Cluster | None) -> str:
    """As the first says it that knows."""
    for each in told:
        if each and each.region:
            return each.region
    return ""


def _since(
    stands: Assessment,
    half: VpcEndpoint | PrivateEndpointConnection | None,
    was: PrivateEndpoint | None,
    now: datetime,
) -> tuple[datetime | None, bool]:
    """When what is waited for began, and whether that is certain.

    Waiting to be accepted began when the endpoint was made: AWS tells when. Nothing tells when another state began,
    unless it was seen to change.
    """
    if was and (was.standing.status, was.standing.step) == (stands.status, stands.step):
        return was.since, was.since_exact
    if half and half.created_at and stands.step is Step.ACCEPT_ENDPOINT_CONNECTION:
        return half.created_at, True
    return now, was is not None


def _named(owner: Owner, clusters: Mapping[str, Cluster]) -> tuple[str, str]:
    cluster = clusters.get(owner[0])
    return (cluster.named(owner[1]) if cluster else owner[0]).casefold(), owner[0]


def _place(row: PrivateEndpoint) -> tuple[str, str, str, str]:
    return row.cluster_name.casefold(), row.cluster_id, row.region, row.key
