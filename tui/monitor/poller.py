"""The one reader of the clouds: when it asks, and what becomes of the answers."""

import asyncio
import logging
import random as randomness
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from tui.domain.clusters import Cluster, TidbSide
from tui.domain.draft import Draft
from tui.domain.endpoints import DnsNameState
from tui.domain.errors import PermissionDenied, PrivateEndpointError, Throttled
from tui.domain.intent import Intent
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import TIDB_SIDE, Snapshot
from tui.domain.tagging import PLAIN, Tagging
from tui.domain.waits import Waits
from tui.domain.work import Work
from tui.monitor.cadence import USUAL, Cadence, Unlimited
from tui.monitor.clock import Clock
from tui.monitor.join import ProviderState, in_order, private_endpoints
from tui.monitor.reader import Reader
from tui.monitor.store import Listener, Store
from tui.providers.base import AwsAccounts, PollBudget, TidbProvider

_LOG = logging.getLogger(__name__)

HURRY_S = 600.0
"""How long a person at work keeps the fast cadence."""
AT_ONCE = 100
"""Rows that are published first where there are more VPC endpoints than that."""
SLICE, GIVE_WAY_S = 200, 0.001
"""Rows that are joined at a time, which takes less than that, and the time for others in between."""
PATIENCE_S = 0.5
"""How long the parts that came are held back for those that did not."""
JITTER = 0.25
"""Part of a widened wait that chance may take away, so that programs that failed together do not return together."""


