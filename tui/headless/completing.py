"""Completion in shells, by argcomplete: commands, options, and the names of the last read."""

import argparse
import sys
from typing import Any, NoReturn

from tui import exit_codes
from tui.extras import how_to_get
from tui.local import last_read
from tui.local.places import DEMO_PREFIXES
from tui.terminal.streams import say, tell


def print_code(shell: str) -> int:
    """What the shell reads when it begins."""
    try:
        from argcomplete.shell_integration import shellcode
    except ImportError:
        tell(f"tidb-pe: {how_to_get('tidb-private-endpoint[completion]', 'Completion in shells')}")
        return exit_codes.USAGE
    say(shellcode(["tidb-pe"], use_defaults=False, shell=shell))
    return exit_codes.OK


def complete(parser: argparse.ArgumentParser) -> NoReturn:
    """Answer the shell that asks, and end the process."""
    try:
        from argcomplete.finders import CompletionFinder
    except ImportError:
        sys.exit(exit_codes.USAGE)
    offer: Any = _offer  # any callable does
    CompletionFinder()(parser, always_complete_options=False, default_completer=offer)
    raise AssertionError("argcomplete ends the process")


def _offer(*, prefix: str, action: argparse.Action, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """What an argument may be, as far as it is known."""
    demo = getattr(parsed_args, "demo", None)
    names = last_read.read(DEMO_PREFIXES[demo] if demo else "")
    offers = {
        "id": names.endpoints,
        "cluster": names.clusters,
        "filter": (*names.endpoints, *(f"cluster:{each}" for each in names.clusters)),
    }
    return [each for each in offers.get(action.dest, ()) if each.startswith(prefix)]
