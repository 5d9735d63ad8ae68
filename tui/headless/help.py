"""`tidb-pe help`: a page of Help on standard output."""

import shutil

from tui import exit_codes
from tui.terminal.streams import say
from tui.views import help as pages

_WIDEST = 100
"""Longer lines are hard to read."""


def run_help(topic: str | None) -> int:
    """Print the page of `topic`, else which there are; the exit code. Raises OutputError."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    text = pages.page(topic, width) if topic else f"tidb-pe help TOPIC\n\n{pages.contents()}".rstrip()
    say(f"{text}\n")
    return exit_codes.OK
