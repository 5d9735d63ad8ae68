"""Whatever bytes come from the terminal: they do not end the program, and what they do not mean is not done."""

import random

import pytest

from tests.end_to_end.terminal import Terminal

ALPHABET = (
    *(b"\x1b", b"\x1b[", b"\x1b[<", b"\x1b[M", b"\x1b[?", b"\x1bP", b"\x1b]", b"\x1b_", b"\x1bO", b"\x1b\\"),
    *(b"\x1b[200~", b"\x1b[201~", b"0", b"1", b"9" * 30, b";", b":", b"$", b"NaN", b"M", b"m", b"u", b"A", b"R", b"~"),
    *(b"\x07", b"\x00", *(bytes([byte]) for byte in range(128, 256))),
)
"""Few letters of it are keys."""

NO_KEYS = (b"\xe9", b"\x1b[M#\x820", b"\x1b[1;1:1B", b"\x1bP>|xterm(388)\x1b\\", b"\x1b[?62;22c", b"\x1b[<0;NaN;NaNM")


def test_late_answers_and_broken_reports_are_no_keys(listed: Terminal) -> None:
    listed.hear_out()
    before = listed.text
    for sent in (
        b"\xe9",
        b"\x1b[M#\x820",
        b"\x1b[1;1:1B",
        b"\x1bP>|xterm(388)\x1b\\",
        b"\x1b[?62;22c",
        b"\x1b[<0;NaN;NaNM",
    ):
        listed.send(sent)
        listed.hear_out(0.15)
    assert listed.text.partition("\n")[2] == before.partition("\n")[2]
    listed.press("s")
    listed.wait_for("STATUS▲")


@pytest.mark.parametrize("seed", range(3))
def test_random_bytes_do_not_end_it(listed: Terminal, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(300):
        listed.send(b"".join(chance.choices(ALPHABET, k=chance.randint(1, 20))))
        listed.listen(0)
    listed.send(b"\x1b[201~\x18\x1b\\")
    listed.hear_out()
    assert listed.process.poll() is None, listed.text
    listed.press("ctrl+q")
    assert listed.wait_exit() == 0
    assert listed.left_on() == set()
