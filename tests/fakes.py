"""In-memory providers that answer at once: set their attributes, read their `calls`, make them `fail`.

`FakeTidb(aws)` links the two: an endpoint made on one side asks for acceptance on the other.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from tests.fake_aws import Fake, FakeAws
from tests.samples import (
    ACCOUNT,
    CLOSED_GROUP,
    NOW,
    OPEN_GROUP,
    REGION,
    SUBNET_IDS,
    TOKEN,
    VPC_ID,
    VPCE_ID,
    ZONE_IDS,
    cluster,
    connection,
    request,
    service,
    vpc_endpoint,
)
from tui.domain.clusters import Cluster
from tui.domain.endpoints import (
    ConnectionState,
    PrivateEndpointConnection,
    PrivateLinkService,
    ServiceState,
    VpcEndpoint,
    VpcEndpointState,
)
from tui.domain.errors import InvalidRequest, NotFound, PrivateEndpointError
from tui.domain.parts import Part, group_place
from tui.domain.probes import Reached, Resolution, Talk, Trouble

__all__ = [
    "ACCOUNT",
    "CLOSED_GROUP",
    "NOW",
    "OPEN_GROUP",
    "REGION",
    "SUBNET_IDS",
    "TOKEN",
    "VPCE_ID",
    "VPC_ID",
    "ZONE_IDS",
    "Fake",
    "FakeAws",
    "FakeProbe",
    "FakeTidb",
    "cluster",
    "connection",
    "request",
    "service",
    "vpc_endpoint",
]


F = TypeVar("F")


class FakeProbe(Fake):
    """A machine outside every VPC, until told otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.resolution = Resolution(trouble=Trouble.UNKNOWN_HOST)
        self.address = "192.0.2.10"
        self.answer = Talk("", Reached.TLS, "8.0.11-TiDB-v8.5.2", "TLSv1.3")
        """Its address is the one asked for."""

    async def resolve(self, host: str) -> Resolution:
        self._enter("resolve", host)
        return self.resolution

    def local_address(self, towards: str) -> str:
        self._enter("local_address", towards)
        return self.address

    async def talk(self, address: str, port: int, host: str) -> Talk:
        self._enter("talk", address, port, host)
        return replace(self.answer, address=address)


_HALVES = {
    VpcEndpointState.PENDING_ACCEPTANCE: ConnectionState.DISCOVERED,
    VpcEndpointState.PENDING: ConnectionState.PENDING,
    VpcEndpointState.AVAILABLE: ConnectionState.ACTIVE,
    VpcEndpointState.DELETING: ConnectionState.DELETING,
    VpcEndpointState.REJECTED: ConnectionState.REJECTED,
    VpcEndpointState.FAILED: ConnectionState.FAILED,
    VpcEndpointState.EXPIRED: ConnectionState.FAILED,
}


_HOLDING = {ConnectionState.DISCOVERED, ConnectionState.PENDING, ConnectionState.ACTIVE}
"""States in which a connection keeps its service from being deleted."""


