"""When a frame is to be seen."""

from dataclasses import dataclass
from math import inf
from time import monotonic

_HELD_UP_S = 0.05
"""A line that takes a frame longer than this is stalled; nobody answers sooner."""


@dataclass(slots=True)
class Frame:
    """One that was handed over to be written. A thread writes it, any thread asks."""

    begun: float = inf
    """When it went to the line, by the monotonic clock."""
    written: float = inf
    """When the line had taken all of it."""

    def begin(self) -> None:
        """It goes to the line."""
        self.begun = monotonic()

    def end(self) -> None:
        """The line has it."""
        self.written = monotonic()

    def before(self, moment: float) -> bool:
        """Whether it was to be seen at that moment.

        That is from when it went to the line, for it may be read before the writer hears so; but for a stalled line.
        """
        stalled = min(self.written, monotonic()) - self.begun > _HELD_UP_S
        return moment > (self.written if stalled else self.begun)
