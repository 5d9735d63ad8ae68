"""What can be read on terminals of few colours, and on a light background."""

from collections.abc import Iterator

import pytest
from pyte.screens import Char
from textual.color import Color

from tests.end_to_end import flow
from tests.end_to_end.terminal import PROGRAM, Terminal

pytestmark = pytest.mark.usefixtures("cloud")

NAMED = {
    "default",
    *(f"{bright}{name}" for bright in ("", "bright") for name in ("black", "red", "green", "brown", "blue", "magenta")),
    *(f"{bright}{name}" for bright in ("", "bright") for name in ("cyan", "white")),
}
"""What pyte calls the terminal's own 16; any other colour is a number."""
READABLE = 3.0
"""The contrast that WCAG asks of large or bold text; there is no larger one here to fall back on."""


def characters(terminal: Terminal) -> Iterator[Char]:
    """What stands on the screen, but for blanks, rules and the arrow of a drop-down, which is faint by design."""
    screen = terminal.display._screens[True]
    for row in screen.buffer.values():
        yield from (each for each in row.values() if each.data.strip("─█▎▌▊▼ "))


def contrast(one: str, other: str) -> float:
    """Of two colours in hexadecimal, as WCAG counts it: 1 is none, 21 all."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(f"#{colour}").normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_with_16_colours_it_uses_the_terminals_own_and_what_failed_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "screen")
    monkeypatch.delenv("COLORTERM")
    with Terminal() as terminal:
        flow.wait_for_list(terminal)
        shown = list(characters(terminal))
        assert {each.fg for each in shown} | {each.bg for each in shown} <= NAMED
        assert all(each.fg != each.bg or each.fg == "default" for each in shown)
        assert {each.fg for each in shown if each.data == "✗"} == {"red"}
        terminal.press("n")
        flow.wait_for_step(terminal, "Choose Cluster")
        assert {each.fg for each in characters(terminal)} <= NAMED


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
def test_with_either_background_everything_can_be_read(theme: str) -> None:
    with Terminal(PROGRAM, "--theme", theme) as terminal:
        flow.wait_for_list(terminal)
        for key, there in (("n", "Choose the TiDB cluster"), ("f1", "Creation flow")):
            faint = {(each.fg, each.bg) for each in characters(terminal) if contrast(each.fg, each.bg) < READABLE}
            assert faint == set()
            terminal.press(key)
            terminal.wait_for(there)
