"""The same sequence in one write and key by key, and what is different afterwards."""

import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, fields
from random import Random
from time import monotonic
from typing import Any

from tests.bursts.pages import Place
from tests.bursts.sequences import Burst, drawn
from tests.screens.harness import Session, World
from tui.local.places import state_folder
from tui.providers.base import READS


def writes_in(world: World) -> tuple[tuple[Any, ...], ...]:
    """The calls that change something, side by side."""
    calls = [call for fake in (world.tidb, world.aws, *world.others.values()) for call in fake.calls]
    return tuple(call for call in calls if call[0] not in READS)


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
        writes = writes_in(world)
        drafts = tuple(world.drafts.saved.values())
        if session.app.return_code is not None:
            return cls(f"left with {session.app.return_code}", "", "", writes, drafts)
        focused = session.app.focused
        return cls(
            session.screen, str(focused and (focused.id or type(focused).__name__)), session.text, writes, drafts
        )


async def at_once(session: Session, burst: Burst) -> None:
    """All of it in one read."""
    now = monotonic()
    for each in burst:
        each.send(session, now)
    await session.settle()


async def one_by_one(session: Session, burst: Burst) -> None:
    """Each after what the one before it caused; a question takes none of them, as of those that came at once."""
    now = monotonic()
    for each in burst:
        if session.app.return_code is None:
            each.send(session, now)
            await session.settle()


Play = Callable[[Session, Burst], Awaitable[None]]


async def played(place: Place, bursts: Sequence[Burst], how: Play) -> list[State]:
    """What each burst in turn led to, in a program of its own, up to its end."""
    states: list[State] = []
    shutil.rmtree(state_folder("ca-files"), ignore_errors=True)
    async with place.world().running() as session:
        await session.press(place.way)
        session.world.connects = False  # a thread's time is real
        for burst in bursts:
            await how(session, burst)
            states.append(State.of(session))
            if session.app.return_code is not None:
                break
    return states


@dataclass(frozen=True, slots=True)
class Difference:
    """What led to it, and both ends."""

    place: Place
    bursts: Sequence[Burst]
    fast: State
    slow: State

    @property
    def in_calls(self) -> bool:
        """Whether AWS or TiDB was asked for something else."""
        return self.fast.writes != self.slow.writes

    def __str__(self) -> str:
        lines = [self.place.name, *(f"  {burst}" for burst in self.bursts)]
        for each in fields(State):
            fast, slow = getattr(self.fast, each.name), getattr(self.slow, each.name)
            if fast != slow:
                lines += [f"  {each.name} at once:\n{fast}", f"  {each.name} one by one:\n{slow}"]
        return "\n".join(lines)


async def compare(place: Place, bursts: Sequence[Burst]) -> Difference | None:
    """The first burst that ends in another state than the same key by key."""
    fast, slow = await played(place, bursts, at_once), await played(place, bursts, one_by_one)
    for at, (one, other) in enumerate(zip(fast, slow, strict=False), 1):
        if one != other:
            return Difference(place, bursts[:at], one, other)
    return None


def drawn_for(place: Place, seed: object, count: int) -> list[Burst]:
    """`count` bursts of that seed, from that page on."""
    random = Random(f"{place.name} {seed}")  # noqa: S311 - nothing secret
    return [drawn(random) for _ in range(count)]
