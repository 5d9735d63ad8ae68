"""What is written to the terminal: less than Textual's frames, and the same on the screen."""

import io
import os
import random
from collections.abc import Iterator

import pyte
import pytest

from tui.output import Output
from tui.output.shown import Shown

ROWS, COLUMNS = 6, 70
SIZE = os.terminal_size((COLUMNS, ROWS))
STYLES = ("", "38;5;253;48;5;233", "1;38;5;253;48;5;23", "38;2;1;2;3;48;2;4;5;6", "2;4;31", "7;97;44", "48;5;233", "3")
PLAIN = "  abc●…─Ω"
ODD = "日本🙂e\u0301"


def frame(*spans: tuple[int, int, str, str], cursor: tuple[int, int] = (1, 1)) -> str:
    """As Textual writes it: row, column (0: goes on), style, text of each part; each with its style in full."""
    lines: dict[int, list[str]] = {}
    for row, column, style, text in spans:
        drawn = f"\x1b[{style}m{text}\x1b[0m" if style else text
        lines.setdefault(row, []).append(f"\x1b[{row};{column}H{drawn}" if column else drawn)
    return "\n".join("".join(line) for line in lines.values()) + f"\x1b[{cursor[0]};{cursor[1]}H"


def whole(style: str = "38;5;253;48;5;233") -> str:
    return frame(*((row, 1, style, f"line {row}".ljust(COLUMNS)) for row in range(1, ROWS + 1)))


class Pair:
    """Two terminals: one gets the frames, the other what is written in their place."""

    def __init__(self) -> None:
        self.wanted, self.got = pyte.Screen(COLUMNS, ROWS), pyte.Screen(COLUMNS, ROWS)
        self._streams = pyte.Stream(self.wanted), pyte.Stream(self.got)
        self._shown = Shown()
        self.written = ""

    def draw(self, text: str) -> str:
        self.written = self._shown.less(text, SIZE)
        self._streams[0].feed(text.replace("\n", "\r\n"))
        self._streams[1].feed(self.written.replace("\n", "\r\n"))
        assert picture(self.got) == picture(self.wanted)
        return self.written


def picture(screen: pyte.Screen) -> tuple[object, ...]:
    """Every cell as it is seen, and the cursor; the colour of a letter that is not there is not."""
    cells = [
        char._replace(fg="", bold=False, italics=False)
        if char.data == " " and not (char.reverse or char.underscore)
        else char
        for row in range(ROWS)
        for char in (screen.buffer[row][column] for column in range(COLUMNS))
    ]
    return (*cells, screen.cursor.x, screen.cursor.y)


def spans(chance: random.Random, letters: str) -> Iterator[tuple[int, int, str, str]]:
    """Parts of some rows, not of all."""
    for row in sorted(chance.sample(range(1, ROWS + 1), chance.randint(1, ROWS - 2))):
        column = chance.randint(1, 12)
        for _ in range(chance.randint(1, 3)):
            text = "".join(chance.choices(letters, k=chance.randint(1, 6)))
            yield row, column, chance.choice(STYLES), text
            yield row, 0, chance.choice(STYLES), chance.choice(letters)
            column += len(text) + chance.randint(1, 8)


@pytest.mark.parametrize("letters", [PLAIN, PLAIN * 3 + ODD], ids=["one cell each", "wide and none"])
@pytest.mark.parametrize("seed", range(20))
def test_the_screen_is_what_textuals_own_frames_make_it(seed: int, letters: str) -> None:
    chance, pair = random.Random(seed), Pair()  # noqa: S311 - no secret
    pair.draw(whole())
    for _ in range(40):
        pair.draw(frame(*spans(chance, letters), cursor=(chance.randint(1, ROWS), chance.randint(1, COLUMNS))))


def test_what_is_shown_already_is_not_written() -> None:
    pair = Pair()
    pair.draw(whole())
    assert pair.draw(frame((2, 1, "38;5;253;48;5;233", "line 2".ljust(COLUMNS)))) == ""


def test_only_the_cells_that_differ_are_written_with_what_differs_of_their_style() -> None:
    pair = Pair()
    pair.draw(whole())
    changed = frame((2, 1, "38;5;253;48;5;233", "line 3".ljust(COLUMNS)), (4, 1, "1;38;5;253;48;5;233", "l"))
    assert pair.draw(changed) == "\x1b[2;6H\x1b[38;5;253;48;5;233m3\x1b[4;1H\x1b[1ml\x1b[0m\x1b[1;1H"


def test_what_is_far_apart_is_skipped_to_and_what_is_near_written_through() -> None:
    pair = Pair()
    pair.draw(frame((2, 1, "", "a123456b12c")))
    assert pair.draw(frame((2, 1, "", "A123456B12C"))) == "\x1b[2;1HA\x1b[2;8HB12C\x1b[1;1H"


