"""How many requests TiDB Cloud still takes from the key; it counts them for each minute."""

import math
from collections import deque
from collections.abc import Callable, Mapping
from time import monotonic

LIMIT = 100
"""Requests a minute and key, unless TiDB Cloud's headers say otherwise."""
RESERVE = 20
"""Requests a minute that polls leave to what the operator does."""
MINUTE_S = 60.0
_LONGEST_S = 300.0
"""Of a wait that a header asks for; a larger number is no number of seconds."""
_MOST_KEPT = 1000
_CHALLENGE, _TOO_MANY = 401, 429


class RequestBudget:
    """A `Pace`; counts what was sent, and believes the headers, for other programs may use the same key."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.unfinished = False
        self._clock = clock
        self._limit = LIMIT
        self._sent: deque[float] = deque(maxlen=_MOST_KEPT)
        """When."""
        self._told: tuple[int, float] | None = None
        """How many are left until when, as the headers said."""
        self._not_before = 0.0
        self._cost = 0

    def begin_tick(self) -> None:
        self._cost = 0

    def least_wait_s(self) -> float:
        return max(self._waits_s())

    def why(self) -> str:
        even, refused, spent = self._waits_s()
        wait = math.ceil(longest := max(even, refused, spent))
        allowed, read = f"TiDB Cloud allows {self._limit} requests a minute", f"a read takes {self._cost}"
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

    def wait_s(self, requests: int) -> float:
        """Until a refusal, the minute that the headers tell of, and our own requests before are over."""
        if self.left() >= requests:
            return 0.0
        now = self._clock()
        recent = [at for at in self._sent if at > now - MINUTE_S]
        over = len(recent) + requests - self._limit
        ends = [self._not_before, *([self._told[1]] if self._told and self._told[0] < requests else [])]
        ends += [recent[min(over, len(recent)) - 1] + MINUTE_S] if over > 0 and recent else []
        return max(1.0, *(end - now for end in ends))

    def room(self) -> int:
        """How many requests a poll may make now."""
        return max(0, self.left() - self._reserve)

    def sent(self) -> None:
        """A request goes out; one that is answered by a challenge counts as well."""
        self._cost += 1
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
            self._told = left, now + min(reset, MINUTE_S)
        if status == _TOO_MANY:
            self._not_before = now + retry_after_s(headers)

    @property
    def _reserve(self) -> int:
        return min(RESERVE, self._limit // 2)

    def _waits_s(self) -> tuple[float, float, float]:
        """To ask at an even pace, after a refusal, and until what is left is enough for another tick like the last."""
        now = self._clock()
        left, until = self._told or (self._cost, 0.0)
        even = self._cost * MINUTE_S / (self._limit - self._reserve)
        return even, max(0.0, self._not_before - now), max(0.0, until - now) if left < self._cost else 0.0


_NAMES = ("Limit-Minute", "Remaining-Minute", "Reset")


def retry_after_s(headers: Mapping[str, str]) -> float:
    """When a refused request may be made again, in seconds; a minute where nothing is said."""
    said = (_number(headers.get(name)) for name in ("Retry-After", "X-Ratelimit-Reset"))
    return min(float(next((each for each in said if each is not None), MINUTE_S)), _LONGEST_S)


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000000") else None
