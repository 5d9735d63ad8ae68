"""Asks both sides, and keeps the last facts of each."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING

from tui.domain.clusters import Cluster
from tui.domain.errors import CredentialsError
from tui.domain.snapshot import AWS_SIDE, TIDB_SIDE, Reading, aws_side
from tui.domain.wizard import Draft
from tui.monitor.clock import Clock
from tui.monitor.join import Halves
from tui.monitor.sides import Inventory, Side
from tui.providers.base import AwsAccounts, Pace, TidbProvider

if TYPE_CHECKING:
    from tui.domain.endpoints import PrivateEndpointConnection, VpcEndpoint
    from tui.domain.network import Identity


class Reader:
    """Asks TiDB's side, then both sides about the services found there.

    That costs one list of connections, and one describe an account and region however many endpoints there are.
    A side that fails keeps its last facts, with their age and its problem; the others are asked all the same.
    """

    def __init__(
        self,
        tidb: TidbProvider,
        aws: AwsAccounts,
        clock: Clock,
        pace: Pace,
        profiles_of: Callable[[Cluster], tuple[str, ...]],
    ) -> None:
        """`profiles_of` tells in which of the accounts `aws` a cluster has its endpoints; see Cluster.aws_profiles."""
        self.inventory: Side[Inventory] = Side(Inventory())
        self._tidb, self._aws, self._clock = tidb, aws, clock
        self._pace, self._profiles_of = pace, profiles_of
        self._connections: Side[Sequence[PrivateEndpointConnection]] = Side(())
        self._endpoints: dict[tuple[str, str], Side[Sequence[VpcEndpoint]]] = {}
        """By region and AWS profile."""
        self._identities: dict[str, Side[Identity | None]] = {profile: Side(None) for profile in aws}

    async def read(self, services_of: str, *, inventory: bool) -> None:
        """Ask every side; clusters and services only with `inventory`, services of the cluster `services_of` too."""
        self._pace.begin_tick()
        await asyncio.gather(
            self._ask_inventory(services_of, whole=inventory), *map(self._ask_identity, self._identities)
        )
        await asyncio.gather(self._ask_connections(), *starmap(self._ask_region, self._regions().items()))

    def halves(self, drafts: Sequence[Draft]) -> Halves:
        """What to join into rows."""
        endpoints = [endpoint for side in self._endpoints.values() for endpoint in side.facts]
        facts = self.inventory.facts
        return Halves(tuple(facts.clusters), tuple(facts.services), self._connections.facts, endpoints, drafts)

    @property
    def identities(self) -> "dict[str, Identity]":
        """Who the operator is, by AWS profile; without those that are not known."""
        return {profile: side.facts for profile, side in self._identities.items() if side.facts}

    @property
    def readings(self) -> tuple[Reading, ...]:
        """How fresh each side is; while no region is asked, the identity, which is not read again, stands for AWS."""
        inventory, connections = self.inventory, self._connections
        oldest = inventory if inventory.problem else connections
        tidb = Reading(TIDB_SIDE, oldest.as_of, inventory.problem or connections.problem)
        regions = [Reading(aws_side(*where), side.as_of, side.problem) for where, side in self._endpoints.items()]
        who = self._identities.get("", Side(None))
        identity = Reading(AWS_SIDE, who.as_of if who.problem else (connections.as_of or who.as_of), who.problem)
        return (tidb, *(regions or [identity]))

    async def _ask_inventory(self, services_of: str, *, whole: bool) -> None:
        """All of it, or else the endpoint services alone that are asked for, or being made or removed."""
        if whole:
            self.inventory = await self.inventory.ask(self._read_inventory, self._clock)
            if not self._pace.unfinished:
                self._pace.begin_tick()  # what is read every few minutes alone is no measure of the other ticks
        elif clusters := self.inventory.facts.moving(services_of):
            read = await self.inventory.ask(partial(self._read_services, clusters), self._clock)
            self.inventory = replace(read, as_of=self.inventory.as_of)  # the age of the rest

    async def _read_inventory(self) -> Inventory:
        listed = await self._tidb.list_clusters()
        clusters = [replace(cluster, aws_profiles=self._profiles_of(cluster)) for cluster in listed]
        return Inventory(clusters, await self._tidb.list_services(clusters))

    async def _read_services(self, clusters: Sequence[Cluster]) -> Inventory:
        return self.inventory.facts.with_services(clusters, await self._tidb.list_services(clusters))

    async def _ask_connections(self) -> None:
        read = partial(self._tidb.list_connections, self.inventory.facts.services)
        self._connections = await self._connections.ask(read, self._clock)

    async def _ask_identity(self, profile: str) -> None:
        known = self._identities[profile]
        sides = [side for (_, of), side in self._endpoints.items() if of == profile]
        signed_out = any(isinstance(side.problem, CredentialsError) for side in sides)
        if known.facts is None or known.problem or signed_out:
            self._identities[profile] = await known.ask(self._aws[profile].caller_identity, self._clock)

    def _regions(self) -> dict[tuple[str, str], list[str]]:
        """Names of the services to ask about by region and AWS profile; what was known of others is forgotten."""
        profiles = {cluster.id: cluster.aws_profiles for cluster in self.inventory.facts.clusters}
        asked: dict[tuple[str, str], list[str]] = {}
        for service in self.inventory.facts.services:
            for profile in profiles.get(service.cluster_id, ("",)) if service.name else ():
                asked.setdefault((service.region, profile), []).append(service.name)
        self._endpoints = {where: self._endpoints.get(where, Side(())) for where in sorted(asked)}
        return {where: asked[where] for where in self._endpoints}

    async def _ask_region(self, where: tuple[str, str], names: Sequence[str]) -> None:
        region, profile = where
        read = partial(self._aws[profile].describe_vpc_endpoints, region, names)
        self._endpoints[where] = await self._endpoints[where].ask(read, self._clock)
