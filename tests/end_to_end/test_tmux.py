"""Inside tmux, whose defaults drop what a program sends to the clipboard."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.running import DemoCloud
from tests.end_to_end import flow
from tests.end_to_end.terminal import PATIENCE_S, PROGRAM, Terminal


def tmux(*command: str) -> str:
    """What tmux says; its server is the test's own, away from the one that somebody works in."""
    ran = subprocess.run(["tmux", *_server(), *command], capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    return ran.stdout


def _server() -> tuple[str, ...]:
    return ("-S", str(Path.home() / "tmux"), "-f", os.devnull)


@pytest.fixture
def inside(cloud: DemoCloud) -> Iterator[Terminal]:  # noqa: ARG001 - configures the program
    # without the status line the window has its final size when the program starts
    with Terminal("tmux", *_server(), "set-option", "-g", "status", "off", ";", "new-session", PROGRAM) as terminal:
        terminal.wait_for("Private Endpoint")
        tmux("set-option", "-g", "exit-empty", "off")  # else its buffers go with the program
        try:
            yield terminal
        finally:
            tmux("kill-server")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_copy_puts_the_text_into_the_tmux_buffer(inside: Terminal) -> None:
    rows = flow.wait_for_list(inside).splitlines()[2:]
    inside.press(*["j"] * next(index for index, row in enumerate(rows) if "● Active" in row))
    inside.wait_for("> ● Active")
    inside.press("enter")
    inside.wait_for("c Connect")
    inside.press("c")
    inside.wait_for("[MySQL CLI]")
    inside.press("y")
    inside.wait_for("(tmux)")
    inside.press("q")
    assert inside.wait_exit() == 0
    assert inside.left_on() == set()
    assert tmux("show-buffer").startswith("mysql --connect-timeout 15 ")
