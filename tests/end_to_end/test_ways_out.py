"""Every way out leaves the terminal as it was and no process behind, with an exit code that tells how it went."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.demo.running import DemoCloud
from tests.end_to_end import flow
from tests.end_to_end.terminal import PATIENCE_S, PROGRAM, Terminal
from tui import exit_codes
from tui.local import places

IN_TIME_S = 4
"""Two on an idle machine."""


LOADING = """
import sys, threading
from tui import bootstrap, cli
bootstrap.connect = lambda *_, **__: threading.Event().wait()
sys.exit(cli.main([]))
"""


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


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGHUP, "q"])
def test_a_line_that_takes_nothing_holds_nobody(listed: Terminal, way: signal.Signals | str) -> None:
    """Textual's queue of thirty writes was waited for, for ever."""
    listed.stall()
    listed.press(*["j"] * 50)
    if isinstance(way, str):
        listed.press(way)
    else:
        listed.kill(way)
    expected = exit_codes.OK if isinstance(way, str) else 128 + way
    assert listed.wait_exit_unread(IN_TIME_S) == expected, bug_report()
    assert_left_well(listed)


def bug_report() -> str:
    """What the program left behind of a bug."""
    path = places.state_folder("traceback.txt")
    return path.read_text() if path.exists() else "no traceback"


def test_a_lost_line_ends_it_and_its_demo(demo: Terminal) -> None:
    demo.hang_up()
    assert demo.wait_exit() == 128 + signal.SIGHUP
    assert demo.left_running() == []


def test_killed_outright_its_demo_ends_too(demo: Terminal) -> None:
    demo.kill(signal.SIGKILL)
    assert demo.wait_exit() == -signal.SIGKILL
    assert demo.left_running() == []


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, "q"])
def test_it_is_left_at_once_while_the_sdk_is_still_loaded(cloud: DemoCloud, way: signal.Signals | str) -> None:  # noqa: ARG001 - configures the program
    with Terminal(sys.executable, "-c", LOADING) as terminal:
        terminal.wait_for("Loading the AWS SDK")
        if isinstance(way, str):
            terminal.press(way)
        else:
            terminal.kill(way)
        assert terminal.wait_exit(IN_TIME_S) == (exit_codes.OK if isinstance(way, str) else 128 + way)
        assert_left_well(terminal)


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_the_size_is_the_windows_whatever_is_exported(cloud: DemoCloud, name: str) -> None:  # noqa: ARG001 - as above
    with Terminal(columns=90, rows=30, environment={name: "40"}) as terminal:
        terminal.wait_until(lambda: terminal.text.splitlines()[-1].endswith("q Quit"), "keys in the last line")
        terminal.wait_for("orders-prod")
        terminal.resize(80, 24)
        terminal.wait_until(lambda: terminal.text.splitlines()[-1].endswith("q Quit"), "keys in the last line")


def test_a_locale_that_is_not_utf_8_gets_one_line_with_what_to_type() -> None:
    locale = {"LC_ALL": "POSIX", "LANG": "C", "PYTHONCOERCECLOCALE": "0"}
    with Terminal(columns=120, environment={"PYTHONUTF8": "0", **locale}) as terminal:
        assert terminal.wait_exit() == exit_codes.USAGE
        told = "its locale is ASCII (if it shows UTF-8, type PYTHONUTF8=1 tidb-pe)."
        assert terminal.text.strip() == f"tidb-pe needs a terminal to show its screen: {told}"
        assert_left_well(terminal)
    with Terminal(PROGRAM, "--demo", environment={"PYTHONUTF8": "1", **locale}) as terminal:
        terminal.wait_for("● Active")


def test_with_nothing_configured_it_says_what_it_looked_for_and_opens_the_demo_whose_end_is_one_line() -> None:
    with Terminal() as terminal:
        terminal.wait_for("Nothing is configured yet", "config.toml", "AWS_PROFILE", "~/.aws/credentials")
        terminal.press("down", "enter")
        flow.wait_for_list(terminal)
        terminal.kill_descendants()
        terminal.press("r")
        assert terminal.wait_exit() == exit_codes.FAILED
        assert terminal.text.strip() == "tidb-pe: The demo cloud ended unexpectedly: exit code -9"
        assert_left_well(terminal)


def test_without_a_terminal_it_says_so_in_one_line() -> None:
    ran = subprocess.run([PROGRAM], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=PATIENCE_S)
    assert (ran.returncode, ran.stdout) == (exit_codes.USAGE, b"")
    assert ran.stderr == b"tidb-pe needs a terminal to show its screen: standard input is not a terminal.\n"


def test_on_a_terminal_that_cannot_place_text_it_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "")
    with Terminal(columns=120) as terminal:
        assert terminal.wait_exit() == exit_codes.USAGE
        refusal = "tidb-pe needs a terminal to show its screen: the terminal cannot place text (TERM is not set)."
        assert terminal.text.strip() == refusal
        assert_left_well(terminal)
