"""From parts to what the screens tell of them: pure."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from tui.domain.parts import Part, Parts
from tui.domain.snapshot import TIDB_SIDE, Freshness, What


def readings(what: What, parts: Parts[Any]) -> Iterator[Freshness]:
    """One a part of TiDB's side."""
    return (_reading(what, each) for each in parts.kept.values())


def services(parts: Parts[Any]) -> Iterator[Freshness]:
    """One for all, for there may be thousands, and one for each thing that is wrong with some."""
    all_ = list(parts.kept.values())
    if not all_:
        return
    read = [each for each in all_ if each.as_of]
    oldest = min((each.as_of for each in read if each.as_of), default=None)
    complete = all(each.complete or each.problem for each in all_)
    yield Freshness(TIDB_SIDE, oldest, None, What.SERVICES, complete=complete, read=len(read), of=len(all_))
    yield from _failed(all_)


def _failed(parts: Sequence[Part[Any]]) -> Iterator[Freshness]:
    said: dict[str, list[Part[Any]]] = {}
    for each in parts:
        if each.problem:
            said.setdefault(each.problem.summary, []).append(each)
    for same in said.values():
        first = min(same, key=attrgetter("place"))
        more = f" and {len(same) - 1} more" if len(same) > 1 else ""
        label = f"{first.label}{more}" if len(same) < len(parts) else ""
        yield Freshness(TIDB_SIDE, first.as_of, first.problem, What.SERVICES, label=label, complete=False)


def _reading(what: What, part: Part[Any]) -> Freshness:
    return Freshness(
        TIDB_SIDE,
        part.as_of,
        part.problem,
        what,
        part.place,
        part.label,
        complete=part.complete,
        read=len(part.facts),
        of=part.of,
        note=part.note,
    )
