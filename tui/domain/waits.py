"""What is waited for: how long it usually takes, and how long it took here before. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from math import ceil

from tui.domain.clusters import TidbSide
from tui.domain.endpoints import Owner

MOST = 50
"""How many durations are kept of each wait; the oldest go first."""
ENOUGH = 10
"""From so many on it is said within what nine of ten ended."""


class Wait(StrEnum):
    """What one of the sides does by itself."""

    SERVICE = "service"
    """An endpoint service is made."""
    ACCEPT = "accept"
    """From the wish to have a connection accepted until the endpoint is available."""
    DNS = "dns"
    """Private DNS is switched on."""
    DELETION = "deletion"
    """AWS deletes an endpoint."""
    TERMINATION = "termination"
    """An endpoint service is deleted."""


@dataclass(frozen=True, slots=True)
class Usual:
    """How long a wait usually takes."""

    words: str
    longest_s: float
    """Longer than that is overdue."""


USUAL = {
    Wait.SERVICE: Usual("usually 3 to 5 minutes", 300.0),
    Wait.ACCEPT: Usual("usually within 5 minutes", 300.0),
    Wait.DNS: Usual("AWS names no usual time", 600.0),
    Wait.DELETION: Usual("AWS names no usual time", 600.0),
    Wait.TERMINATION: Usual("usually 3 to 5 minutes", 300.0),
}
"""The same everywhere. Source: TiDB Cloud's document of its AWS private endpoints, read November 2026: a service is
Creating, or Deleting, for 3 to 5 minutes, and System Checking takes about 5. Where AWS names none, 10 minutes count as
overdue: an assumption of this program.
"""


@dataclass(frozen=True, slots=True)
class Took:
    """How long one kind of wait took on one side, kept on disk."""

    id: str
    """See took_id."""
    seconds: tuple[float, ...] = ()
    """Of the cloud's time, the last one last."""

    def then(self, seconds: float) -> "Took":
        """With another one."""
        return replace(self, seconds=(*self.seconds, seconds)[-MOST:])


def took_id(wait: Wait, side: TidbSide) -> str:
    """Fit for a file's name."""
    return f"{side}-{wait}"


def termination_id(owner: Owner) -> str:
    """What the end of an endpoint service is waited for by: the key of its row."""
    return f"service:{owner[0]}:{owner[1]}"


@dataclass(frozen=True, slots=True)
class Waits:
    """What a run knows of waiting."""

    took: Mapping[str, Took] = field(default_factory=dict)
    """By took_id."""
    begun: Mapping[tuple[Wait, str], datetime] = field(default_factory=dict)
    """When what has no record of its own was asked for in this run, by the ID of what it is done to."""
    speed: float = 1.0
    """How many times faster than real the clouds are."""

    def overdue(self, wait: Wait, since: datetime | None, now: datetime | None) -> bool:
        """Whether it takes longer than usual, as far as was watched."""
        if since is None or now is None:
            return False
        return (now - since).total_seconds() * self.speed > USUAL[wait].longest_s

    def before(self, wait: Wait, side: TidbSide) -> tuple[float, float | None] | None:
        """How long it took here before, by the clock on the wall, and within what nine of ten ended; None: never."""
        known = sorted(self.took.get(took_id(wait, side), Took("")).seconds)
        if not known:
            return None
        within = known[ceil(0.9 * len(known)) - 1] / self.speed if len(known) >= ENOUGH else None
        return known[(len(known) - 1) // 2] / self.speed, within
