"""What every page has to say of its reading: what was not read, and why."""

from dataclasses import dataclass
from datetime import datetime

from tui.domain.snapshot import Freshness, Snapshot, What


@dataclass(frozen=True, slots=True)
class NotRead:
    """A side, or a part of it, that did not answer the last time."""

    side: str
    """`TiDB`, `AWS us-west-2`, or `AWS us-west-2 (data-team)`; of a part `TiDB, connections of project shop`."""
    as_of: datetime | None
    """When what is shown of it was read; None: nothing is."""
    summary: str
    remedy: str
    code: str
    """The vendor's error code; empty where it has none."""


def not_read(snapshot: Snapshot) -> tuple[NotRead, ...]:
    """What did not answer, in the order of the sides."""
    return tuple(
        NotRead(name, each.as_of, problem.summary, problem.remedy, problem.code)
        for name, each in problems(snapshot)
        if (problem := each.problem)
    )


def problems(snapshot: Snapshot) -> tuple[tuple[str, Freshness], ...]:
    """The readings that failed, each with the name of what was not read; those that failed alike are one."""
    said: dict[tuple[str, str, str], list[Freshness]] = {}
    for each in snapshot.readings:
        if each.problem:
            said.setdefault((each.side, each.what, each.problem.summary), []).append(each)
    return tuple((_name(alike, snapshot), alike[0]) for alike in said.values())


def unread(snapshot: Snapshot) -> tuple[str, ...]:
    """What was read in part without a problem, as sentences such as: 120 of 499 groups read."""
    return tuple(_part(each) for each in snapshot.readings if not each.complete and not each.problem)


def notes(snapshot: Snapshot) -> tuple[str, ...]:
    """What else the operator should know of the parts, as sentences."""
    return tuple(each.note for each in snapshot.readings if each.note)


def _name(alike: list[Freshness], snapshot: Snapshot) -> str:
    """The side, where all of its parts of that kind failed alike, else the part."""
    first = alike[0]
    kind = [each for each in snapshot.readings if (each.side, each.what) == (first.side, first.what)]
    if not first.label or len(alike) == len(kind):
        return first.side
    more = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
    return f"{first.side}, {first.what} of {first.label}{more}"


def _part(reading: Freshness) -> str:
    of = f" of {reading.label}" if reading.label else ""
    what = "groups" if reading.what is What.SERVICES else f"{reading.what}{of}"
    if reading.of:
        return f"{reading.read:,} of {reading.of:,} {what} read."
    return f"The {what} were not read to the end."