class FakeTidb(Fake):
    """TiDB's side; linked to a FakeAws it sees that account's endpoints as connections."""

    def __init__(self, aws: FakeAws | None = None) -> None:
        super().__init__()
        self.clusters: list[Cluster] = []
        self.services: list[PrivateLinkService] = []
        self.connections: list[PrivateEndpointConnection] = []
        """Besides those that the linked FakeAws's endpoints make; one here wins over one from there."""
        self.principals: set[str] = set()
        """Who was allowed by `permit`."""
        self.after_accept = VpcEndpointState.AVAILABLE
        """What the linked endpoint becomes on accept; PENDING leaves the rest to `FakeAws.advance`."""
        self.refused: dict[tuple[str, str], PrivateEndpointError] = {}
        """Method and place -> the problem of that part, until removed."""
        self.short: dict[tuple[str, str], int] = {}
        """Method and place -> with how many facts that part ends early."""
        self.notes: dict[str, str] = {}
        """Place -> what is to be said of its clusters."""
        self.places: dict[str, str] = {}
        """Cluster -> where it was listed."""
        self.records = False
        """As on TiDB Cloud: connections are records in `connections`; a rejected one is DELETING until `advance`."""
        self.aws = aws
        if aws:
            aws.tidb = self

    def advance(self) -> None:
        """Services that were being created are active, those being deleted are gone, and so are records."""
        self.connections = [each for each in self.connections if each.state is not ConnectionState.DELETING]
        kept = [each for each in self.services if each.state is not ServiceState.DELETING]
        self.services = [
            replace(each, state=ServiceState.ACTIVE, state_text="Available")
            if each.state is ServiceState.CREATING
            else each
            for each in kept
        ]

    async def list_clusters(self) -> list[Part[Cluster]]:
        self._enter("list_clusters")
        self.places |= {each.id: each.place for each in self.clusters}
        places = self.places.values() or [REGION]
        return self._parts("list_clusters", places, [(each.place, each) for each in self.clusters])

    async def list_services(self, clusters: Sequence[Cluster]) -> list[Part[PrivateLinkService]]:
        self._enter("list_services", tuple(each.id for each in clusters))
        groups = [group_place(each.id, key) for each in clusters for key in self._groups(each)]
        return self._parts("list_services", groups, [(group_place(*each.owner), each) for each in self.services])

    async def list_connections(self, services: Sequence[PrivateLinkService]) -> list[Part[PrivateEndpointConnection]]:
        if not services:
            return []
        self._enter("list_connections", tuple(each.name for each in services))
        wanted = {each.cluster_id for each in services}
        own = [each for each in self.connections if each.cluster_id in wanted]
        seen = {each.vpc_endpoint_id for each in self.connections}
        found = own + [each for each in self._discovered(services) if each.vpc_endpoint_id not in seen]
        return self._parts("list_connections", map(self._place, services), [(self._place(it), it) for it in found])

    def _parts(self, method: str, places: Iterable[str], facts: Iterable[tuple[str, F]]) -> list[Part[F]]:
        """The facts, each in the part of its place; parts that were ordered to fail or to be short are so."""
        of_place: dict[str, list[F]] = {place: [] for place in places}
        for place, fact in facts:
            if place in of_place:
                of_place[place].append(fact)
        return [self._part(method, place, tuple(found)) for place, found in of_place.items()]

    def _part(self, method: str, place: str, facts: tuple[F, ...]) -> Part[F]:
        if problem := self.refused.get((method, place)):
            return Part(place, problem=problem, label=place)
        if (method, place) in self.short:
            return Part(place, facts[: self.short[method, place]], complete=False, label=place, of=len(facts))
        return Part(place, facts, label=place, note=self.notes.get(place, "") if method == "list_clusters" else "")

    def _place(self, fact: PrivateLinkService | PrivateEndpointConnection) -> str:
        return next((each.place for each in self.clusters if each.id == fact.cluster_id), fact.region)

    def _groups(self, cluster: Cluster) -> list[str]:
        told = [group.key for group in cluster.node_groups] or [""]
        mine = [each.node_group_id for each in self.services if each.cluster_id == cluster.id]
        return list(dict.fromkeys([*told, *mine]))

    async def ensure_service(self, cluster: Cluster, node_group_id: str) -> PrivateLinkService:
        self._enter("ensure_service", cluster.id, node_group_id)
        wanted = (cluster.id, node_group_id)
        found = next((each for each in self.services if (each.cluster_id, each.node_group_id) == wanted), None)
        if found is None:
            found = service(cluster, node_group_id=node_group_id, state=ServiceState.CREATING, state_text="Pending")
            self.services.append(found)
        return found

    async def permit(self, service: PrivateLinkService, principal: str) -> None:
        self._enter("permit", service.owner, principal)
        self.principals.add(principal)

    async def verify_name(self, service: PrivateLinkService) -> None:
        self._enter("verify_name", service.owner)

    async def accept(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        self._enter("accept", service.name, vpc_endpoint_id)
        stands = await self.find_connection(service, vpc_endpoint_id) if self.records else None
        if stands and stands.state in {ConnectionState.FAILED, ConnectionState.DELETING}:
            leaving = stands.state is ConnectionState.DELETING
            raise InvalidRequest("A record stands in the way.", source="TiDB", retryable=leaving)
        self._decide(service, vpc_endpoint_id, self.after_accept)

    async def reject(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        self._enter("reject", service.name, vpc_endpoint_id)
        self._decide(service, vpc_endpoint_id, VpcEndpointState.REJECTED)

    async def delete_service(self, service: PrivateLinkService) -> None:
        self._enter("delete_service", service.name)
        connections = [*self.connections, *self._discovered([service])]
        if any(each.owner == service.owner and each.state in _HOLDING for each in connections):
            text = "Service has existing active VPC Endpoint connections!"
            raise InvalidRequest(text, source="TiDB", code="ExistingVpcEndpointConnections")
        self.services = [
            replace(each, state=ServiceState.DELETING, state_text="Deleting") if each.owner == service.owner else each
            for each in self.services
        ]

    async def find_connection(
        self, service: PrivateLinkService, vpc_endpoint_id: str, record_id: str = ""
    ) -> PrivateEndpointConnection | None:
        self._enter("find_connection", service.owner, vpc_endpoint_id, record_id)
        known = [each for each in self.services if each.owner == service.owner]
        rows = [*self.connections, *self._discovered(known)]
        mine = (each for each in rows if (each.vpc_endpoint_id, each.owner) == (vpc_endpoint_id, service.owner))
        return next((each for each in mine if record_id in {"", each.id}), None)

    async def raw_connection(self, service: PrivateLinkService, vpc_endpoint_id: str) -> str:
        self._enter("raw_connection", service.name, vpc_endpoint_id)
        for each in [*self.connections, *self._discovered([service])]:
            if (each.vpc_endpoint_id, each.owner) == (vpc_endpoint_id, service.owner):
                return json.dumps({"VpcEndpointId": vpc_endpoint_id, "VpcEndpointState": each.state_text}, indent=2)
        raise NotFound(f"No connection of {vpc_endpoint_id} to {service.name}.", source="TiDB")

    def _decide(self, service: PrivateLinkService, vpc_endpoint_id: str, to: VpcEndpointState) -> None:
        endpoint = self.aws.vpc_endpoint(vpc_endpoint_id) if self.aws else None
        endpoint = endpoint if endpoint and endpoint.service_name == service.name else None
        known = [each for each in self.connections if each.vpc_endpoint_id == vpc_endpoint_id]
        if not endpoint and not known:
            text = f"The VPC endpoint {vpc_endpoint_id} does not ask for {service.name}."
            raise NotFound(text, source="TiDB", code="InvalidVpcEndpointId.NotFound")
        failed = any(each.state is ConnectionState.FAILED for each in known)  # AWS never heard of it
        if (
            self.aws
            and endpoint
            and not (self.records and failed and to is VpcEndpointState.REJECTED)
            and not (to is self.after_accept and endpoint.state is VpcEndpointState.AVAILABLE)
        ):
            self.aws.change(vpc_endpoint_id, state=to, state_text=to.value)
        state = ConnectionState.DELETING if self.records and to is VpcEndpointState.REJECTED else _HALVES[to]
        self.connections = [replace(each, state=state, state_text=state) if each in known else each
                            for each in self.connections]  # fmt: skip
        if self.records and endpoint and not known:
            record = replace(_half(endpoint, service), state=state, state_text=state, id="1", is_record=True)
            self.connections.append(record)

    def _discovered(self, services: Sequence[PrivateLinkService]) -> list[PrivateEndpointConnection]:
        by_name = {each.name: each for each in services}
        asking = [each for each in (self.aws.vpc_endpoints if self.aws else []) if each.service_name in by_name]
        if self.records:
            asking = [each for each in asking if each.state is VpcEndpointState.PENDING_ACCEPTANCE]
        return [_half(each, by_name[each.service_name]) for each in asking]


def _half(endpoint: VpcEndpoint, of: PrivateLinkService) -> PrivateEndpointConnection:
    return PrivateEndpointConnection(
        endpoint.id,
        of.cluster_id,
        of.node_group_id,
        of.region,
        _HALVES.get(endpoint.state, ConnectionState.UNKNOWN),
        endpoint.state_text,
        owner_account=endpoint.owner_account,
        created_at=endpoint.created_at,
    )
