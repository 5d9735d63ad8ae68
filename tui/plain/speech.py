"""From what a screen shows to what is read aloud: words for marks, and the choices here for the keys there."""

import re

from tui.domain.status import MARKS

_MARKS = {
    "✓": "Done:",
    "✗": "Problem:",
    "▶": "Now:",
    "○": "To do:",
    "•": "-",
    "…": "...",
    "→": "to",
}
_KEYS = {
    "F5": "Refresh",
    "F2": "Another",
    "^Y": "Copy",
    "^R": "Go on",
    "^X": "List",
    "^T": "Checks",
    "Esc": "Back",
    "Press r": "Refresh",
    "Press n": "New",
    "Press f": "Choose CA file",
    "then d": "then Delete",
    "with d": "with Delete",
}
_KEY = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, _KEYS)) + r")(?!\w)")
_CLOCK = re.compile(r"\d+:\d\d(:\d\d)?( UTC)?")


def spoken(text: str) -> str:
    """`text` in words, as good in a line of braille as on a serial console."""
    for status, mark in MARKS.items():
        text = text.replace(f"{mark} {status}", str(status))
    text = text.replace(" · ", ", ")
    for mark, word in _MARKS.items():
        text = text.replace(mark, word)
    words = _KEY.sub(lambda found: _KEYS[found[1]], text)
    return "\n".join(re.sub(r"(?<=\S)  +", ", ", line.rstrip()) for line in words.splitlines())


def timeless(text: str) -> str:
    """`text` without the times in it: a clock that went on is no change."""
    return _CLOCK.sub("", text)