class Poller:
    """Has both sides read, and publishes."""

    def __init__(
        self,
        tidb: TidbProvider,
        aws: AwsAccounts,
        store: Store,
        clock: Clock,
        cadence: Cadence = USUAL,
        *,
        tidb_side: TidbSide = TidbSide.SELF_MANAGED,
        pace: PollBudget | None = None,
        profiles_of: Callable[[Cluster], tuple[str, ...]] = lambda _: ("",),
        regions: Collection[str] = (),
        tagging: Tagging = PLAIN,
        random: Callable[[], float] = randomness.random,
    ) -> None:
        """`profiles_of`, `regions` and `tagging` are for Reader."""
        self.next_poll_s = 0.0
        """What it sleeps now, or last slept."""
        self._store, self._clock = store, clock
        self._cadence, self._random = cadence, random
        self._tidb_side, self._pace = tidb_side, pace or Unlimited()
        self._reader = Reader(
            tidb, aws, clock, self._pace, profiles_of, tidb_side=tidb_side, regions=regions, tagging=tagging
        )
        self._drafts: tuple[Draft, ...] = ()
        self._intents: Mapping[str, Intent] = {}
        self._waits = Waits()
        self._failures = 0
        self._due = self._inventory_due = False
        self._services_of = ""
        """Whose endpoint services the next poll reads in any case."""
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
            services_of, self._services_of = self._services_of, ""
            await self.poll_once(services_of=services_of)
            while not self._due:
                await self._rest()

    async def poll_once(self, *, inventory: bool = False, services_of: str = "") -> None:
        """Ask every side and publish; clusters and services too with `inventory`, or when it is time for them.

        With `services_of`, a cluster's ID, its endpoint services are read in any case.

        A side that fails keeps its last facts, with their age and its problem; the others are asked all the same.
        A poll that is under way is waited for, and another one made: its answers may be older than the question.
        """
        async with self._polling:
            whole = inventory or self._is_inventory_due()
            self._inventory_due = False
            await self._read(services_of, inventory=whole)
            await self._publish_read()
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
            self._publish(self._clock.now() if self.snapshot.loaded else None, self._rows())

    def set_intents(self, intents: Mapping[str, Intent]) -> None:
        """Compare VPC endpoints with how they were set up here, by ID, from the next poll on."""
        self._intents = intents

    def set_waits(self, waits: Waits) -> None:
        """Publish these from the next poll on."""
        self._waits = waits

    def set_work(self, works: tuple[Work, ...], gone: frozenset[str]) -> None:
        """Show what is under way and what was found to be gone, at once."""
        if (works, gone) != (self.snapshot.works, self.snapshot.gone):
            self._store.publish(replace(self.snapshot, works=works, gone=gone))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """As Store.subscribe."""
        return self._store.subscribe(listener)

    def look_again(self, services_of: str = "") -> None:
        """Poll soon, the endpoint services of that cluster included: something was asked for."""
        self._services_of = services_of or self._services_of
        self._wake()

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
        fast = self.snapshot.moving or self._hurried() or self._reader.unfinished
        return self._cadence.moving_s if fast else self._cadence.settled_s

    def _tell_pace(self) -> None:
        """Say so where the provider's budget makes it twice the usual wait or more."""
        slowed = self._pace.why() if self._pace.least_wait_s() >= 2 * self._usual_s() else ""
        first_read_s = ceil(self.next_poll_s) if self._put_off() else 0
        if (slowed, first_read_s) != (self.snapshot.slowed, self.snapshot.first_read_s):
            self._store.publish(replace(self.snapshot, slowed=slowed, first_read_s=first_read_s))

    def _put_off(self) -> bool:
        """Whether the budget alone is why nothing of TiDB's side was read yet."""
        tidb = [each for each in self.snapshot.readings if each.side == TIDB_SIDE]
        unread = not any(each.as_of or each.read for each in tidb)
        return unread and all(each.problem is None or isinstance(each.problem, Throttled) for each in tidb)

    def _hurried(self) -> bool:
        now = self._clock.now()
        until = self._hurry_until
        return until is not None and now < until <= now + timedelta(seconds=HURRY_S)

    def _widens(self) -> bool:
        """A side failed; one that does not let us in is no reason to leave the others alone."""
        problems = [reading.problem for reading in self.snapshot.problems]
        return any(not isinstance(problem, PermissionDenied) and not self._is_paced(problem) for problem in problems)

    def _is_paced(self, problem: PrivateEndpointError | None) -> bool:
        """Whether the budget says when to ask again: then it is asked as soon as that."""
        throttled = isinstance(problem, Throttled) and problem.source == TIDB_SIDE
        return throttled and self._pace.least_wait_s() > 0

    def _is_inventory_due(self) -> bool:
        found = self._reader.inventory
        if self._inventory_due or found.is_short or found.read_at is None:
            return True
        verifying = any(each.dns_state is DnsNameState.PENDING_VERIFICATION for each in found.services)
        age_s = abs((self._clock.now() - found.read_at).total_seconds())
        return (verifying and self._hurried()) or age_s >= self._cadence.inventory_s

    async def _read(self, services_of: str, *, inventory: bool) -> None:
        """Ask; what came is shown while the rest, such as an account whose credential helper hangs, is waited for."""
        reading = asyncio.ensure_future(self._reader.read(services_of, inventory=inventory))
        try:
            while not (await asyncio.wait([reading], timeout=PATIENCE_S))[0]:
                if self._reader.readings != self.snapshot.readings:
                    self._publish(self._clock.now() if self.snapshot.loaded else None, self._rows())
            await reading
        finally:
            reading.cancel()

    async def _publish_read(self) -> None:
        """What was read; with ten thousand rows no key need wait for the last."""
        halves, rows = self._reader.halves(self._drafts, self._intents), list[PrivateEndpoint]()
        if not self.snapshot.loaded and len(halves.vpc_endpoints) > AT_ONCE:
            self._publish_first(halves)
        for row in self._join(halves):
            rows.append(row)
            if len(rows) % SLICE == 0:
                await asyncio.sleep(GIVE_WAY_S)
        self._publish(self._clock.now(), rows if halves.drafts is self._drafts else self._rows())

    def _publish_first(self, halves: ProviderState) -> None:
        """Rows to look at while the others are joined: as long as nothing counts as loaded, nothing is news."""
        rows = in_order(self._join(halves.first(AT_ONCE)))
        works = self.snapshot.works
        self._store.publish(Snapshot(rows=rows, drafts=self._drafts, tidb_side=self._tidb_side, works=works))

    def _rows(self) -> Iterable[PrivateEndpoint]:
        return self._join(self._reader.halves(self._drafts, self._intents))

    def _join(self, halves: ProviderState) -> Iterable[PrivateEndpoint]:
        return private_endpoints(halves, previous=self.snapshot.rows, now=self._clock.now())

    def _publish(self, at: datetime | None, rows: Iterable[PrivateEndpoint]) -> None:
        found = self._reader.inventory
        self._store.publish(
            Snapshot(
                found.clusters,
                found.services,
                in_order(rows),
                self._drafts,
                self._reader.readings,
                self._reader.identities,
                at,
                self.snapshot.slowed,
                self._tidb_side,
                self.snapshot.works,
                self.snapshot.gone,
                self.snapshot.first_read_s,
                self._waits,
            )
        )
