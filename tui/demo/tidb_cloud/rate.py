"""So many requests a minute and key, as TiDB Cloud's gateway counts them."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PER_MINUTE = 100
MINUTE_S = 60.0
CODE = 49900007


@dataclass
class RateLimit:
    """By the real clock: the demo's own pace is no reason to be asked more often.

    Assumption: a request that no key has signed, such as the first of a Digest handshake, counts for no key, but is
    limited together with its likes.
    """

    clock: Callable[[], float]
    limit: int = PER_MINUTE
    _minute: int = 0
    _used: Counter[str] = field(default_factory=Counter)

    def take(self, key: str) -> tuple[bool, dict[str, str]]:
        """Whether `key` may ask once more, and the headers that say how it stands."""
        minute, second = divmod(self.clock(), MINUTE_S)
        if minute != self._minute:
            self._minute = int(minute)
            self._used.clear()
        allowed = self._used[key] < self.limit
        self._used[key] += allowed
        return allowed, {
            "X-Ratelimit-Limit-Minute": str(self.limit),
            "X-Ratelimit-Remaining-Minute": str(self.limit - self._used[key]),
            "X-Ratelimit-Reset": str(math.ceil(MINUTE_S - second)),
        }

    def refusal(self) -> dict[str, Any]:
        """The body of a 429, word for word."""
        return {
            "details": [],
            "code": CODE,
            "message": f"The request exceeded the limit of {self.limit} times per apikey per minute. For more quota, "
            "please contact us: https://support.pingcap.com/hc/en-us/requests/new?ticket_form_id=7800003722519",
        }
