"""How often the clouds are asked."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cadence:
    """Seconds from the end of one poll to the next."""

    moving_s: float = 5.0
    """While something changes, or a person is working in the flow."""
    settled_s: float = 30.0
    inventory_s: float = 300.0
    """Between two readings of clusters and endpoint services."""
    slowest_s: float = 120.0
    """However often it failed."""


USUAL = Cadence()


class Unlimited:
    """The pace of a provider without a budget."""

    def begin_tick(self) -> None:
        """Nothing is counted."""

    def least_wait_s(self) -> float:
        return 0.0

    def why(self) -> str:
        return ""

    def left(self) -> int:
        return sys.maxsize

    def wait_s(self, requests: int) -> float:  # noqa: ARG002 - there is always enough
        return 0.0
