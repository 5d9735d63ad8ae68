"""Other keys for what the keymap declares: the table `keys` of the configuration."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tui import keymap
from tui.keymap import Key
from tui.settings.problems import unknown

Wanted = Mapping[str, Mapping[str, str]]
"""Scope and action, without `app.`, to keys, separated by commas."""

_TOGETHER = (
    ("endpoints", "list"),
    ("clusters", "list"),
    ("connect", "list"),
    ("checks", "list"),
    ("detail", "page"),
    ("finished", "page"),
    ("help", "page"),
    ("flow", "field", "box", "opened"),
    ("editing", "field"),
    ("setup", "box", "opened"),
    ("picker", "marking", "list"),
    ("first_run", "list"),
    ("removing",),
    ("filter",),
    ("dialog",),
)
"""Scopes whose keys work on one page; those of `everywhere` do on all."""
_NAMED = {text: name for name, text in keymap.NAMES.items()}
_WORDS = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus"}
_OTHERS = {"low_line": "underscore", "plus_sign": "plus"}
_SPECIAL = {*keymap.NAMES, *_NAMED.values(), "tab", "backspace", "delete", "insert", *(f"f{n}" for n in range(1, 25))}


def wrong(wanted: Wanted, origin: str = "keys") -> tuple[str, ...]:
    """What cannot be done of that, a line each: unknown actions and keys, text where one types, keys that are taken."""
    rows = {key.id: key for key in keymap.DEFAULT}
    asked = [(f"{scope}.{action}", text) for scope, actions in wanted.items() for action, text in actions.items()]
    lines = [line for id_, text in asked for line in _wrong(f"{origin}.{id_}", rows.get(id_), text)]
    return tuple(lines or _taken(rebound(wanted), {id_ for id_, _ in asked}, origin))


def _wrong(name: str, row: Key | None, text: str) -> Iterator[str]:
    if row is None:
        yield unknown(name, name.partition(".")[2], (key.id for key in keymap.DEFAULT))
    elif row.action in keymap.NUMBERED:
        yield f"{name}: its keys are the numbers of the columns."
    else:
        yield from (line for each in text.split(",") if (line := _wrong_key(name, row, each.strip())))


def _wrong_key(name: str, row: Key, text: str) -> str:
    key = named(text)
    if not key:
        return f"{name}: expected keys such as ctrl+k, f9, D or ?, got {text[:20]!r}."
    if row.scope in keymap.WITH_TEXT and _is_text(key):
        return f"{name}: {text} is text in a box there; take one with ctrl, or f1 to f24."
    return ""


def _taken(rows: Sequence[Key], changed: set[str], origin: str) -> Iterator[str]:
    for row in rows:
        if row.id in changed:
            yield from (
                f"{origin}.{row.id}: {keymap.spelled(key)} is taken by {other.id} ({other.label})."
                for other in rows
                if other is not row and _meet(row.scope, other.scope)
                for key in row.keys.split(",")
                if key in other.keys.split(",")
            )


def _meet(one: str, other: str) -> bool:
    return "everywhere" in {one, other} or one == other or any({one, other} <= set(each) for each in _TOGETHER)


def rebound(wanted: Wanted) -> tuple[Key, ...]:
    """The keymap with those keys; `wrong` has nothing to say against them."""
    return tuple(_with(row, wanted.get(row.scope, {}).get(row.id.partition(".")[2], "")) for row in keymap.DEFAULT)


def _with(row: Key, text: str) -> Key:
    return replace(row, keys=",".join(named(each.strip()) for each in text.split(","))) if text else row


def named(text: str) -> str:
    """The name that the keymap has for a key as people write it: `?`, `^K`, `ctrl+k`, `Esc`; empty for what is none."""
    if len(text) == 1:
        return _character(text)
    if text in _NAMED:
        return _NAMED[text]
    low = text.lower()
    low = f"ctrl+{low[1:]}" if low.startswith("^") else low
    modifier, plus, key = low.partition("+")
    if plus and modifier in {"ctrl", "shift", "alt"}:
        return low if key in _SPECIAL or (len(key) == 1 and key.isascii() and key.isalnum()) else ""
    return low if low in _SPECIAL else ""


def _character(text: str) -> str:
    if text.isalnum():
        return text
    name = unicodedata.name(text, "").lower().replace("-", "_").replace(" ", "_")
    return (_WORDS | _OTHERS).get(name, name)


def _is_text(key: str) -> bool:
    return keymap.is_text(key) or ("+" not in key and key not in _SPECIAL)
