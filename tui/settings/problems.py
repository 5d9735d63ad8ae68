"""What is wrong with the settings, one line a problem: the key, what was expected, what was there."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tui.domain.errors import PrivateEndpointError
from tui.settings.table import SETTINGS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LONGEST_SHOWN = 60


class SettingsError(PrivateEndpointError):
    """The settings cannot be used; `summary` has one line a problem."""


def option_of(key: str) -> str:
    """The option of the command line that gives this setting."""
    return "--no-mouse" if key == "mouse" else "--" + key.replace("_", "-")


def expected(name: str, what: str, value: object) -> str:
    """The line of a problem; `value` is shown as JSON, so that nothing in it reaches the terminal as it is."""
    shown = json.dumps(value, default=str)
    short = shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
    return f"{name}: expected {what}, got {short}."


def unknown(name: str, key: str, known: Iterable[str]) -> str:
    """The line of a key that does not exist."""
    from difflib import get_close_matches  # late: the screen loads this module before its first paint

    keys = sorted(known)
    near = get_close_matches(key[:_LONGEST_SHOWN], keys, n=1)
    return f"{name}: unknown key, " + (f"did you mean {near[0]}?" if near else f"expected one of {', '.join(keys)}.")


def problem(error: "ErrorDetails", origins: Mapping[str, str], known: Iterable[str]) -> str:
    """The line of what pydantic found; `origins` renames top-level keys that an option or a variable gave."""
    where = error["loc"]
    name = _dotted(where, origins)
    if error["type"] == "extra_forbidden":
        return unknown(name, str(where[-1]), known)
    known_part = next((SETTINGS[part] for part in map(str, reversed(where)) if part in SETTINGS), None)
    what = known_part.expected if known_part else "something else"
    return (
        f"{name}: expected {what}, got nothing." if error["type"] == "missing" else expected(name, what, error["input"])
    )


def _dotted(where: tuple[int | str, ...], origins: Mapping[str, str]) -> str:
    """`profiles.prod.clusters[1].name`."""
    first, *rest = where
    steps = [f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" for part in rest]
    return origins.get(str(first), _shown(str(first))) + "".join(steps)


def _shown(key: str) -> str:
    """A key that may be any text; those that there are do not change by it."""
    return "".join(letter if letter.isprintable() else " " for letter in key[:_LONGEST_SHOWN])
