"""The same sequence in one write and key by key, and what is different afterwards."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from typing import Any

from tests.bursts.pages import Place
from tests.bursts.sequences import Burst, drawn
from tests.screens.harness import Session

READS = ("list_", "describe_", "vpc_dns", "caller_", "raw_", "find_", "endpoints_in", "zone_hour", "dry_run", "resolve")


@dataclass(frozen=True, slots=True)
class State:
    """What a person sees, and what was asked of AWS and TiDB."""

    screen: str
    focus: str
    text: str
    writes: tuple[Any, ...]
    drafts: tuple[Any, ...]

    @classmethod
    def of(cls, session: Session) -> "State":
        world = session.world
        calls = [call for fake in (world.tidb, world.aws, *world.others.values()) for call in fake.calls]
        writes = tuple(call for call in calls if not call[0].startswith(READS))
        drafts = tuple(world.drafts.saved.values())
        if session.app.return_code is not None:
            return cls(f"left with {session.app.return_code}", "", "", writes, drafts)
        focused = session.app.focused
        return cls(session.screen, str(focused and (focused.id or type(focused).__name__)), session.text, writes, drafts)


async def at_once(session: Session, burst: Burst) -> None:
    """All of it in one read."""
    now = monotonic()
    for each in burst:
        each.send(session, now)
    await session.settle()


async def one_by_one(session: Session, burst: Burst) -> None:
    """Each after what the one before it caused; a question takes none of them, as it does of those that came at once."""
    now = monotonic()
    for each in burst:
        if session.app.return_code is None:
            each.send(session, now)
            await session.settle()


@dataclass
class Played:
    """One program that got bursts and one that got the same key by key."""

    place: Place
    bursts: list[Burst] = field(default_factory=list)
    fast: State | None = None
    slow: State | None = None

    @property
    def differs(self) -> bool:
        return self.fast != self.slow

    def __str__(self) -> str:
        lines = [self.place.name, *(f"  {burst}" for burst in self.bursts)]
        for name in State.__dataclass_fields__:
            fast, slow = getattr(self.fast, name), getattr(self.slow, name)
            if fast != slow:
                lines += [f"  {name} at once:\n{fast}", f"  {name} one by one:\n{slow}"]
        return "\n".join(lines)


async def play(place: Place, bursts: list[Burst]) -> Played:
    """Each burst in turn, until the first that ends differently."""
    played = Played(place)
    async with AsyncExitStack() as stack:
        fast, slow = [await stack.enter_async_context(place.world().running()) for _ in range(2)]
        for session in (fast, slow):
            await session.press(place.way)
            session.world.connects = False  # a thread's time is real
        for burst in bursts:
            played.bursts.append(burst)
            await at_once(fast, burst)
            await one_by_one(slow, burst)
            played.fast, played.slow = State.of(fast), State.of(slow)
            if played.differs or fast.app.return_code is not None:
                break
    return played


async def draw_and_play(place: Place, seed: str, count: int) -> Played:
    """`count` bursts of that seed, from that page on."""
    random = Random(f"{place.name} {seed}")
    return await play(place, [drawn(random) for _ in range(count)])
