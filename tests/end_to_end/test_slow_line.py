"""Over a slow line: what a key costs, and how a screen that something else wrote over is mended."""

import os
from functools import partial

import pytest

from tests.end_to_end import processes
from tests.end_to_end.terminal import Terminal

MOST = {"j": 1000, "f1": 4000, "ctrl+g": 4000}
"""Bytes, with what a poll may add; a whole screen of Textual's is some 4,500, painted several times over."""


def test_a_key_costs_no_more_than_what_it_changes(listed: Terminal) -> None:
    listed.wait_for("account 111122223333")
    for key, most in MOST.items():
        screen, before = listed.text, listed.display.bytes_seen
        listed.press(key)
        listed.wait_until(partial(differs, listed, screen), f"change after {key}")
        assert 0 < listed.display.bytes_seen - before <= most


def test_a_key_held_at_30_a_second_is_done_with_before_the_next(listed: Terminal) -> None:
    """In processor time, which others that use the machine do not change."""
    listed.wait_for("account 111122223333")
    listed.wait_until_idle()
    keys, before = ["j", "k"] * 30, processes.cpu_s(listed.process.pid)
    for key in keys:
        screen = listed.text
        listed.press(key)
        listed.wait_until(partial(differs, listed, screen), f"change after {key}")
    assert processes.cpu_s(listed.process.pid) - before < len(keys) / 30


def test_a_line_that_was_stalled_gets_the_newest_screen_and_none_of_the_old(listed: Terminal) -> None:
    """Textual's own frames of these keys are half a megabyte, and it blocked at the thirtieth."""
    before = listed.display.bytes_seen + listed.stall()
    for key in ["f1", "ctrl+g"] * 50 + ["t"]:
        listed.press(key)
        listed.wait_until_taken()
    listed.wait_until_idle()
    listed.wait_for("checkout-prod  Dedicated on AWS")
    listed.hear_out()
    assert listed.display.bytes_seen - before < 2 * MOST["f1"]


@pytest.mark.parametrize("line", ["Broadcast message from root", "\x1b[31m日本 🙂\x1b[0m"])
def test_opening_help_mends_a_screen_that_was_written_over(listed: Terminal, line: str) -> None:
    """Where both pages are blank, so that neither changes a cell there."""
    listed.press("s")
    listed.wait_for("STATUS▲")
    with os.fdopen(os.open(os.ttyname(listed._tty), os.O_WRONLY | os.O_NOCTTY), "w") as tty:
        tty.write(f"\x1b[15;50H{line}")
    listed.wait_for(line[-4:] if line.isascii() else "日本")
    listed.press("f1")
    listed.wait_for("Private Endpoint page")
    listed.press("ctrl+g")
    listed.wait_for("STATUS▲")
    listed.wait_without("Broadcast")
    listed.wait_without("日本")


@pytest.mark.parametrize("sizes", [[(60, 20)], [(100, 30), (60, 20), (81, 23)], [(60, 24)] * 3 + [(80, 20)]])
def test_while_the_size_still_changes_nothing_is_taken_for_shown(
    listed: Terminal, sizes: list[tuple[int, int]]
) -> None:
    listed.press("j")
    listed.wait_for("Your turn: Accept it with e")
    usual, wanted = below_status(listed), shown_at(listed, 84, 26)
    listed.resize(80, 24)
    listed.wait_until(lambda: below_status(listed) == usual, "the usual screen")
    for size in (*sizes, (84, 26)):  # frames for one size arrive at the next
        listed.resize(*size)
        listed.listen()
    listed.wait_until(lambda: below_status(listed) == wanted, "the same screen")


def shown_at(terminal: Terminal, columns: int, rows: int) -> str:
    """At a larger size."""
    terminal.resize(columns, rows)
    terminal.wait_until(lambda: terminal.text.splitlines()[-1].endswith("Quit"), "last line")
    return below_status(terminal)


def differs(terminal: Terminal, screen: str) -> bool:
    return terminal.text != screen


def below_status(terminal: Terminal) -> str:
    """All but the top line, which tells the time."""
    return terminal.text.partition("\n")[2]
