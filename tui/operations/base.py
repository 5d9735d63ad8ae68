"""What all operations share: the drafts, taking turns, and the poll at the end."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4

from tui.domain.clusters import Cluster
from tui.domain.deletion import Deletion
from tui.domain.draft import Draft
from tui.domain.endpoints import EndpointChange, Owner, PrivateLinkService
from tui.domain.errors import NotFound, PrivateEndpointError
from tui.domain.intent import Intent
from tui.domain.snapshot import facts
from tui.domain.waits import Took, Wait
from tui.local.writer import AtOnce, Writing, tell_end
from tui.monitor.cadence import Unlimited
from tui.monitor.clock import Clock
from tui.monitor.poller import Poller
from tui.operations.disk import Disk
from tui.operations.intents import Intents
from tui.operations.timing import Timing
from tui.operations.worklist import Worklist
from tui.providers.base import AwsAccounts, AwsProvider, PollBudget, TidbProvider

T = TypeVar("T")


class Operating:
    """Both sides, what was begun, and how an operation is carried out."""

    def __init__(
        self,
        tidb: TidbProvider,
        aws: AwsAccounts,
        poller: Poller,
        drafts: Disk[Draft],
        clock: Clock,
        *,
        removals: Disk[Deletion],
        intents: Disk[Intent],
        waits: Disk[Took],
        speed: float = 1.0,
        writer: Writing | None = None,
        pace: PollBudget | None = None,
        read_only: bool = False,
        new_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        """Reads what is on disk: make it in a thread. `pace` is that of TiDB's side.

        The clouds are `speed` times faster than real.
        """
        self._tidb, self._aws, self._poller, self._clock = tidb, aws, poller, clock
        self._disk, self._removals_disk, self._writer = drafts, removals, writer or AtOnce()
        self._pace, self._read_only, self._new_id = pace or Unlimited(), read_only, new_id
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._kept = {draft.id: draft for draft in drafts.load()}
        self._list = Worklist(poller, clock, self._turn, removals.load())
        self._intents = Intents(intents, poller, clock, self._write)
        self._timing = Timing(waits, poller, clock, self._write, speed)
        self._list.after_each_poll(self._intents.look)
        self._list.after_each_poll(self._timing.look)
        self.tell_unsaved: Callable[[PrivateEndpointError], None] = lambda _: None
        """Hears why something could not be kept on disk."""
        self._told_unsaved = False
        self.tell_failed: Callable[[PrivateEndpointError], None] = lambda _: None
        """Hears how an operation ended that nobody waits for any more."""
        self._running: set[asyncio.Future[Any]] = set()

    @property
    def work(self) -> Worklist:
        """What is under way."""
        return self._list

    async def run(self) -> None:
        """Show what was begun, and carry on what is begun, for ever."""
        self._intents.show()
        self._show()
        await self._list.run()

    async def outlive(self, operation: Coroutine[Any, Any, T]) -> T:
        """What `operation` answers; it goes on to its end when whoever waits for it is gone."""
        task = asyncio.ensure_future(operation)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(self._abandoned)
            raise

    def _abandoned(self, task: "asyncio.Future[Any]") -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, PrivateEndpointError):
            self.tell_failed(error)
        elif error:
            raise error

    def new_draft(self, cluster_id: str = "") -> Draft:
        """A flow at its beginning; on disk once it has a cluster and is kept."""
        return Draft(self._new_id(), cluster_id)

    def drafts(self) -> tuple[Draft, ...]:
        """The unfinished flows, last changed first."""
        return tuple(self._kept.values())

    def keep(self, draft: Draft) -> None:
        """Remember `draft`, on disk too, if it changed; one without a cluster is nothing yet.

        When its service was asked for is not the operator's to forget: an older copy of the draft does not undo it.
        """
        known = self._kept.get(draft.id)
        if known and known.owner == draft.owner and draft.service_asked_at is None:
            draft = replace(draft, service_asked_at=known.service_asked_at)
        if not draft.cluster_id or known == draft:
            return
        self._kept = {draft.id: draft} | {key: kept for key, kept in self._kept.items() if key != draft.id}
        self._show()
        self._write(("draft", draft.id), lambda: self._disk.save(draft))

    def forget(self, draft_id: str) -> None:
        """Drop the draft; what it made stays."""
        if self._kept.pop(draft_id, None):
            self._show()
            self._write(("draft", draft_id), lambda: self._disk.delete(draft_id))

    def _write(self, what: Hashable, write: Callable[[], None]) -> None:
        tell_end(self._writer.put(what, write), self._unsaved)

    def _unsaved(self, error: BaseException | None) -> None:
        """Told once, not at every key, until something can be written again."""
        told, self._told_unsaved = self._told_unsaved, error is not None
        if isinstance(error, PrivateEndpointError):
            if not told:
                self.tell_unsaved(error)
        elif error:
            raise error

    async def _flushed(self) -> None:
        """Return once everything that was to be kept is on disk: before the first request of a write."""
        await asyncio.wrap_future(self._writer.put("nothing", lambda: None))

    def _show(self) -> None:
        self._poller.set_drafts(tuple(self._kept.values()))

    def _turn(self, id_: str) -> asyncio.Lock:
        """What is done for one draft or endpoint is done one after the other."""
        return self._turns[id_]

    @asynccontextmanager
    async def _poll_after(self, *, inventory: bool = False, services_of: str = "") -> AsyncIterator[None]:
        """Poll at the end; an error is told at once, and the poll follows."""
        try:
            yield
        except PrivateEndpointError:
            self._poller.look_again(services_of)
            raise
        await self._poller.poll_once(inventory=inventory, services_of=services_of)

    @contextmanager
    def _switching_on(self, id_: str, change: EndpointChange) -> Iterator[None]:
        """How long private DNS takes is measured, where `change` switches it on and AWS takes that."""
        if change.private_dns:
            self._timing.begin(Wait.DNS, id_)
        try:
            yield
        except PrivateEndpointError:
            self._timing.drop(Wait.DNS, id_)
            raise

    def _account_of(self, draft: Draft) -> AwsProvider:
        """The account that the draft's endpoint is in, or is going to be."""
        return self._aws[facts(draft, self._poller.snapshot).aws_profile]

    def _cluster(self, cluster_id: str) -> Cluster:
        if cluster := self._poller.snapshot.cluster(cluster_id):
            return cluster
        raise NotFound("The cluster is not there any more.", "Choose another cluster.", "TiDB")

    def _service(self, owner: Owner, remedy: str) -> PrivateLinkService:
        if service := self._poller.snapshot.service(*owner):
            return service
        raise NotFound("The endpoint service is not there.", remedy, "TiDB")
