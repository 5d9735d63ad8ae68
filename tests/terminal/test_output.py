"""What is written to the terminal: less than Textual's frames, and the same on the screen."""

import fcntl
import os
import pty
import random
import re
import select
import struct
import termios
import tty
from collections.abc import Iterator
from time import monotonic

import pyte
import pytest

from tests.end_to_end.terminal import fill
from tui.terminal.output import Output
from tui.terminal.output.shown import Shown
from tui.terminal.output.window import window_size

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


def less(shown: Shown, text: str, size: os.terminal_size = SIZE) -> str:
    """What is written in place of a text, if the line takes it at once."""
    return shown.news() if shown.draw(text, size) else text


class Pair:
    """Two terminals: one gets the frames, the other what is written in their place."""

    def __init__(self) -> None:
        self.wanted, self.got = pyte.Screen(COLUMNS, ROWS), pyte.Screen(COLUMNS, ROWS)
        self._streams = pyte.Stream(self.wanted), pyte.Stream(self.got)
        self._shown = Shown()
        self.written = ""

    def draw(self, text: str) -> str:
        self.written = less(self._shown, text)
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
    less(shown, whole())
    less(shown, line)
    for size in (os.terminal_size((COLUMNS - 1, ROWS)), SIZE):
        assert less(shown, line, size) == "\x1b[1;1H\x1b[31mshown\x1b[0m\x1b[1;1H"
        assert less(shown, line, size) == ""


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
    less(shown, line)
    assert less(shown, line) == ""
    assert less(shown, other) == other
    assert less(shown, line) == "\x1b[1;1H\x1b[31mshown\x1b[0m\x1b[1;1H"


def test_a_row_with_wide_letters_is_written_whole_until_nothing_is_known_any_more() -> None:
    shown, wide, line = Shown(), frame((2, 1, "", ODD)), frame((2, 1, "", "shown"))
    for text in (wide, wide, line, line):
        assert less(shown, text) == text
    less(shown, "\x1b[2J")
    assert [less(shown, line) for _ in range(2)] == [line, ""]


def test_a_frame_for_another_size_is_dropped() -> None:
    """A terminal has its new size before Textual hears of it: lines would wrap, and rows below the last be the last."""
    line = frame((1, 1, "", "shown"))
    for misfit in (frame((1, COLUMNS - 1, "", "wide")), frame((ROWS + 1, 1, "", "deep"))):
        shown = Shown()
        less(shown, line)
        assert less(shown, misfit) == ""
        assert less(shown, line) == ""


def test_what_is_not_written_yet_of_frames_is_written_as_the_newest_has_it() -> None:
    shown = Shown()
    for text in ("old", "new", "now"):
        shown.draw(frame((2, 1, "", text), (3, 1, "", text[::-1])), SIZE)
    assert shown.news() == "\x1b[2;1Hnow\x1b[3;1Hwon\x1b[1;1H"
    assert shown.news() == ""


def test_what_changed_back_before_it_was_written_is_not_written() -> None:
    shown = Shown()
    less(shown, frame((2, 1, "", "shown")))
    for text in ("other", "shown"):
        shown.draw(frame((2, 1, "", text)), SIZE)
    assert shown.news() == ""


@pytest.mark.parametrize("letters", [PLAIN, PLAIN * 3 + ODD[:3]], ids=["one cell each", "wide"])
@pytest.mark.parametrize("seed", range(10))
def test_frames_that_are_written_together_make_the_screen_of_the_last(seed: int, letters: str) -> None:
    chance, wanted, shown = random.Random(seed), pyte.Screen(COLUMNS, ROWS), Shown()  # noqa: S311 - no secret
    screens = wanted, pyte.Screen(COLUMNS, ROWS)
    streams = [pyte.Stream(screen) for screen in screens]
    for _ in range(20):
        for _ in range(chance.randint(1, 9)):
            text = frame(*spans(chance, letters), cursor=(chance.randint(1, ROWS), chance.randint(1, COLUMNS)))
            streams[0].feed(text.replace("\n", "\r\n"))
            assert shown.draw(text, SIZE)
        streams[1].feed(shown.news())
        assert picture(screens[1]) == picture(screens[0])


def test_of_a_row_with_wide_letters_no_more_is_kept_than_is_seen() -> None:
    shown = Shown()
    for number in range(1000):
        shown.draw(frame((2, 1, "31", f"日{number:04}"), (2, 0, "32", ODD)), SIZE)
    assert len(shown.news()) < 100


