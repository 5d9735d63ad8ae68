"""Keys without sense, in one write each time: nothing ends the program but Quit, and read-only nothing is changed."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from random import Random

from tests.bursts.pages import Place
from tests.bursts.playing import State, at_once
from tests.bursts.sequences import Burst, drawn, presses
from tests.fakes import VPCE_ID, Fake

_TO_DEEDS = (
    presses("ctrl+r"),
    presses("tab"),
    presses("shift+tab"),
    presses("enter"),
    presses("tab enter"),
    presses(" ".join(VPCE_ID)),
)
"""What leads to writes: each in a read of its own, or a question would not take it."""


class CrashError(AssertionError):
    """The program ended with an exception, which is the cause."""


async def rage(place: Place, seed: object, count: int, *, read_only: bool) -> int:
    """`count` bursts from that page on; how many calls changed something. Raises CrashError."""
    random = Random(f"{place.name} {seed}")  # noqa: S311 - nothing secret
    bursts = [random.choice((drawn(random), *_TO_DEEDS)) for _ in range(count)]
    done: list[Burst] = []
    try:
        return await _play(place, bursts, done, random, read_only=read_only)
    except Exception as error:
        raise CrashError("\n".join([place.screen, *map(str, done)])) from error


async def _play(place: Place, bursts: list[Burst], done: list[Burst], random: Random, *, read_only: bool) -> int:
    world = place.world()
    world.read_only = read_only
    for fake in (world.aws, world.tidb, *world.others.values()):
        answer_late(fake, random)
    async with world.running() as session:
        await session.press(place.way)
        world.connects = False  # a thread's time is real
        for burst in bursts:
            if session.app.return_code is not None:
                break
            done.append(burst)
            await at_once(session, burst)
        assert not session.app.return_code, f"exit code {session.app.return_code}"
        return len(State.of(session).writes)


def answer_late(fake: Fake, random: Random) -> None:
    """Have every answer come some turns of the event loop later: some find their page left, some being left."""
    for name, method in inspect.getmembers(fake, inspect.iscoroutinefunction):
        if not name.startswith("_"):
            setattr(fake, name, _late(method, random))


def _late(method: Callable[..., Awaitable[object]], random: Random) -> Callable[..., Awaitable[object]]:
    async def answer(*given: object, **named: object) -> object:
        for _ in range(random.choice((0, 20, 100, 400))):
            await asyncio.sleep(0)
        return await method(*given, **named)

    return answer
