"""A clock that stands still until a test moves it."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 8, 1, 12, 0, 0, tzinfo=UTC)


class FrozenClock:
    """Begins at START; a sleep ends when `advance` has passed its time, never by itself."""

    def __init__(self) -> None:
        self.slept_s: list[float] = []
        """What was asked for, in order."""
        self.asleep = asyncio.Event()
        """Set whenever somebody begins to sleep."""
        self._now = START
        self._sleepers: list[tuple[datetime, asyncio.Event]] = []

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.asleep.set()
        sleeper = (self._now + timedelta(seconds=seconds), asyncio.Event())
        self._sleepers.append(sleeper)
        try:
            await sleeper[1].wait()
        finally:
            self._sleepers = [each for each in self._sleepers if each[1] is not sleeper[1]]

    def jump(self, seconds: float) -> None:
        """Somebody sets the clock: it shows another time, and who sleeps does not sleep shorter or longer for it."""
        self._now += timedelta(seconds=seconds)
        self._sleepers = [(due + timedelta(seconds=seconds), woken) for due, woken in self._sleepers]

    @property
    def sleeping(self) -> bool:
        """Whether anyone waits for the time to pass."""
        return bool(self._sleepers)

    def advance(self, seconds: float) -> None:
        """Move on, and wake the sleepers whose time has come."""
        self._now += timedelta(seconds=seconds)
        for due, woken in self._sleepers:
            if due <= self._now:
                woken.set()
