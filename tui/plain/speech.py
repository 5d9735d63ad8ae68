"""From what a screen shows to what is read aloud: words for marks, and the choices here for the keys there."""

import re

from tui import keymap
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
_TYPED = {
    "app.refresh_now": "Refresh",
    "another": "Another",
    "copy": "Copy",
    "run": "Go on",
    "leave": "List",
    "checks": "Checks",
    "back": "Back",
}
"""Of the keys that work where one types, and what they do."""


def _keys() -> dict[str, str]:
    """Keys as pages name them, and the words for them."""
    rows = {row.action: row for row in (*keymap.of("flow"), *keymap.of("everywhere"))}
    named = {keymap.key(rows[name].scope, name, typing=True): word for name, word in _TYPED.items()}
    letters = {
        f"Press {keymap.key('everywhere', 'app.refresh_now')}": "Refresh",
        f"Press {keymap.key('endpoints', 'create')}": "New",
        f"then {keymap.key('endpoints', 'delete')}": "then Delete",
    }
    return named | letters


_CLOCK = re.compile(r"\d+:\d\d(:\d\d)?( UTC)?")


def spoken(text: str) -> str:
    """`text` in words, as good in a line of braille as on a serial console."""
    for status, mark in MARKS.items():
        text = text.replace(f"{mark} {status}", str(status))
    text = text.replace(" · ", ", ")
    for mark, word in _MARKS.items():
        text = text.replace(mark, word)
    keys = _keys()
    named = r"(?<!\w)(" + "|".join(map(re.escape, keys)) + r")(?!\w)"
    words = re.sub(named, lambda found: keys[found[1]], text)
    return "\n".join(re.sub(r"(?<=\S)  +", ", ", line.rstrip()) for line in words.splitlines())


def timeless(text: str) -> str:
    """`text` without the times in it: a clock that went on is no change."""
    return _CLOCK.sub("", text)
