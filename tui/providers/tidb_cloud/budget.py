"""How many requests TiDB Cloud still takes from the key; it counts them for each minute."""

import math
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from tui.domain.errors import Throttled

LIMIT = 100
"""Requests a minute and key, unless TiDB Cloud's headers say otherwise."""
RESERVE = 20
"""Requests a minute that polls leave to what the operator does."""
MINUTE_S = 60.0
_LONGEST_S = 300.0
"""Of a wait that a header asks for; a larger number is no number of seconds."""
_MOST_KEPT = 1000
_CHALLENGE, _TOO_MANY = 401, 429


_POLLING: ContextVar[bool] = ContextVar("polling", default=False)
"""Whether this task reads for a poll, which leaves the reserve to the operator."""


class OutOfBudget(Throttled):
    """A poll has used its part of this minute; nothing was sent."""


@contextmanager
def polling() -> Iterator[None]:
    """What is asked inside may not touch the reserve: OutOfBudget is raised in the place of a request that would."""
    token = _POLLING.set(True)
    try:
        yield
    finally:
        _POLLING.reset(token)


class RequestBudget:
    """A `PollBudget`; counts what was sent, and believes the headers, for other programs may use the same key."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._limit = LIMIT
        self._sent: deque[float] = deque(maxlen=_MOST_KEPT)
        """When."""
        self._told: tuple[int, float] | None = None
        """How many are left until when, as the headers said."""
        self._not_before = 0.0
        self.cost = 0
        """What this tick asked for, answered or not."""

    def begin_tick(self) -> None:
        self.cost = 0

    def least_wait_s(self) -> float:
        return max(self._waits_s())

    def why(self) -> str:
        even, refused, spent = self._waits_s()
        wait = math.ceil(longest := max(even, refused, spent))
        allowed, read = f"TiDB Cloud allows {self._limit} requests a minute", f"a read takes {self.cost}"
        if longest == even:
            return f"{allowed}; {read}, so it is made every {wait} s."
        if longest == refused:
            return f"{allowed} and refuses more for now; the next read is made in {wait} s."
        return f"{allowed}, and {self.left()} are left; {read}, so the next one is made in {wait} s."

    def left(self) -> int:
        """How many requests are left of this minute."""
        now = self._clock()
        if now < self._not_before:
            return 0
        own = self._limit - sum(at > now - MINUTE_S for at in self._sent)
        told, until = self._told or (own, 0.0)
        return max(0, min(own, told) if now < until else own)

    def room(self) -> int:
        """How many requests a poll may make now."""
        return max(0, self.left() - self._reserve)

    def wait_s(self, requests: int, keep: int = 0) -> float:
        """Seconds until so many requests may be made with `keep` left over; 0: now. More than all wait for all."""
        now = self._clock()
        needed = min(requests + keep, self._limit)
        own = [at for at in self._sent if at > now - MINUTE_S]
        short = needed - (self._limit - len(own))
        waits = [own[short - 1] + MINUTE_S - now if short > 0 else 0.0, self._not_before - now]
        if self._told and self._told[0] < needed:
            waits.append(self._told[1] - now)
        longest = max(waits)
        return max(1.0, longest) if longest > 0 else 0.0

    def sent(self) -> None:
        """A request is about to go out; one that is answered by a challenge counts as well.

        Raises OutOfBudget instead for a poll that has no room: nothing is sent then.
        """
        self.cost += 1
        if _POLLING.get() and not self.room():
            raise OutOfBudget(self.why(), source="TiDB", retryable=True)
        self._sent.append(self._clock())
        if self._told:
            self._told = self._told[0] - 1, self._told[1]

    def heard(self, status: int, headers: Mapping[str, str]) -> None:
        """An answer came."""
        if status == _CHALLENGE:  # nobody's in particular: its numbers are not those of the key
            return
        now = self._clock()
        limit, left, reset = (_number(headers.get(f"X-Ratelimit-{name}")) for name in _NAMES)
        if limit:
            self._limit = limit
        if left is not None and reset is not None:
            self._told = self._least(left, now), now + min(reset, MINUTE_S)
        if status == _TOO_MANY:
            self._not_before = now + retry_after_s(headers)

    @property
    def _reserve(self) -> int:
        return min(RESERVE, self._limit // 2)

    def _least(self, left: int, now: float) -> int:
        """Of answers that overtake each other the one counts that leaves least, as long as the minute is the same."""
        told, until = self._told or (left, 0.0)
        return min(left, told) if now < until else left

    def _waits_s(self) -> tuple[float, float, float]:
        """To ask at an even pace, after a refusal, and until what is left is enough for another tick like the last."""
        bearable = self._limit - self._reserve
        even = self.cost * MINUTE_S / bearable
        spent = self.wait_s(min(max(self.cost, 1), bearable), self._reserve)
        return even, max(0.0, self._not_before - self._clock()), spent


_NAMES = ("Limit-Minute", "Remaining-Minute", "Reset")


def retry_after_s(headers: Mapping[str, str]) -> float:
    """When a refused request may be made again, in seconds; a minute where nothing is said."""
    said = (_number(headers.get(name)) for name in ("Retry-After", "X-Ratelimit-Reset"))
    return min(float(next((each for each in said if each is not None), MINUTE_S)), _LONGEST_S)


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000000") else None
