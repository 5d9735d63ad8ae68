"""The one reader of the clouds: when it asks, and what becomes of the answers."""

import asyncio
import logging
import random as randomness
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from tui.domain.clusters import Cluster
from tui.domain.endpoints import DnsNameState, PrivateEndpointConnection, PrivateLinkService, VpcEndpoint
from tui.domain.errors import CredentialsError, PermissionDenied, PrivateEndpointError
from tui.domain.snapshot import AWS_SIDE, TIDB_SIDE, Reading, Snapshot, aws_side
from tui.domain.wizard import Draft
from tui.monitor.clock import Clock
from tui.monitor.join import private_endpoints
from tui.monitor.store import Store
from tui.providers.base import AwsProvider, TidbProvider

if TYPE_CHECKING:
    from tui.domain.network import Identity

T = TypeVar("T")

_LOG = logging.getLogger(__name__)

HURRY_S = 600.0
"""How long a person at work keeps the fast cadence."""
JITTER = 0.25
"""Part of a widened wait that chance may take away, so that programs that failed together do not return together."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """Seconds from the end of one poll to the next."""

    moving_s: float = 5.0
    """While something changes, or a person is working in the flow."""
    settled_s: float = 30.0
    inventory_s: float = 300.0
    """Between two readings of clusters and endpoint services."""
    slowest_s: float = 120.0
    """However often it failed."""


USUAL = Cadence()


@dataclass(frozen=True, slots=True)
class Side(Generic[T]):
    """The last facts of one call, their age, and why the call failed since."""

    facts: T
    as_of: datetime | None = None
    problem: PrivateEndpointError | None = None

    async def ask(self, read: Callable[[], Awaitable[T]], clock: Clock) -> "Side[T]":
        """The new facts; the old ones with their age where there are none."""
        try:
            return Side(await read(), clock.now())
        except PrivateEndpointError as error:
            return replace(self, problem=error)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What changes rarely."""

    clusters: Sequence[Cluster] = ()
    services: Sequence[PrivateLinkService] = ()


class Poller:
    """Asks TiDB's side, then both sides about the services found there, and publishes.

    A tick costs one list of connections, and one describe a region however many endpoints there are.
    """

    def __init__(
        self,
        tidb: TidbProvider,
        aws: AwsProvider,
        store: Store,
        clock: Clock,
        cadence: Cadence = USUAL,
        *,
        random: Callable[[], float] = randomness.random,
    ) -> None:
        self.next_poll_s = 0.0
        """What it sleeps now, or last slept."""
        self._tidb, self._aws = tidb, aws
        self._store, self._clock = store, clock
        self._cadence, self._random = cadence, random
        self._inventory: Side[Inventory] = Side(Inventory())
        self._connections: Side[Sequence[PrivateEndpointConnection]] = Side(())
        self._endpoints: dict[str, Side[Sequence[VpcEndpoint]]] = {}
        self._identity: Side[Identity | None] = Side(None)
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

    async def poll_once(self, *, inventory: bool = False) -> None:
        """Ask every side and publish; clusters and services too with `inventory`, or when it is time for them.

        A side that fails keeps its last facts, with their age and its problem; the others are asked all the same.
        A poll that is under way is waited for, and another one made: its answers may be older than the question.
        """
        async with self._polling:
            if inventory or self._is_inventory_due():
                self._inventory_due = False
                self._inventory = await self._inventory.ask(self._read_inventory, self._clock)
            await asyncio.gather(self._ask_identity(), self._ask_connections(), *map(self._ask_region, self._regions()))
            self._publish(self._clock.now())
        self._failures = self._failures + 1 if self._widens() else 0
        self.next_poll_s = self._wait_s()
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
        fast = self.snapshot.moving or self._hurried()
        usual_s = self._cadence.moving_s if fast else self._cadence.settled_s
        if not self._failures:
            return usual_s
        widened_s = min(usual_s * 2.0 ** min(self._failures, 16), self._cadence.slowest_s)
        return widened_s * (1 - JITTER * self._random())

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
        if self._inventory_due or side.problem or side.as_of is None or self.snapshot.services_moving:
            return True
        verifying = any(each.dns_state is DnsNameState.PENDING_VERIFICATION for each in side.facts.services)
        age_s = abs((self._clock.now() - side.as_of).total_seconds())
        return (verifying and self._hurried()) or age_s >= self._cadence.inventory_s

    async def _read_inventory(self) -> Inventory:
        clusters = await self._tidb.list_clusters()
        return Inventory(clusters, await self._tidb.list_services(clusters))

    async def _ask_connections(self) -> None:
        read = partial(self._tidb.list_connections, self._inventory.facts.services)
        self._connections = await self._connections.ask(read, self._clock)

    async def _ask_identity(self) -> None:
        signed_out = any(isinstance(side.problem, CredentialsError) for side in self._endpoints.values())
        if self._identity.facts is None or self._identity.problem or signed_out:
            self._identity = await self._identity.ask(self._aws.caller_identity, self._clock)

    def _regions(self) -> list[str]:
        """The regions with a service to ask about; what was known of others is forgotten."""
        regions = sorted({service.region for service in self._inventory.facts.services if service.name})
        self._endpoints = {region: self._endpoints.get(region, Side(())) for region in regions}
        return regions

    async def _ask_region(self, region: str) -> None:
        services = self._inventory.facts.services
        names = [service.name for service in services if service.name and service.region == region]
        read = partial(self._aws.describe_vpc_endpoints, region, names)
        self._endpoints[region] = await self._endpoints[region].ask(read, self._clock)

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
        self._store.publish(
            Snapshot(clusters, services, rows, self._drafts, self._readings(), self._identity.facts, at)
        )

    def _readings(self) -> tuple[Reading, ...]:
        """How fresh each side is; while no region is asked, the identity, which is not read again, stands for AWS."""
        inventory, connections = self._inventory, self._connections
        oldest = inventory if inventory.problem else connections
        tidb = Reading(TIDB_SIDE, oldest.as_of, inventory.problem or connections.problem)
        regions = [Reading(aws_side(region), side.as_of, side.problem) for region, side in self._endpoints.items()]
        who = self._identity
        identity = Reading(AWS_SIDE, who.as_of if who.problem else (connections.as_of or who.as_of), who.problem)
        return (tidb, *(regions or [identity]))