def test_the_colour_of_letters_does_not_count_where_there_is_none() -> None:
    pair = Pair()
    pair.draw(frame((2, 1, "31;44", "a  ")))
    assert pair.draw(frame((2, 1, "32;44", "a  "))) == "\x1b[2;1H\x1b[32;44ma\x1b[0m\x1b[1;1H"


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("31;44", "97;44", "97"),
        ("97;44", "31;44", "31"),
        ("31;44", "31;104", "104"),
        ("31;107", "31;44", "44"),
        ("38;5;1;48;5;2", "38;5;3;48;5;2", "38;5;3"),
        ("31", "1;31", "1"),
        ("1;31", "31", "0;31"),
        ("31", "3;38;2;1;2;3", "3;38;2;1;2;3"),
    ],
)
def test_of_a_style_what_differs_from_the_one_before_is_written(old: str, new: str, change: str) -> None:
    drawn = Pair().draw(frame((2, 1, old, "a"), (2, 0, new, "b"), cursor=(2, 3)))
    assert drawn == f"\x1b[2;1H\x1b[{old}ma\x1b[{change}mb\x1b[0m"


def test_where_the_size_changed_nothing_is_known() -> None:
    shown, line = Shown(), frame((1, 1, "31", "shown"))
    shown.less(whole(), SIZE)
    shown.less(line, SIZE)
    for size in (os.terminal_size((COLUMNS - 1, ROWS)), SIZE):
        assert shown.less(line, size) == "\x1b[1;1H\x1b[31mshown\x1b[0m\x1b[1;1H"
        assert shown.less(line, size) == ""


@pytest.mark.parametrize(
    "other",
    [
        "\x1b[2J",
        "\x1b]0;title\x07",
        "\x1b]22;default\x07",
        "\x1b[1;1Hx\x1b[5n",
        "text at no place",
        "text before a place\x1b[1;1H",
        "\x1b[2;2H\x1b[1mbold for ever",
        "\x1b[2;2H\x1b[1mbold\x1b[31m and red\x1b[0m",
    ],
)
def test_what_is_no_frame_is_written_as_it_is_and_nothing_is_known_after_it(other: str) -> None:
    shown = Shown()
    line = frame((1, 1, "31", "shown"))
    shown.less(line, SIZE)
    assert shown.less(line, SIZE) == ""
    assert shown.less(other, SIZE) == other
    assert shown.less(line, SIZE) == "\x1b[1;1H\x1b[31mshown\x1b[0m\x1b[1;1H"


def test_a_row_with_wide_letters_is_written_whole_until_nothing_is_known_any_more() -> None:
    shown, wide, line = Shown(), frame((2, 1, "", ODD)), frame((2, 1, "", "shown"))
    for text in (wide, wide, line, line):
        assert shown.less(text, SIZE) == text
    shown.less("\x1b[2J", SIZE)
    assert [shown.less(line, SIZE) for _ in range(2)] == [line, ""]


def test_after_a_frame_for_another_size_nothing_is_known() -> None:
    """A terminal may have its new size before Textual does: lines wrap, and rows below the last are the last."""
    line = frame((1, 1, "", "shown"))
    for misfit in (frame((1, COLUMNS - 1, "", "wide")), frame((ROWS + 1, 1, "", "deep"))):
        shown = Shown()
        shown.less(line, SIZE)
        assert shown.less(misfit, SIZE) == misfit
        assert shown.less(line, SIZE) == line
    shown = Shown()
    shown.less(frame(*((row, 1, "", "old".ljust(COLUMNS + 9)) for row in range(1, ROWS + 3))), SIZE)
    assert shown.less(whole(), SIZE).count("line") == ROWS


class Tty(io.StringIO):
    """A terminal that may be gone."""

    gone = False

    def fileno(self) -> int:
        return 99

    def write(self, text: str) -> int:
        if self.gone:
            raise OSError(5, "Input/output error")
        return super().write(text)


@pytest.fixture
def tty(monkeypatch: pytest.MonkeyPatch) -> Tty:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: SIZE)
    return Tty()


def test_of_a_frame_that_changes_nothing_not_even_its_beginning_is_written(tty: Tty) -> None:
    output = Output(tty)
    for _ in range(2):
        for text in ("\x1b[?2026h", frame((2, 1, "", "shown")), "\x1b[?2026l"):
            output.write(text)
    output.write("\x07")
    assert tty.getvalue() == "\x1b[?2026h\x1b[2;1Hshown\x1b[1;1H\x1b[?2026l\x07"


def test_what_is_written_to_a_terminal_that_is_gone_is_dropped(tty: Tty) -> None:
    output = Output(tty)
    tty.gone = True
    output.write(frame((2, 1, "", "lost")))
    output.write("\x1b[2J")
    output.flush()
