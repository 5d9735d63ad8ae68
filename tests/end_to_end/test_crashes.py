"""A bug ends the program with exit code 1 and its traceback, on screen and kept, wherever it is raised."""

import sys
from pathlib import Path

import pytest

from tests.end_to_end import flow
from tests.end_to_end.terminal import Terminal
from tui import exit_codes

CRASH = """
import asyncio, sys, threading
from tui import cli
from tui.terminal import output
from tui.app import PrivateEndpointApp
from tui.driver import TerminalDriver

def crash(*_):
    raise ZeroDivisionError("on purpose")

def action_clusters(_app):
    {crash}

def write(self, text):
    self._shown.news = crash
    usual(self, text)

async def task():
    crash()

usual = output.Output.write
PrivateEndpointApp.action_help = action_clusters
sys.exit(cli.main(sys.argv[1:]))
"""

IN_TIME_S = 4


def kept() -> str:
    return (Path.home() / ".local/state/tidb-pe/traceback.txt").read_text()


def program(crash: str, *options: str) -> Terminal:
    """The program, in which F1 has `crash` done."""
    return Terminal(sys.executable, "-c", CRASH.format(crash=crash), *options, columns=120, rows=60)


def assert_ended_by_the_bug(terminal: Terminal) -> None:
    assert terminal.wait_exit() == exit_codes.BUG
    assert "ZeroDivisionError: on purpose" in kept()
    assert "ZeroDivisionError: on purpose" in terminal.text
    assert "This is a bug of tidb-pe" in terminal.text
    assert terminal.left_on() == set()


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize(
    "crash",
    [
        "crash()",
        "threading.Thread(target=crash).start()",
        "asyncio.get_running_loop().call_soon(crash)",
        "asyncio.get_running_loop().create_task(task())",
        "TerminalDriver.process_message = crash",
        "output.Output.write = write; _app.screen.refresh()",
        "_app.call_later(crash)",
        "_app.run_worker(task())",
    ],
    ids=["action", "thread", "callback", "task", "input thread", "output thread", "message", "worker"],
)
def test_a_bug_anywhere_has_exit_code_1_and_leaves_its_traceback(crash: str) -> None:
    with program(crash) as terminal:
        flow.wait_for_list(terminal)
        terminal.press("f1")
        terminal.wait_until_idle()
        terminal.press("j")  # for the thread that reads keys
        assert_ended_by_the_bug(terminal)


def test_the_demo_ends_with_it() -> None:
    with program("crash()", "--demo") as terminal:
        flow.wait_for_list(terminal)
        assert terminal.descendants()
        terminal.press("f1")
        assert_ended_by_the_bug(terminal)
        assert terminal.left_running() == []


@pytest.mark.usefixtures("cloud")
def test_a_bug_on_a_line_that_takes_nothing_ends_it_too() -> None:
    with program("crash()") as terminal:
        flow.wait_for_list(terminal)
        terminal.stall()
        terminal.press("f1")
        assert terminal.wait_exit_unread(IN_TIME_S) == exit_codes.BUG
        assert "ZeroDivisionError: on purpose" in kept()
        assert terminal.left_on() == set()
