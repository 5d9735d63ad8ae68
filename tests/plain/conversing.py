"""Plain mode on fakes: what is said when some lines are typed, and then the input ends."""

import io

import pytest

from tests.screens.harness import World
from tui import exit_codes
from tui.monitor.store import Store
from tui.plain.run import run


def converse(world: World, capsys: pytest.CaptureFixture[str], *lines: str) -> str:
    """All that is said; the program ends well."""
    store = Store()
    stdin = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
    assert run(world._connect(None, store, {}), store, stdin.read) == exit_codes.OK
    return capsys.readouterr().out
