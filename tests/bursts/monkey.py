"""Random keys on every page, in bursts: nothing ends the program, and read-only writes nothing."""

from random import Random

from tests.bursts.pages import Place
from tests.bursts.playing import at_once, writes_in
from tests.bursts.sequences import drawn

BURSTS = 8


async def writes_of_a_monkey(place: Place, seed: object, *, read_only: bool) -> int:
    """How many calls changed something; what ended the program with a traceback is raised."""
    random = Random(f"monkey {place.name} {seed}")  # noqa: S311 - nothing secret
    world = place.world()
    world.read_only = read_only
    async with world.running() as session:
        await session.press(place.way)
        world.connects = False  # a thread's time is real
        for _ in range(BURSTS):
            if session.app.return_code is not None:
                break
            await at_once(session, drawn(random))
        assert not session.app.return_code, "ended with an error"
    return len(writes_in(world))
