"""The top line: where one is, as whom, and how old what one sees is."""

from collections.abc import Iterator

from rich.cells import cell_len

from tui.domain.snapshot import Snapshot
from tui.views.plain import clock_time, fit, plain

_BETWEEN = " · "
_GAP = 2
LEAST = 8
"""Cells that title and profile keep each, where it is very narrow."""


def header(title: str, label: str, snapshot: Snapshot, width: int) -> tuple[str, str]:
    """The texts on the left and on the right, which fit `width` cells with a gap between them.

    The time gives way first, then words; demo or profile, account and read-only always stay.
    """
    left = title
    for right in _versions(label, snapshot):
        if cell_len(left) + _GAP + cell_len(right) <= width:
            return left, right
    name, _, rest = right.partition(_BETWEEN)
    room = width - _GAP - cell_len(f"{_BETWEEN}{rest}" if rest else "")
    name = fit(name, max(room - cell_len(left), LEAST), pad=False)
    right = _joined(name, rest)
    return fit(left, max(width - _GAP - cell_len(right), 0), pad=False), right


def _versions(label: str, snapshot: Snapshot) -> Iterator[str]:
    """From the longest to the shortest; the label is a name and what counts all the time, see Runtime.label."""
    name, *marks = plain(label, 60).split(_BETWEEN)
    account, word = _account(snapshot)
    time = clock_time(snapshot.as_of) if snapshot.as_of else ""
    for age in (f"read {time}", f"read {time.removesuffix(' UTC')}") if time else ("",):
        yield _joined(name, word, age, *marks)
        yield _joined(name, account, age, *marks)
    yield _joined(name, word, *marks)
    yield _joined(name, account, *marks)


def _account(snapshot: Snapshot) -> tuple[str, str]:
    """Short and long."""
    numbers = {identity.account for identity in snapshot.identities.values()}
    if len(numbers) == 1:
        number = plain(numbers.pop(), 20)
        return number, f"account {number}"
    return (f"{len(numbers)} accounts",) * 2 if numbers else ("", "")


def _joined(*words: str) -> str:
    return _BETWEEN.join(word for word in words if word)
