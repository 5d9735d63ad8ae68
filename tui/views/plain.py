"""Strings from outside are hostile until they went through here."""

import unicodedata
from datetime import datetime

from rich.cells import cell_len, set_cell_size

_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control, format (right-to-left, zero width), surrogate, private, unassigned, separators."""
LIMIT = 400
MOST_LETTERS, MOST_LINES = 200_000, 5_000
"""What is shown of a long text: more of it would be felt in the keys."""
LONGEST_LINE = 4_000
SHORTEST = 3
"""Cells of a name that still say something."""
MINUTE_S = 60


def plain(text: str, limit: int = LIMIT) -> str:
    """`text` on one line, without what a terminal would obey or a reader could be deceived by, cut to `limit` cells."""
    head = text[: limit * 4]
    shown = "".join(" " if char in "\t\r\n" else char for char in head if char in "\t\r\n" or _harmless(char))
    return fit(shown.strip(), limit, pad=False)


def plain_lines(text: str, limit: int = 20_000) -> str:
    """`text` with its lines and their indentation, each line plain; cut after MOST_LETTERS or MOST_LINES."""
    head = text[:MOST_LETTERS].splitlines()
    lines = [line[:limit].expandtabs() for line in head[:MOST_LINES]]
    shown = [" " * (len(line) - len(line.lstrip(" "))) + plain(line, limit) for line in lines]
    cut = len(text) > MOST_LETTERS or len(head) > MOST_LINES
    return "\n".join([*shown, "…"] if cut else shown)


def _harmless(char: str) -> bool:
    return unicodedata.category(char) not in _DROPPED and not unicodedata.combining(char)


def _ends(text: str) -> str:
    """Both ends of a text of which no line shows more."""
    return text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE // 2]}{text[-LONGEST_LINE // 2 :]}"


def fit(text: str, width: int, *, pad: bool = True) -> str:
    """`text` in exactly `width` cells (at most, without `pad`), an ellipsis where it was cut."""
    text = _ends(text)
    if cell_len(text) > width:
        text = set_cell_size(text, max(width - 1, 0)).rstrip() + "…" if width > 0 else ""
    return set_cell_size(text, width) if pad else text


def fit_id(text: str, width: int) -> str:
    """An AWS ID in `width` cells: the kind and the end of the number stay, for that is what people compare."""
    text = _ends(text)
    if len(text) <= width:
        return text.ljust(width)
    kind, _, number = text.partition("-")
    room = width - len(kind) - 2
    return f"{kind}-…{number[-room:]}" if room > 0 else fit(text, width)


def fit_group(text: str, width: int) -> str:
    """`cluster/group` in `width` cells: the group's name stays, for the cluster's is that of other rows too."""
    text = _ends(text)
    cluster, _, group = text.rpartition("/")
    room = width - cell_len(group) - 1
    return fit(text, width) if cell_len(text) <= width or room < SHORTEST else f"{fit(cluster, room)}/{group}"


def lasted(since: datetime | None, now: datetime | None, *, exact: bool) -> str:
    """How long, in one unit from minutes up: seconds would repaint the list at every poll.

    `>` where it began before we looked; empty where that says nothing yet.
    """
    if since is None or now is None:
        return ""
    seconds = max(int((now - since).total_seconds()), 0)
    if seconds < MINUTE_S:
        return "<1m" if exact else ""
    size, unit = next(each for each in ((86400, "d"), (3600, "h"), (MINUTE_S, "m")) if seconds >= each[0])
    return f"{'' if exact else '>'}{seconds // size}{unit}"


def clock_time(moment: datetime | None) -> str:
    """`12:00:05 UTC`, or a dash."""
    return f"{moment:%H:%M:%S} UTC" if moment else "-"


def elapsed(since: datetime | None, now: datetime | None) -> str:
    """`0:42`, or empty."""
    if since is None or now is None:
        return ""
    return duration((now - since).total_seconds())


def duration(seconds: float) -> str:
    """`0:42`."""
    minutes, rest = divmod(max(int(seconds), 0), 60)
    return f"{minutes}:{rest:02}"
