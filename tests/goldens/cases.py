"""What a golden shows: a world, and the way to the screen."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.screens.harness import Session, World

Step = str | Callable[[World], object]
"""Keys to press, separated by blanks; or what happens in the world before the next poll."""


@dataclass(frozen=True, slots=True)
class Case:
    """A screen in one of its states."""

    name: str
    world: Callable[[], World]
    steps: tuple[Step, ...] = ()
    demo: bool = False

    async def play(self, session: Session) -> None:
        """Go to the screen."""
        for step in self.steps:
            if isinstance(step, str):
                await session.press(step)
            else:
                step(session.world)
                await session.poll()
