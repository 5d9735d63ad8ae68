"""The application on fakes and a clock that stands still."""

from dataclasses import dataclass, field
from itertools import count

from textual.pilot import Pilot

from tests.clock import FrozenClock
from tests.fakes import FakeAws, FakeTidb
from tui.app import PrivateEndpointApp
from tui.domain.commands import CommandContext
from tui.domain.errors import PrivateEndpointError
from tui.domain.wizard import Draft
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.operations import Operations
from tui.runtime import NothingConfigured, Runtime

DRAFT_ID = "3f0c9a52-5a1e-4b7e-8f53-0d6c6d1f7a1{}"


class MemoryDrafts:
    """Drafts that outlive the application, in memory; `fail` is raised by every write."""

    def __init__(self, *drafts: Draft) -> None:
        self.saved = {draft.id: draft for draft in drafts}
        self.fail: PrivateEndpointError | None = None

    def load(self) -> tuple[Draft, ...]:
        return tuple(self.saved.values())

    def save(self, draft: Draft) -> None:
        if self.fail:
            raise self.fail
        self.saved[draft.id] = draft

    def delete(self, draft_id: str) -> None:
        self.saved.pop(draft_id, None)


@dataclass
class World:
    """Both clouds, the clock and the disk; `app()` starts the program in it, as often as one likes."""

    aws: FakeAws = field(default_factory=FakeAws)
    clock: FrozenClock = field(default_factory=FrozenClock)
    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    refusal: PrivateEndpointError | NothingConfigured | None = None
    """What connecting raises."""
    context: CommandContext = field(default_factory=CommandContext)
    speed: float = 1.0

    def __post_init__(self) -> None:
        self.tidb = FakeTidb(self.aws)
        self._numbers = count()

    def app(self, *, demo: bool = False) -> PrivateEndpointApp:
        """A program that has not been started yet."""
        return PrivateEndpointApp(self._connect, demo=demo)

    def _connect(self, demo: bool, store: Store) -> Runtime:
        if self.refusal and not demo:
            raise self.refusal
        poller = Poller(self.tidb, self.aws, store, self.clock, random=lambda: 0.0)
        operations = Operations(self.tidb, self.aws, poller, self.drafts, self.clock, new_id=self._new_id)
        return Runtime(poller, operations, self.context, "demo x10" if demo else "production", self.speed)

    def _new_id(self) -> str:
        return DRAFT_ID.format(next(self._numbers))

    async def settle(self, pilot: Pilot[int]) -> None:
        """Until the program waits for a person or for the clock."""
        for _ in range(100):
            await pilot.pause()
            if self.clock.sleeping or not self._polls(pilot):
                break
        for _ in range(3):
            await pilot.pause()

    def _polls(self, pilot: Pilot[int]) -> bool:
        groups = {worker.group for worker in pilot.app.workers if worker.is_running}
        return bool(groups & {"poller", "connection"})

    async def poll(self, pilot: Pilot[int], seconds: float = 5.0) -> None:
        """Let time pass and the next poll happen."""
        self.clock.advance(seconds)
        await pilot.pause()
        await self.settle(pilot)


def screen_text(pilot: Pilot[int]) -> str:
    """What stands on the screen, trailing blanks cut."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines) + "\n"
