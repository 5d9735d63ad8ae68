"""A screen that something else wrote over is written anew: by `^L` everywhere, by itself where there is a sign."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator

import pytest

from tests.end_to_end.terminal import PROGRAM, Terminal

WAYS = {
    "Delete": (("down", "d"), "What stops working", "ctrl+g"),
    "Describe": (("enter",), "AWS side", "ctrl+g"),
    "Help": (("f1",), "Private Endpoint page and other lists", "ctrl+g"),
    "palette": (("ctrl+p",), "Search for commands", "escape"),
    "filter": (("/", "x"), "Filter  x", "escape"),
    "box": (("n", "ctrl+n", "ctrl+n"), "▶ Interface Endpoint", "ctrl+g"),
}
"""From the list: keys, what is on the page that they lead to, and the key that leads back."""


def body(terminal: Terminal) -> str:
    """All but the top line, which tells the time."""
    return terminal.text.partition("\n")[2]


def written_over(terminal: Terminal) -> str:
    """What was there before."""
    terminal.hear_out(1.0)  # what a page reads when it opens comes later than the page
    before = body(terminal)
    terminal.write_over("\x1b[15;40HBroadcast message from root")
    terminal.wait_for("Broadcast message")
    return before


def wait_for_body(terminal: Terminal, wanted: str) -> None:
    terminal.wait_until(lambda: body(terminal) == wanted, f"the screen as it was:\n{wanted}\n")


def test_a_key_mends_every_page(listed: Terminal) -> None:
    assert_a_key_mends(listed)
    for keys, there, back in WAYS.values():
        listed.press(*keys)
        listed.wait_for(there)
        assert_a_key_mends(listed)
        listed.press(back)
        listed.wait_without(there)


def assert_a_key_mends(terminal: Terminal) -> None:
    before = written_over(terminal)
    terminal.press("ctrl+l")
    wait_for_body(terminal, before)


def focus(terminal: Terminal) -> None:
    terminal.send(b"\x1b[O")
    terminal.send(b"\x1b[I")


def change_size_and_back(terminal: Terminal) -> None:
    terminal.resize(70, 20)
    terminal.resize(80, 24)


def attach(terminal: Terminal) -> None:
    """As dtach does: the same size, told as a change."""
    terminal.process.send_signal(signal.SIGWINCH)


def stop(terminal: Terminal) -> None:
    """By a signal that no program sees coming; another has the terminal meanwhile, and sets it as it likes."""
    terminal.process.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOWAIT)
    terminal.write_over("\x1b[?1049l\x1b[?25h\x1b[?7h")
    subprocess.run(["stty", "-F", os.ttyname(terminal._tty), "sane"], check=True)
    terminal.process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("sign", [focus, change_size_and_back, attach, stop])
def test_a_sign_mends_it(listed: Terminal, sign: Callable[[Terminal], None]) -> None:
    before = written_over(listed)
    modes, line = set(listed.display.modes), listed.line_modes()
    sign(listed)
    wait_for_body(listed, before)
    listed.wait_until(lambda: (listed.display.modes, listed.line_modes()) == (modes, line), "the same modes")
    listed.press("q")
    assert listed.wait_exit() == 0
    assert listed.left_on() == set()


@pytest.fixture
def in_shell(cloud: object) -> Iterator[Terminal]:  # noqa: ARG001 - configures the program
    """The program as a job of a shell."""
    with Terminal("bash", "--norc", "--noprofile", "-i") as terminal:
        terminal.press(f"PS1='$ '; {PROGRAM}", "enter")
        terminal.wait_for("orders-prod")
        yield terminal


def test_suspended_and_taken_up_again(in_shell: Terminal) -> None:
    in_shell.hear_out()
    before, modes = body(in_shell), set(in_shell.display.modes)
    in_shell.press("ctrl+z")
    in_shell.wait_for("Stopped")
    assert "1049" not in in_shell.display.modes
    in_shell.press("echo $((6*7))", "enter")
    in_shell.wait_for("42")
    in_shell.press("fg", "enter")
    wait_for_body(in_shell, before)
    in_shell.wait_until(lambda: in_shell.display.modes == modes, "the same modes")
    in_shell.press("q")
    in_shell.wait_until(lambda: "1049" not in in_shell.display.modes, "the shell's screen")
    in_shell.press("echo left $?", "enter")
    in_shell.wait_for("left 0")
