"""Every way out leaves the terminal as it was and no process behind, with an exit code that tells how it went."""

import signal
from collections.abc import Iterator

import pytest

from tests.end_to_end import flow
from tests.end_to_end.terminal import PROGRAM, Terminal
from tui import exit_codes


@pytest.fixture
def demo() -> Iterator[Terminal]:
    with Terminal(PROGRAM, "--demo", "--speed", "200") as terminal:
        terminal.wait_for("Starting the demo cloud")
        terminal.wait_until(lambda: bool(terminal.descendants()), "demo process")
        yield terminal


def assert_left_well(terminal: Terminal) -> None:
    assert terminal.left_on() == set()
    assert terminal.left_running() == []


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
def test_a_key_quits(listed: Terminal, key: str) -> None:
    listed.press(key)
    assert listed.wait_exit() == exit_codes.OK
    assert_left_well(listed)
    assert listed.text.strip() == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_good_order(demo: Terminal, number: signal.Signals) -> None:
    demo.kill(number)
    assert demo.wait_exit() == 128 + number
    assert_left_well(demo)


def test_a_lost_line_ends_it_and_its_demo(demo: Terminal) -> None:
    demo.hang_up()
    assert demo.wait_exit() != exit_codes.OK
    assert demo.left_running() == []


def test_killed_outright_its_demo_ends_too(demo: Terminal) -> None:
    demo.kill(signal.SIGKILL)
    assert demo.wait_exit() == -signal.SIGKILL
    assert demo.left_running() == []


def test_a_demo_that_ends_under_it_is_one_clear_line(demo: Terminal) -> None:
    flow.wait_for_list(demo)
    demo.kill_descendants()
    demo.press("r")
    assert demo.wait_exit() == exit_codes.FAILED
    assert demo.text.strip() == "tidb-pe: The demo cloud ended unexpectedly: exit code -9"
    assert_left_well(demo)
