"""The one reader of the clouds: when it asks, and what becomes of the answers."""

import asyncio
import logging
import random as randomness
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING, TypeVar

from tui.domain.clusters import Cluster, TidbSide
from tui.domain.endpoints import (
    DnsNameState,
    PrivateEndpointConnection,
    VpcEndpoint,
)
from tui.domain.errors import CredentialsError, PermissionDenied
from tui.domain.snapshot import AWS_SIDE, TIDB_SIDE, Reading, Snapshot, aws_side
from tui.domain.wizard import Draft
from tui.monitor.cadence import USUAL, Cadence, Unlimited
from tui.monitor.clock import Clock
from tui.monitor.join import private_endpoints
from tui.monitor.sides import Inventory, Side
from tui.monitor.store import Store
from tui.providers.base import AwsAccounts, Pace, TidbProvider

if TYPE_CHECKING:
    from tui.domain.network import Identity

T = TypeVar("T")

_LOG = logging.getLogger(__name__)

HURRY_S = 600.0
"""How long a person at work keeps the fast cadence."""
JITTER = 0.25
"""Part of a widened wait that chance may take away, so that programs that failed together do not return together."""


class Poller:
    """Asks TiDB's side, then both sides about the services found there, and publishes.

    A tick costs one list of connections, and one describe an account and region however many endpoints there are.
    """

    def __init__(
        self,
        tidb: TidbProvider,
        aws: AwsAccounts,
        store: Store,
        clock: Clock,
        cadence: Cadence = USUAL,
        *,
        tidb_side: TidbSide = TidbSide.SELF_MANAGED,
        pace: Pace | None = None,
        profiles_of: Callable[[Cluster], tuple[str, ...]] = lambda _: ("",),
        random: Callable[[], float] = randomness.random,
    ) -> None:
        """`profiles_of` tells in which of the accounts `aws` a cluster has its endpoints; see Cluster.aws_profiles."""
        self.next_poll_s = 0.0
        """What it sleeps now, or last slept."""
        self._tidb, self._aws = tidb, aws
        self._store, self._clock = store, clock
        self._cadence, self._random = cadence, random
        self._inventory: Side[Inventory] = Side(Inventory())
        self._connections: Side[Sequence[PrivateEndpointConnection]] = Side(())
        self._endpoints: dict[tuple[str, str], Side[Sequence[VpcEndpoint]]] = {}
        """By region and AWS profile."""
        self._identities: dict[str, Side[Identity | None]] = {profile: Side(None) for profile in aws}
        self._tidb_side, self._pace, self._profiles_of = tidb_side, pace or Unlimited(), profiles_of
        self._drafts: tuple[Draft, ...] = ()
        self._failures = 0
        self._due = self._inventory_due = False
        self._hurry_until: datetime | None = None
        self._polling, self._woken = asyncio.Lock(), asyncio.Event()

    @property
    def snapshot(self) -> Snapshot:
        """What was last published."""
        return self._store.snapshot

    async def run(self) -> None:
        """Poll and rest, for ever."""
        while True:
            self._due = False
            await self.poll_once()
            while not self._due:
                await self._rest()

    async def poll_once(self, *, inventory: bool = False, services_of: str = "") -> None:
        """Ask every side and publish; clusters and services too with `inventory`, or when it is time for them.

        With `services_of`, a cluster's ID, its endpoint services are read in any case.

        A side that fails keeps its last facts, with their age and its problem; the others are asked all the same.
        A poll that is under way is waited for, and another one made: its answers may be older than the question.
        """
        async with self._polling:
            self._pace.begin_tick()
            await asyncio.gather(
                self._ask_inventory(services_of, whole=inventory or self._is_inventory_due()),
                *map(self._ask_identity, self._identities),
            )
            await asyncio.gather(
                self._ask_connections(),
                *starmap(self._ask_region, self._regions().items()),
            )
            self._publish(self._clock.now())
        self._failures = self._failures + 1 if self._widens() else 0
        self.next_poll_s = self._wait_s()
        self._tell_pace()
        failed = [reading.side for reading in self.snapshot.problems]
        _LOG.info("polled: %d rows, failed: %s, next in %.0f s", len(self.snapshot.rows), failed, self.next_poll_s)
        self._woken.set()

    def refresh(self) -> None:
        """Poll now, inventory included; after the poll that is under way, if there is one."""
        self._inventory_due = True
        self._wake()

    def hurry(self) -> None:
        """Keep the fast cadence for ten minutes from now: a person is working in the flow."""
        resting = not self._hurried()
        self._hurry_until = self._clock.now() + timedelta(seconds=HURRY_S)
        if resting and not self._failures:
            self._wake()

    def set_drafts(self, drafts: tuple[Draft, ...]) -> None:
        """Show these unfinished flows, at once."""
        if drafts != self._drafts:
            self._drafts = drafts
            self._publish(self._clock.now() if self.snapshot.loaded else None)

    def _wake(self) -> None:
        self._due = True
        self._woken.set()

    async def _rest(self) -> None:
        """Until it is time or something happens; a poll made by someone else starts the wait anew."""
        self._woken.clear()
        alarm = asyncio.create_task(self._alarm())
        try:
            await self._woken.wait()
        finally:
            alarm.cancel()

    async def _alarm(self) -> None:
        await self._clock.sleep(self.next_poll_s)
        self._wake()

    def _wait_s(self) -> float:
        usual_s = max(self._usual_s(), self._pace.least_wait_s())
        if not self._failures:
            return usual_s
        widened_s = min(usual_s * 2.0 ** min(self._failures, 16), self._cadence.slowest_s)
        return widened_s * (1 - JITTER * self._random())

    def _usual_s(self) -> float:
        fast = self.snapshot.moving or self._hurried()
        return self._cadence.moving_s if fast else self._cadence.settled_s

    def _tell_pace(self) -> None:
        """Say so where the provider's budget makes it twice the usual wait or more."""
        slowed = self._pace.why() if self._pace.least_wait_s() >= 2 * self._usual_s() else ""
        if slowed != self.snapshot.slowed:
            self._store.publish(replace(self.snapshot, slowed=slowed))

    def _hurried(self) -> bool:
        now = self._clock.now()
        until = self._hurry_until
        return until is not None and now < until <= now + timedelta(seconds=HURRY_S)

    def _widens(self) -> bool:
        """A side failed; one that does not let us in is no reason to leave the others alone."""
        problems = [reading.problem for reading in self.snapshot.problems]
        return any(not isinstance(problem, PermissionDenied) for problem in problems)

    def _is_inventory_due(self) -> bool:
        side = self._inventory
        if self._inventory_due or side.problem or side.as_of is None or self._pace.unfinished:
            return True
        verifying = any(each.dns_state is DnsNameState.PENDING_VERIFICATION for each in side.facts.services)
        age_s = abs((self._clock.now() - side.as_of).total_seconds())
        return (verifying and self._hurried()) or age_s >= self._cadence.inventory_s

    async def _ask_inventory(self, services_of: str, *, whole: bool) -> None:
        """All of it, or else the endpoint services alone that are asked for, or being made or removed."""
        if whole:
            self._inventory_due = False
            self._inventory = await self._inventory.ask(self._read_inventory, self._clock)
            if not self._pace.unfinished:
                self._pace.begin_tick()  # what is read every few minutes alone is no measure of the other ticks
        elif clusters := self._inventory.facts.moving(services_of):
            read = await self._inventory.ask(partial(self._read_services, clusters), self._clock)
            self._inventory = replace(read, as_of=self._inventory.as_of)  # the age of the rest

    async def _read_inventory(self) -> Inventory:
        listed = await self._tidb.list_clusters()
        clusters = [replace(cluster, aws_profiles=self._profiles_of(cluster)) for cluster in listed]
        return Inventory(clusters, await self._tidb.list_services(clusters))

    async def _read_services(self, clusters: Sequence[Cluster]) -> Inventory:
        return self._inventory.facts.with_services(clusters, await self._tidb.list_services(clusters))

    async def _ask_connections(self) -> None:
        read = partial(self._tidb.list_connections, self._inventory.facts.services)
        self._connections = await self._connections.ask(read, self._clock)

    async def _ask_identity(self, profile: str) -> None:
        known = self._identities[profile]
        sides = [side for (_, of), side in self._endpoints.items() if of == profile]
        signed_out = any(isinstance(side.problem, CredentialsError) for side in sides)
        if known.facts is None or known.problem or signed_out:
            self._identities[profile] = await known.ask(self._aws[profile].caller_identity, self._clock)

    def _regions(self) -> dict[tuple[str, str], list[str]]:
        """Names of the services to ask about by region and AWS profile; what was known of others is forgotten."""
        profiles = {cluster.id: cluster.aws_profiles for cluster in self._inventory.facts.clusters}
        asked: dict[tuple[str, str], list[str]] = {}
        for service in self._inventory.facts.services:
            for profile in profiles.get(service.cluster_id, ("",)) if service.name else ():
                asked.setdefault((service.region, profile), []).append(service.name)
        self._endpoints = {where: self._endpoints.get(where, Side(())) for where in sorted(asked)}
        return {where: asked[where] for where in self._endpoints}

    async def _ask_region(self, where: tuple[str, str], names: Sequence[str]) -> None:
        region, profile = where
        read = partial(self._aws[profile].describe_vpc_endpoints, region, names)
        self._endpoints[where] = await self._endpoints[where].ask(read, self._clock)

    def _publish(self, at: datetime | None) -> None:
        clusters, services = tuple(self._inventory.facts.clusters), tuple(self._inventory.facts.services)
        endpoints = [endpoint for side in self._endpoints.values() for endpoint in side.facts]
        rows = private_endpoints(
            clusters,
            services,
            self._connections.facts,
            endpoints,
            self._drafts,
            previous=self.snapshot.rows,
            now=self._clock.now(),
        )
        identities = {profile: side.facts for profile, side in self._identities.items() if side.facts}
        self._store.publish(
            Snapshot(
                clusters,
                services,
                rows,
                self._drafts,
                self._readings(),
                identities,
                at,
                self.snapshot.slowed,
                self._tidb_side,
            )
        )

    def _readings(self) -> tuple[Reading, ...]:
        """How fresh each side is; while no region is asked, the identity, which is not read again, stands for AWS."""
        inventory, connections = self._inventory, self._connections
        oldest = inventory if inventory.problem else connections
        tidb = Reading(TIDB_SIDE, oldest.as_of, inventory.problem or connections.problem)
        regions = [Reading(aws_side(*where), side.as_of, side.problem) for where, side in self._endpoints.items()]
        who = self._identities.get("", Side(None))
        identity = Reading(AWS_SIDE, who.as_of if who.problem else (connections.as_of or who.as_of), who.problem)
        return (tidb, *(regions or [identity]))
