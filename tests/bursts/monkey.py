"""Random keys on every page, in bursts, with answers that come late: nothing ends the program or writes read-only."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from random import Random

from tests.bursts.pages import Place
from tests.bursts.playing import at_once, writes_in
from tests.bursts.sequences import drawn, presses
from tests.fakes import VPCE_ID, Fake

BURSTS = 8
_TO_DEEDS = tuple(presses(keys) for keys in ("ctrl+r", "tab", "shift+tab", "enter", "tab enter", " ".join(VPCE_ID)))
"""What leads to writes: each in a read of its own, or a question would not take it."""
_TURNS = (0, 20, 100, 400)


async def writes_of_a_monkey(place: Place, seed: object, *, read_only: bool, bursts: int = BURSTS) -> int:
    """How many calls changed something; what ended the program with a traceback is raised."""
    random = Random(f"monkey {place.name} {seed}")  # noqa: S311 - nothing secret
    world = place.world()
    world.read_only = read_only
    for fake in (world.aws, world.tidb, *world.others.values()):
        answer_late(fake, random)
    async with world.running() as session:
        await session.press(place.way)
        world.connects = False  # a thread's time is real
        for _ in range(bursts):
            if session.app.return_code is not None:
                break
            await at_once(session, random.choice((drawn(random), *_TO_DEEDS)))
        assert not session.app.return_code, "ended with an error"
    return len(writes_in(world))


def answer_late(fake: Fake, random: Random) -> None:
    """Have every answer come some turns of the event loop later: some find their page left, some being left."""
    for name, method in inspect.getmembers(fake, inspect.iscoroutinefunction):
        if not name.startswith("_"):
            setattr(fake, name, _late(method, random))


def _late(method: Callable[..., Awaitable[object]], random: Random) -> Callable[..., Awaitable[object]]:
    async def answer(*given: object, **named: object) -> object:
        for _ in range(random.choice(_TURNS)):
            await asyncio.sleep(0)
        return await method(*given, **named)

    return answer
