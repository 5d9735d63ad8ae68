"""What a terminal sends, as events: what Textual understands, in any pieces; the rest is dropped."""

import random

import pytest
from textual import events
from textual.messages import TerminalSupportsSynchronizedOutput

from tui.driver import tokens
from tui.driver.parser import Parser


def told(event: object) -> str:
    """A key by its name, a paste by its text, anything else by its class."""
    if isinstance(event, events.Key):
        return event.key
    return f"paste {event.text}" if isinstance(event, events.Paste) else type(event).__name__


def understood(*pieces: bytes) -> list[str]:
    parser = Parser()
    return [told(event) for piece in pieces for event in parser.feed(piece)]


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock says, which a test turns."""
    now = [0.0]
    monkeypatch.setattr(tokens, "monotonic", lambda: now[0])
    return now


DROPPED = {
    "a Latin-1 letter": b"\xe9",
    "half a letter": b"\xe2\x82",
    "X10 mouse report beyond column 95": b"\x1b[M#\x820",
    "X10 mouse report that is UTF-8 by chance": b"\x1b[M \xc3\xa9",
    "key report with an event type": b"\x1b[1;1:1B",
    "key report with alternate keys": b"\x1b[97:65;2u",
    "key report of half a letter": b"\x1b[97;;55296u",
    "key report of no letter": b"\x1b[99999999;1u",
    "key report of a number without end": b"\x1b[" + b"9" * 400 + b"u",
    "mouse report that is no number": b"\x1b[<0;NaN;NaNM",
    "mouse report of a number without end": b"\x1b[<0;" + b"9" * 400 + b";1M",
    "XTVERSION": b"\x1bP>|xterm(388)\x1b\\",
    "DA1": b"\x1b[?62;22c",
    "DA2": b"\x1b[>41;388;0c",
    "DA3": b"\x1bP!|00000000\x1b\\",
    "colour": b"\x1b]11;rgb:ffff/ffff/ffff\x07",
    "colour, ended by ST": b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "clipboard": b"\x1b]52;c;cXVpdA==\x07",
    "kitty's flags": b"\x1b[?25u",
    "kitty's graphics": b"\x1b_Gi=31;OK\x1b\\",
    "cursor position": b"\x1b[12;40R",
    "size nobody asked for": b"\x1b[48;99999;99999;1;1t",
    "size in cells": b"\x1b[8;24;80t",
    "status string": b"\x1bP1$r0m\x1b\\",
    "terminfo": b"\x1bP0+r\x1b\\",
    "a mode, and a letter behind a key's beginning": b"\x1b[23$y",
}


@pytest.mark.parametrize("sent", DROPPED.values(), ids=DROPPED)
def test_what_is_not_understood_is_dropped_and_what_follows_is_not(sent: bytes) -> None:
    assert understood(b"q" + sent + b"jk") == ["q", "j", "k"]
    assert understood(b"q", *(bytes([byte]) for byte in sent), b"j", b"\x1b[A") == ["q", "j", "up"]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (b"\x1b[A\x1bOB\x1b[C\x1b[15~\x1b[Z", ["up", "down", "right", "f5", "shift+tab"]),
        (b"\x1b[[A\x1b[1;5C\x1b[97;5u\x1b[27u", ["f1", "ctrl+right", "ctrl+a", "escape"]),
        ("é日🙂".encode(), ["é", "日", "slightly_smiling_face"]),
        (b"\r\t\x7f\x0c ", ["enter", "tab", "backspace", "ctrl+l", "space"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1b\r\x1b\x0e", ["escape", "enter", "escape", "ctrl+n"]),
        (b"\x1bx", ["alt+x"]),
        (b"\x1b[5\x1b[B", ["down"]),
        (b"\x1b]11;rgb\x1b[B", ["down"]),
        (b"\x1b\xe9k", ["k"]),
        (b"\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<35;5;6M\x1b[<64;1;1M", ["MouseDown", "MouseUp", "MouseMove", "MouseScrollUp"]),
        (b"\x1b[I\x1b[O\x1b[?2026;2$y", ["AppFocus", "AppBlur", TerminalSupportsSynchronizedOutput.__name__]),
        (b"\x1b[200~ab\r\n\x1b[Aq\xe9\x00\x1b[201~z", ["paste ab\r\n\x1b[Aq", "z"]),
    ],
)
def test_what_is_understood_comes_through_whole_or_in_pieces(sent: bytes, keys: list[str]) -> None:
    assert understood(sent) == understood(*(bytes([byte]) for byte in sent)) == keys


def test_an_escape_with_nothing_behind_it_is_a_key_after_a_tenth_of_a_second(late: list[float]) -> None:
    parser = Parser()
    assert list(parser.feed(b"\x1b")) == []
    late[0] = 0.09
    assert list(parser.late()) == []
    late[0] = 0.1
    assert [told(event) for event in parser.late()] == ["escape"]
    assert [told(event) for event in parser.feed(b"j")] == ["j"]


@pytest.mark.parametrize("begun", [b"\x1b[", b"\x1b[5", b"\x1bO", b"\x1bP>|xt", b"\x1b[M#", b"\x1b[<0;1"])
def test_what_breaks_off_is_waited_for_a_second_and_dropped(late: list[float], begun: bytes) -> None:
    parser = Parser()
    assert list(parser.feed(begun)) == []
    late[0] = 0.99
    assert list(parser.late()) == []
    late[0] = 1.0
    assert list(parser.late()) == []
    assert [told(event) for event in parser.feed(b"j")] == ["j"]


def test_of_a_long_answer_the_end_is_waited_for_and_nothing_is_kept() -> None:
    answer = [b"\x1b]52;c;", *[b"x" * 4096] * 30, b"\x1b", b"\\"]
    assert understood(*answer, b"j") == ["j"]


@pytest.mark.parametrize("seed", range(50))
def test_no_bytes_raise(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    alphabet = [b"\x1b", b"\x1b[", b"\x1bP", b"\x1b]", b"[", b"M", b"<", b";", b":", b"1", b"u", b"~", b"\xe9", b"\xc3"]
    parser = Parser()
    for _ in range(300):
        piece = b"".join(chance.choices([*alphabet, bytes([chance.randrange(256)])], k=chance.randint(1, 12)))
        for event in parser.feed(piece):
            assert told(event)
    assert [told(event) for event in parser.feed(b"\x1b[201~\x18\x1b\\jk\r")][-2:] == ["k", "enter"]
