"""Goldens of the program read-only, and in the themes beside its own."""

from tests.goldens.cases import Case
from tests.screens import worlds
from tests.screens.harness import World


def read_only() -> World:
    world = worlds.filled()
    world.read_only = True
    return world


def in_theme(name: str) -> World:
    world = worlds.every_status()
    world.theme = name
    return world


BAD_DAYS_CASES = (
    Case("read-only-step", read_only, ("enter",)),
    Case("read-only-refused", read_only, ("enter ctrl+r tab enter",)),
    Case("theme-light", lambda: in_theme("textual-light")),
    Case("theme-ansi", lambda: in_theme("ansi-dark")),
)
