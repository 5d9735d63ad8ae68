"""The demo's time: AWS's delays in their real length, run faster."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass


class Clock:
    """Seconds of demo time; `speed` of them pass in a real second."""

    def __init__(self, speed: float = 1.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._speed = speed
        self._monotonic = monotonic
        self._start = monotonic()
        self._skipped = 0.0

    def now(self) -> float:
        """Seconds of demo time since the start."""
        return (self._monotonic() - self._start) * self._speed + self._skipped

    def advance(self, seconds: float) -> None:
        """Let `seconds` of demo time pass at once."""
        self._skipped += seconds


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A state, and the one that follows by itself when its time has come."""

    state: str
    then: str = ""
    due: float = math.inf
    """Demo time of the change."""

    def settled(self, now: float) -> "Lifecycle":
        """What it is at demo time `now`."""
        return Lifecycle(self.then) if now >= self.due else self


GONE = "gone"
"""The state after `deleting`: the record is to be forgotten."""