class Line:
    """A terminal that nobody reads until `drained` is called; its size is SIZE."""

    def __init__(self) -> None:
        self._ours, self.tty = pty.openpty()
        tty.setraw(self.tty)
        fcntl.ioctl(self.tty, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def fill(self) -> None:
        """Until the line takes nothing any more."""
        os.set_blocking(self.tty, False)
        fill(self.tty)
        os.set_blocking(self.tty, True)

    def drained(self, until: str) -> str:
        """All that comes up to `until`, a pattern; without what it was filled with."""
        got, last = b"", re.compile(rf"{until}\Z".encode(), re.DOTALL)
        while not last.search(got):
            assert select.select([self._ours], [], [], 10)[0], f"no {until!r} behind {got[-200:]!r}"
            got += os.read(self._ours, 65536)
        return got.decode().lstrip(".")

    def close(self) -> None:
        for descriptor in {self._ours, self.tty} - {-1}:
            os.close(descriptor)

    def break_off(self) -> None:
        os.close(self._ours)
        self._ours = -1


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


BEGIN, END, BELL = "\x1b[?2026h", "\x1b[?2026l", "\x07"


def test_of_a_frame_that_changes_nothing_not_even_its_beginning_is_written(line: Line) -> None:
    output = Output(line.tty)
    shown = "\x1b[?2026h\x1b[2;1Hshown\x1b[1;1H\x1b[?2026l"
    for text in (BEGIN, frame((2, 1, "", "shown")), END):
        output.write(text)
    assert line.drained(r"2026l") == shown
    for text in (BEGIN, frame((2, 1, "", "shown")), END, BELL):
        output.write(text)
    assert line.drained(BELL) == BELL
    output.close()


def test_a_line_that_was_stalled_gets_the_newest_frame_alone_and_all_else_in_order(line: Line) -> None:
    line.fill()
    output = Output(line.tty)
    chance = random.Random(1)  # noqa: S311 - no secret
    for number in range(1000):
        output.write(BEGIN)
        output.write(frame(*spans(chance, PLAIN)))
        output.write(END)
        if number % 200 == 0:
            output.write(f"\x1b]52;c;{number}\x07")
    output.write(frame((1, 1, "", "the end")))
    got = line.drained("the end[^\x07]*2026l")
    assert re.findall(r"\x1b\]52;c;(\d+)", got) == ["0", "200", "400", "600", "800"]
    assert len(got) < 3 * len(whole()) * len(STYLES)
    output.close()


def test_a_frame_is_to_be_seen_before_anybody_can_have_read_it(line: Line) -> None:
    output = Output(line.tty)
    for number in range(200):
        before = monotonic()
        output.write(frame((2, 1, "", f"{number:3}")))
        shown = output.new_frame()
        line.drained("H")
        read = monotonic()
        assert shown
        assert shown.before(read)
        assert not shown.before(before)
    output.close()


def test_on_a_stalled_line_a_frame_is_to_be_seen_once_it_is_written(line: Line) -> None:
    line.fill()
    output = Output(line.tty)
    output.write("\x1b[2J")
    output.write(frame((2, 1, "", "first")))
    first = output.new_frame()
    output.write(frame((2, 1, "", "later")))
    later = output.new_frame()
    assert first
    assert later
    select.select([], [], [], 0.1)  # longer than a line takes that is not stalled
    pressed = monotonic()
    assert not first.before(pressed)
    line.drained("later.*H")
    output.close()
    read = monotonic()
    assert [frame.before(moment) for frame in (first, later) for moment in (pressed, read)] == [False, True] * 2


def test_what_is_no_frame_shows_nothing(line: Line) -> None:
    output = Output(line.tty)
    output.write(whole())
    assert output.new_frame()
    output.write("\x1b[2J")
    assert output.new_frame() is None
    output.close()


def test_a_line_that_takes_nothing_is_left_in_two_seconds_and_put_back_all_the_same(line: Line) -> None:
    line.fill()
    output = Output(line.tty)
    output.write(whole())
    began = monotonic()
    output.leave()
    output.write(whole("31"))
    output.write("\x1b[?1049l")
    output.close()
    assert monotonic() - began < 2
    got = line.drained("1049l")
    assert got.rpartition("\x18")[2] == "\x1b[?1049l"
    assert "\x1b[31m" not in got


def test_what_is_to_be_sent_is_sent_before_leaving(line: Line) -> None:
    output = Output(line.tty)
    output.write("\x1b]52;c;copied\x07")
    output.leave()
    output.write("\x1b[?1049l")
    output.close()
    assert line.drained("1049l") == "\x1b]52;c;copied\x07\x1b[?1049l"


def test_a_terminal_that_another_program_set_not_to_block_gets_all(line: Line) -> None:
    line.fill()
    os.set_blocking(line.tty, False)
    output = Output(line.tty)
    output.write(f"\x1b]52;c;{'x' * 90_000}\x07")
    assert len(line.drained(BELL)) > 90_000
    output.close()


def test_what_is_written_to_a_terminal_that_is_gone_is_dropped(line: Line) -> None:
    output = Output(line.tty)
    line.break_off()
    for text in (frame((2, 1, "", "lost")), "\x1b[2J"):
        output.write(text)
    output.close()


@pytest.mark.parametrize(("told", "size"), [((50, 132), (132, 50)), ((0, 0), (80, 24))])
def test_the_size_is_the_windows_whatever_the_environment_says(
    line: Line, monkeypatch: pytest.MonkeyPatch, told: tuple[int, int], size: tuple[int, int]
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("LINES", "100")
    fcntl.ioctl(line.tty, termios.TIOCSWINSZ, struct.pack("HHHH", *told, 0, 0))
    assert window_size(line.tty) == size
