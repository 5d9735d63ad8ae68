"""Everything under way; it listens to the store and takes each one step further when it can be."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from tui.domain.deletion import Deletion
from tui.domain.errors import PrivateEndpointError
from tui.domain.snapshot import Snapshot
from tui.domain.work import Task, Work
from tui.monitor.clock import Clock
from tui.monitor.poller import Poller

Step = Callable[[Work, bool], Awaitable[Work]]
"""Does what can be done for a work now, at most one write; how far it is then, the very same where nothing changed.

The second argument: whether both halves have to be looked up by ID, since the snapshot is older than the last write.
PrivateEndpointError stops the work.
"""


class Worklist:
    """By ID: of one endpoint at most one thing is under way. What was on disk at the start waits to be gone on with."""

    def __init__(
        self, poller: Poller, clock: Clock, turn: Callable[[str], asyncio.Lock], kept: Iterable[Deletion]
    ) -> None:
        """`turn` is the lock that whatever is done to an endpoint takes."""
        self.tell_stopped: Callable[[Work], None] = lambda _: None
        """Hears of each work that an error stopped."""
        self.gone: frozenset[str] = frozenset()
        self._poller, self._clock, self._turn = poller, clock, turn
        self._works = {removal.id: Work(removal, active=False) for removal in kept}
        self._steps: dict[type[Task], Step] = {}
        self._each_poll: list[Callable[[Snapshot], Awaitable[None]]] = []
        self._begun: dict[str, object] = {}
        """A mark for each time that the operator began it, or dropped it: what a step found before does not count."""
        self._carried: set[str] = set()
        self._resting: set[str] = set()
        self._heard = Snapshot()
        self._tasks: asyncio.TaskGroup | None = None

    def teach(self, kind: type[Task], step: Step) -> None:
        """How a task of that kind is carried on."""
        self._steps[kind] = step

    def after_each_poll(self, look: Callable[[Snapshot], Awaitable[None]]) -> None:
        """Have `look` called too, one call after the other."""
        self._each_poll.append(look)

    @property
    def works(self) -> tuple[Work, ...]:
        """Those under way, and those that ended in this run."""
        return tuple(self._works.values())

    def get(self, id_: str) -> Work | None:
        return self._works.get(id_)

    async def run(self) -> None:
        """Carry on, for ever; a bug in a step ends it."""
        self.show()
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            unsubscribe = self._poller.subscribe(self._listen)
            try:
                await asyncio.Event().wait()
            finally:
                self._tasks = None
                unsubscribe()

    def begin(self, work: Work) -> None:
        """Carry `work` on from now; it takes the place of what was under way for the same endpoint."""
        self._begun[work.id] = object()
        self._resting.discard(work.id)
        self._works[work.id] = work
        self.show()
        self._poller.hurry()
        self._carry_soon(work.id)

    def go_on(self, id_: str) -> None:
        """The operator said so; nothing where it goes on already."""
        work = self._works.get(id_)
        if work and not work.active and not work.task.over:
            self.begin(replace(work, active=True, asked=frozenset(), doing="", waits="", problem=None))

    def drop(self, id_: str) -> None:
        """Do not carry it on; what was done stays done."""
        if self._works.pop(id_, None):
            self._begun[id_] = object()
            self.show()

    def put(self, work: Work) -> bool:
        """Keep and show how far it is; whether it is still wanted."""
        if work.id not in self._works:
            return False
        self._works[work.id] = work
        self.show()
        return True

    def show(self) -> None:
        self._poller.set_work(self.works, self.gone)

    def _listen(self, snapshot: Snapshot) -> None:
        """A poll is news; what this list, or the setups, published itself is none."""
        heard, self._heard = self._heard, snapshot
        own = (heard.works, heard.gone, heard.drafts) != (snapshot.works, snapshot.gone, snapshot.drafts)
        if not snapshot.loaded or (own and heard.loaded):
            return
        for id_ in tuple(self._works):
            self._carry_soon(id_)
        if self._each_poll:
            self._soon("every poll", self._look)

    def _carry_soon(self, id_: str) -> None:
        self._soon(id_, lambda: self._carry(id_))

    def _soon(self, id_: str, make: Callable[[], Awaitable[None]]) -> None:
        """Never two at once under one ID."""
        if self._tasks and id_ not in self._carried:
            self._carried.add(id_)
            self._tasks.create_task(self._alone(id_, make))

    async def _alone(self, id_: str, make: Callable[[], Awaitable[None]]) -> None:
        try:
            await make()
        finally:
            self._carried.discard(id_)

    async def _look(self) -> None:
        for look in self._each_poll:
            await look(self._poller.snapshot)

    async def _carry(self, id_: str) -> None:
        """Step by step, until something has to be waited for."""
        by_id = False
        async with self._turn(id_):
            while (work := self._works.get(id_)) and not work.task.over and id_ not in self._resting:
                begun = self._begun.get(id_)
                goes_on = await self._step(work, by_id=by_id)
                if not goes_on and begun is self._begun.get(id_):
                    return
                by_id = True

    async def _step(self, work: Work, *, by_id: bool) -> bool:
        """Do one step; whether another may follow at once."""
        begun = self._begun.get(work.id)
        try:
            after = await self._steps[type(work.task)](work, by_id)
        except PrivateEndpointError as error:
            self._stop(work, error)
            return False
        if begun is not self._begun.get(work.id):
            return False
        if after != self._works.get(work.id):
            self.put(after)
        return after != work and not after.waits

    def _stop(self, work: Work, error: PrivateEndpointError) -> None:
        """Told in any case; kept, to be gone on with, unless it is not wanted any more."""
        now = self._works.get(work.id, work)
        stopped = replace(now, active=False, doing="", waits="", problem=error)
        self.put(stopped)
        self._poller.look_again()
        self.tell_stopped(stopped)

    def later(self, id_: str, seconds: float, *, rests: bool = False) -> None:
        """Take that work up again after `seconds`, poll or not; not before that if it `rests`."""
        if rests:
            self._resting.add(id_)

        async def wait() -> None:
            await self._clock.sleep(seconds)
            self._resting.discard(id_)
            self._carry_soon(id_)

        self._soon(f"alarm of {id_}", wait)
