"""Asks both sides, and keeps the last facts of each part."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import starmap
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tui.domain.clusters import Cluster, TidbSide
from tui.domain.draft import Draft
from tui.domain.errors import CredentialsError, PrivateEndpointError
from tui.domain.parts import Part, Parts
from tui.domain.snapshot import AWS_SIDE, Freshness, What, aws_side
from tui.domain.tagging import PLAIN, Tagging
from tui.monitor import freshness
from tui.monitor.cached import Cached
from tui.monitor.clock import Clock
from tui.monitor.inventory import Inventory, asked
from tui.monitor.join import ProviderState, Wholeness
from tui.providers.base import AwsAccounts, PollBudget, TidbProvider

if TYPE_CHECKING:
    from datetime import datetime

    from tui.domain.endpoints import PrivateEndpointConnection, PrivateLinkService, VpcEndpoint
    from tui.domain.intent import Intent
    from tui.domain.network import Identity

Where = tuple[str, str]
"""Region and AWS profile."""


class Reader:
    """Asks TiDB's side, then both sides about the services found there.

    That costs one list of connections a project or region, and one describe an account and region however many
    endpoints there are. A part that fails or ends early keeps its last facts, with their age; the others go on.
    """

    def __init__(
        self,
        tidb: TidbProvider,
        aws: AwsAccounts,
        clock: Clock,
        pace: PollBudget,
        profiles_of: Callable[[Cluster], tuple[str, ...]],
        *,
        tidb_side: TidbSide,
        regions: Collection[str] = (),
        tagging: Tagging = PLAIN,
    ) -> None:
        """In `regions` endpoints are looked for too, beside those of the services: PrivateLink connects across regions.

        `profiles_of` tells in which of the accounts `aws` a cluster has its endpoints; see Cluster.aws_profiles.
        """
        self.inventory = Inventory(tidb, clock, profiles_of, tagging)
        self._tidb, self._aws, self._clock, self._pace = tidb, aws, clock, pace
        self._tidb_side, self._regions = tidb_side, regions
        self._connections: Parts[PrivateEndpointConnection] = Parts(attrgetter("vpc_endpoint_id", "owner"))
        self._endpoints: Parts[VpcEndpoint] = Parts(attrgetter("id"))
        """A part an account and region."""
        self._identities: dict[str, Cached[Identity | None]] = {profile: Cached(None) for profile in aws}
        self._asked: dict[Where, list[str]] = {}
        """Names of the services that were asked about."""
        self._read_at: datetime | None = None

    @property
    def unfinished(self) -> bool:
        """Whether something was left for the next tick."""
        return self._connections.unfinished or self.inventory.unfinished

    async def read(self, services_of: str, *, inventory: bool) -> None:
        """Ask every side; clusters and services only with `inventory`, services of the cluster `services_of` too."""
        self._pace.begin_tick()
        identities = map(self._ask_identity, self._identities)
        await asyncio.gather(*identities, self._ask_sides(services_of, inventory=inventory))
        self._read_at = self._clock.now()

    async def _ask_sides(self, services_of: str, *, inventory: bool) -> None:
        """What is read of one waits for no other, nor for whose the credentials are."""
        await self._ask_inventory(services_of, whole=inventory)
        self.inventory.keep_former(self._endpoints.facts)
        self._asked = self._to_ask()
        self._endpoints = self._endpoints.only(aws_side(*where) for where in self._asked)
        await asyncio.gather(self._ask_connections(), *starmap(self._ask_region, self._asked.items()))

    def halves(self, drafts: Sequence[Draft], intents: "Mapping[str, Intent]") -> ProviderState:
        """What to join into rows."""
        found = self.inventory
        halves = found.clusters, found.services, self._connections.facts, self._endpoints.facts, drafts, found.former
        return ProviderState(*halves, self._read_whole(), intents)

    def _read_whole(self) -> Wholeness:
        accounts = {profile: who.account for profile, who in self.identities.items()}
        places = _whole(self._connections) if self._tidb_side is TidbSide.TIDB_CLOUD else ()
        unread = {where[1] for where in self._asked if aws_side(*where) not in _whole(self._endpoints)}
        return Wholeness(places, {where[1] for where in self._asked} - unread, accounts)

    @property
    def identities(self) -> "dict[str, Identity]":
        """Who the operator is, by AWS profile; without those that are not known."""
        return {profile: side.facts for profile, side in self._identities.items() if side.facts}

    @property
    def readings(self) -> tuple[Freshness, ...]:
        """How fresh each part is; while no region is asked, the identity, which is not read again, stands for AWS."""
        tidb = (
            *freshness.readings(What.CLUSTERS, self.inventory.cluster_parts),
            *freshness.services(self.inventory.service_parts),
            *freshness.readings(What.CONNECTIONS, self._connections),
        )
        aws = [Freshness(part.place, part.as_of, part.problem) for part in self._endpoints.kept.values()]
        return (*tidb, *(aws or [self._identity()]))

    def _identity(self) -> Freshness:
        who = self._identities.get("", Cached(None))
        return Freshness(AWS_SIDE, who.as_of if who.problem else (self._read_at or who.as_of), who.problem)

    async def _ask_inventory(self, services_of: str, *, whole: bool) -> None:
        """All of it, or else the endpoint services alone that are unread, asked for, or being made or removed."""
        found = self.inventory
        if whole:
            await found.ask()
            if not self.unfinished:
                self._pace.begin_tick()  # what is read every few minutes alone is no measure of the other ticks
        elif clusters := found.clusters if found.unfinished else found.moving(services_of):
            await found.ask_services(clusters)

    async def _ask_connections(self) -> None:
        services = self.inventory.services
        places = {each.id: each.place for each in self.inventory.clusters}
        parts = await asked(self._connections, self._tidb.list_connections(services), self._clock)
        self._connections = parts.only({"", *(places[each.cluster_id] for each in services)} if services else ())

    async def _ask_identity(self, profile: str) -> None:
        known = self._identities[profile]
        places = {aws_side(*where) for where in self._asked if where[1] == profile}
        problems = (part.problem for place, part in self._endpoints.kept.items() if place in places)
        signed_out = any(isinstance(problem, CredentialsError) for problem in problems)
        if known.facts is None or known.problem or signed_out:
            self._identities[profile] = await known.ask(self._aws[profile].caller_identity, self._clock)

    def _to_ask(self) -> dict[Where, list[str]]:
        """Names of the services to ask about: an account's in each region, former ones where they have endpoints."""
        profiles = {cluster.id: cluster.aws_profiles for cluster in self.inventory.clusters}
        of_profile: dict[str, list[PrivateLinkService]] = {}
        for service in self.inventory.services:
            for profile in profiles[service.cluster_id] if service.name else ():
                of_profile.setdefault(profile, []).append(service)
        asked_of = {
            (region, profile): [service.name for service in services]
            for profile, services in of_profile.items()
            for region in {*self._regions, *(service.region for service in services)}
        }
        former = {each.name for each in self.inventory.former}
        seen = {(each.region, each.aws_profile, each.service_name) for each in self._endpoints.facts} if former else ()
        for region, profile, name in sorted(seen):
            if name in former:
                asked_of.setdefault((region, profile), []).append(name)
        return dict(sorted(asked_of.items()))

    async def _ask_region(self, where: Where, names: Sequence[str]) -> None:
        region, profile = where
        place = aws_side(*where)
        try:
            found = await self._aws[profile].describe_vpc_endpoints(region, names)
            answer = Part(place, tuple(found))
        except PrivateEndpointError as error:
            answer = Part(place, problem=error)
        self._endpoints = self._endpoints.then([answer], self._clock.now())


def _whole(parts: Parts[Any]) -> set[str]:
    """Places that were read to their end the last time."""
    return {place for place, part in parts.kept.items() if part.as_of and part.complete and not part.problem}
