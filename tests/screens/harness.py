"""The application on fakes and a clock that stands still."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Generic, TypeVar
from unittest.mock import patch

from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input

from tests.clock import FrozenClock
from tests.fakes import FakeAws, FakeProbe, FakeTidb
from tui.app import PrivateEndpointApp
from tui.domain.clusters import TidbSide
from tui.domain.commands import CommandContext
from tui.domain.cost import Price
from tui.domain.deletion import Deletion
from tui.domain.draft import Draft
from tui.domain.errors import PrivateEndpointError
from tui.domain.intent import Intent
from tui.domain.tagging import PLAIN, Tagging
from tui.domain.tidb_commands import TidbCommands
from tui.domain.waits import Took
from tui.local.drafts import CaFiles
from tui.local.places import state_folder
from tui.monitor.history import History
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.operations import Operations
from tui.preflight import Preflight
from tui.prices import PriceBook
from tui.providers.base import PollBudget
from tui.providers.guarded import read_only
from tui.runtime import NothingConfigured, Notices, Runtime

DRAFT_ID = "3f0c9a52-5a1e-4b7e-8f53-0d6c6d1f7a1{}"
SETTLED_S = 30.0
"""Passes between two polls of a settled world, and more than enough in a moving one."""
MOST_TURNS = 20_000
"""Of the event loop until the program must be at rest."""

W = TypeVar("W", bound=Widget)
R = TypeVar("R", Draft, Deletion, Intent, Took)

_CHARACTERS = {"colon": ":", "question_mark": "?", "minus": "-", "comma": ",", "space": " "}


_parsed: dict[object, list[RuleSet]] = {}
_parse = Stylesheet._parse_rules


def _parse_once(sheet: Stylesheet, css: str, *arguments: Any, **options: Any) -> list[RuleSet]:
    """Textual reads every style sheet anew for each application and screen, which takes a sixth of the time."""
    key = (css, arguments, *options.items(), *sheet._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, *arguments, **options)
    return _parsed[key]


gc.freeze()  # the modules stay: collections that walk them take a tenth of the time

_FRAMES = str.maketrans(dict.fromkeys("│╭╮╰╯─█▌▎▊", " "))

_paint = Compositor.render_update


def _paint_nothing(compositor: Compositor, *, full: bool = False, **options: Any) -> object:
    """Only what is asked for as a whole, as for a picture."""
    return _paint(compositor, full=True, **options) if full else None


def typed(text: str) -> str:
    """The keys that write `text`."""
    names = {character: name for name, character in _CHARACTERS.items()}
    return " ".join(names.get(character, character) for character in text)


class Memory(Generic[R]):
    """What outlives the application, in memory; `fail` is raised by every write."""

    def __init__(self, *records: R) -> None:
        self.saved: dict[str, R] = {record.id: record for record in records}
        self.fail: PrivateEndpointError | None = None

    def load(self) -> tuple[R, ...]:
        return tuple(self.saved.values())

    def save(self, record: R) -> None:
        if self.fail:
            raise self.fail
        self.saved[record.id] = record

    def delete(self, id_: str) -> None:
        self.saved.pop(id_, None)


class MemoryDrafts(Memory[Draft]):
    """Unfinished flows."""


class MemoryRemovals(Memory[Deletion]):
    """Deletions that were begun."""


class MemoryIntents(Memory[Intent]):
    """How endpoints were set up."""


class MemoryWaits(Memory[Took]):
    """How long waits took."""


@dataclass
class World:
    """Both clouds, the clock and the disk; `running()` starts the program in it, as often as one likes."""

    aws: FakeAws = field(default_factory=FakeAws)
    probe: FakeProbe = field(default_factory=FakeProbe)
    clock: FrozenClock = field(default_factory=FrozenClock)
    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    removals: MemoryRemovals = field(default_factory=MemoryRemovals)
    intents: MemoryIntents = field(default_factory=MemoryIntents)
    waits: MemoryWaits = field(default_factory=MemoryWaits)
    refusal: PrivateEndpointError | NothingConfigured | None = None
    """What connecting raises."""
    context: CommandContext = field(default_factory=CommandContext)
    tidb_side: TidbSide = TidbSide.SELF_MANAGED
    others: dict[str, FakeAws] = field(default_factory=dict)
    """The operator's accounts besides `aws`, by AWS profile."""
    pace: PollBudget | None = None
    prices: dict[str, Price] = field(default_factory=dict)
    """The operator's own, by region."""
    speed: float = 1.0
    tagging: Tagging = PLAIN
    read_only: bool = False
    theme: str = ""
    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Other keys than the usual ones."""
    notices: tuple[str, ...] = ()
    """What connecting has to say."""
    paints: bool = False
    """Whether the screen is painted between what a test looks at, which takes a third of the time."""
    connects: bool = True
    """Whether connecting ever ends."""

    def __post_init__(self) -> None:
        self.tidb = FakeTidb(self.aws)
        self._numbers = count()
        self.chosen: Mapping[str, str] = {}
        """What the first-run pages said to connect to."""
        self._left = threading.Event()

    @property
    def draft(self) -> Draft:
        """The one draft on disk."""
        (draft,) = self.drafts.saved.values()
        return draft

    def app(self, *, demo: bool = False) -> PrivateEndpointApp:
        """A program that has not been started yet; its notices stay."""
        app = PrivateEndpointApp(self._connect, demo=TidbSide.SELF_MANAGED if demo else None)
        app.NOTIFICATION_TIMEOUT = 3600.0  # type: ignore[misc] # a class's value that this one alone shall not have
        return app

    @asynccontextmanager
    async def running(self, size: tuple[int, int] = (80, 24), *, demo: bool = False) -> AsyncIterator["Session"]:
        """The program at rest on its first screen."""
        self._left.clear()
        try:
            app = self.app(demo=demo)
            async with self._still(app, size) as pilot:
                session = Session(self, app, pilot)
                await session.settle()
                yield session
        finally:
            self._left.set()

    @asynccontextmanager
    async def _still(self, app: PrivateEndpointApp, size: tuple[int, int]) -> AsyncIterator[Pilot[int]]:
        """Only what a test looks at is painted."""
        paint = Compositor.render_update if self.paints else _paint_nothing
        with (
            patch.object(Compositor, "render_update", paint),
            patch.object(Stylesheet, "_parse_rules", _parse_once),
            patch.object(gc, "freeze"),  # else every program that a test ran would stay in memory
        ):
            async with app.run_test(size=size, notifications=True) as pilot:
                yield pilot

    def _connect(self, demo: TidbSide | None, store: Store, chosen: Mapping[str, str]) -> Runtime:
        self.chosen = chosen
        if not self.connects:
            self._left.wait(timeout=60)
        if self.refusal and not demo and not chosen:
            raise self.refusal
        guard: Callable[[Any], Any] = read_only if self.read_only else lambda provider: provider
        aws, tidb = {name: guard(each) for name, each in ({"": self.aws} | self.others).items()}, guard(self.tidb)
        poller = Poller(
            tidb,
            aws,
            store,
            self.clock,
            tidb_side=self.tidb_side,
            pace=self.pace,
            profiles_of=lambda cluster: cluster.aws_profiles,
            random=lambda: 0.0,
            tagging=self.tagging,
        )
        operations = Operations(
            tidb,
            aws,
            poller,
            self.drafts,
            self.clock,
            removals=self.removals,
            intents=self.intents,
            waits=self.waits,
            speed=self.speed,
            pace=self.pace,
            read_only=self.read_only,
            new_id=self._new_id,
        )
        label = "demo x10" if demo else "production"
        notices = Notices()
        for notice in self.notices:
            notices.say(notice)
        return Runtime(
            poller,
            operations,
            History(store),
            Preflight(aws, self.probe),
            dict.fromkeys(aws, self.context),
            f"{label} · read-only" if self.read_only else label,
            tidb_commands=TidbCommands(self.context),
            ca_files=CaFiles(state_folder("ca-files")),
            notices=notices,
            prices=PriceBook(aws[""].zone_hour_price, self.prices),
            theme=self.theme,
            keys=self.keys,
            read_only=self.read_only,
        )

    def _new_id(self) -> str:
        return DRAFT_ID.format(next(self._numbers))


class Session:
    """A running program, and the person before it."""

    def __init__(self, world: World, app: PrivateEndpointApp, pilot: Pilot[int]) -> None:
        self.world, self.app, self._pilot = world, app, pilot
        self.pressed = 0
        """How many keys so far."""

    async def press(self, *keys: str) -> None:
        """Press each of `keys`, several in one text separated by blanks, and wait for what it does."""
        for key in (each for text in keys for each in text.split()):
            self.pressed += 1
            self.send(key)
            await self.settle()

    async def agree(self) -> None:
        """Say yes to what a dialog asks."""
        self.button("yes").press()
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste `text`, as the terminal brings it."""
        event = events.Paste(text)
        event.set_sender(self.app)
        assert self.app._driver
        self.app._driver.send_message(event)
        await self.settle()

    async def open(self, page: Callable[..., Screen[Any]], *of: object) -> None:
        """Show `page(runtime, store, *of)`, whatever key leads there."""
        assert self.app._runtime
        self.app.push_screen(page(self.app._runtime, self.app.store, *of))
        await self.settle()

    async def write(self, text: str) -> None:
        """Type `text` where the focus is, faster than the program can draw."""
        for key in typed(text).split():
            self.send(key)
        await self.settle()

    def send(self, key: str, at: float | None = None) -> None:
        """Press a key and do not wait: `ctrl+n`, `G`, `question_mark`."""
        self.arrive(events.Key(key, _CHARACTERS.get(key, key if len(key) == 1 else None)), at)

    def arrive(self, event: events.Event, at: float | None = None) -> None:
        """Have the terminal send a key, paste, click or size, now or `at` that monotonic time; do not wait."""
        event.time = event.time if at is None else at
        driver = self.app._driver
        assert driver is not None
        if isinstance(event, events.Resize):
            driver._size = event.size
        event.set_sender(self.app)
        driver.send_message(event)

    async def poll(self, seconds: float = SETTLED_S) -> None:
        """Let time pass and the next poll happen; one that is under way comes to its end first, if it can."""
        for _ in range(100):
            if self.world.clock.sleeping:
                break
            await asyncio.sleep(0.001)
        self.world.clock.advance(seconds)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self._pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Until the program waits for a person or for the clock; only threads and another size take real time."""
        await self._rest()
        while self._in_thread or self.app.input_queue.busy:
            await asyncio.sleep(0.001)
            await self._rest()

    @property
    def _in_thread(self) -> bool:
        """Whether the program connects, or looks at a file."""
        waited_for = {"_connect", "_look_at_ca"} if self.world.connects else {"_look_at_ca"}
        return any(worker.is_running and worker.name in waited_for for worker in self.app.workers)

    async def _rest(self) -> None:
        """Until the event loop has nothing left to do at once, the screen laid out and painted."""
        ready = getattr(asyncio.get_running_loop(), "_ready")  # noqa: B009 - no public way to ask a loop whether it idles
        idle = 0
        for _ in range(MOST_TURNS):
            await asyncio.sleep(0)
            idle = 0 if ready else idle + 1
            if idle and self.app.is_running:
                below = self.app._background_screens if self.app.screen.is_modal else []
                for screen in (*below, self.app.screen):
                    screen._on_timer_update()
            if idle == 3:
                return
        raise AssertionError("the program never comes to rest")

    def one(self, kind: type[W], selector: str = "") -> W:
        """The widget of that kind on the screen."""
        return self.app.screen.query_one(selector, kind) if selector else self.app.screen.query_one(kind)

    def button(self, id_: str) -> Button:
        return self.one(Button, f"#{id_}")

    def box(self, id_: str) -> Input:
        """The text box of the field of that ID."""
        return self.one(Input, f"#{id_} Input")

    @property
    def screen(self) -> str:
        """The class name of the screen on top."""
        return type(self.app.screen).__name__

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, every cell of it, and what shows through from the page behind."""
        visible_screen_stack.set(self.app._background_screens)
        compositor = self.app.screen._compositor
        return ["".join(segment.text for segment in line) for line in compositor.render_strips()]

    @property
    def text(self) -> str:
        """What stands on the screen, trailing blanks cut."""
        return "\n".join(line.rstrip() for line in self.lines) + "\n"

    @property
    def prose(self) -> str:
        """What stands on the screen as one line without frames: a sentence is found wherever it was broken."""
        return " ".join(self.text.translate(_FRAMES).split())

    @property
    def notices(self) -> str:
        """What was said in passing, which may stand over other text."""
        return "\n".join(notice.message for notice in self.app._notifications)

    @property
    def size(self) -> Size:
        return self.app.size
