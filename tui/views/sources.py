"""What every page has to say of its reading: what was not read, and why."""

from dataclasses import dataclass
from datetime import datetime

from tui.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class NotRead:
    """A side that did not answer the last time."""

    side: str
    """`TiDB`, `AWS us-west-2`, or `AWS us-west-2 (data-team)`."""
    as_of: datetime | None
    """When what is shown of it was read; None: nothing is."""
    summary: str
    remedy: str
    code: str
    """The vendor's error code; empty where it has none."""


def not_read(snapshot: Snapshot) -> tuple[NotRead, ...]:
    """What did not answer, in the order of the sides."""
    return tuple(
        NotRead(each.side, each.as_of, problem.summary, problem.remedy, problem.code)
        for each in snapshot.readings
        if (problem := each.problem)
    )


def complete(snapshot: Snapshot) -> bool:
    """Whether what is not shown is not there."""
    return bool(snapshot.readings) and all(each.as_of and not each.problem for each in snapshot.readings)
