"""What a terminal shows, and what of a frame is new to it."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from rich.cells import cell_len

from tui.terminal.output.pen import Cell, Pen, Run

_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|\r?(\n)|([^\x00-\x1f\x7f]+)")
_NEAR = 5
"""Cells that are written again rather than skipped: a move of the cursor is as long."""
_PLAIN = ("", "0")


class Shown:
    """What the terminal shows, as far as it is known from what was written, and what it is to show."""

    def __init__(self) -> None:
        self._cells: dict[int, dict[int, Cell]] = {}
        """By row and column; of what is not there it is not known what it shows."""
        self._new: dict[int, dict[int, Cell]] = {}
        """What is to be shown and is not."""
        self._odd: dict[int, list[Run]] = {}
        """Of rows with letters that take more cells than one, or none, all that is not written yet: terminals disagree
        where the next letter stands."""
        self._at = self._cursor = (0, 0)
        self._size = os.terminal_size((0, 0))

    def draw(self, frame: str, size: os.terminal_size) -> bool:
        """Take `frame` in; False for what is no frame.

        A frame for another size than the terminal has is dropped: Textual draws all anew when it hears of the size.
        After what is no frame nothing is known. So each page is written whole once, whatever something else wrote over
        the screen: Textual sets the pointer's shape before it.
        """
        parsed = _parse(frame)
        if parsed is None:
            self._forget()
            return False
        if size != self._size:
            self._forget()
            self._new.clear()
            self._size = size
        if all(run.fits(size) for run in parsed[0]):
            self._take(*parsed)
        return True

    def news(self) -> str:
        """What makes the terminal show what was drawn; empty where it does already."""
        pen = Pen(self._at)
        for row in sorted(self._new.keys() | self._odd.keys()):
            for run in self._changed(row):
                pen.write(run)
        self._at = self._cursor
        return pen.done(self._cursor)

    def _forget(self) -> None:
        self._cells.clear()
        self._odd = {row: runs for row, runs in self._odd.items() if runs}
        if self._cursor == self._at and not any(self._new.values()) and not any(self._odd.values()):
            self._cursor = (0, 0)
        self._at = (0, 0)

    def _take(self, runs: list[Run], cursor: tuple[int, int]) -> None:
        self._cursor = cursor
        for row, line in groupby(runs, key=lambda run: run.row):
            self._draw(row, list(line))

    def _draw(self, row: int, runs: list[Run]) -> None:
        if row in self._odd or not all(_one_cell_each(run.text) for run in runs):
            before = self._odd[row] if row in self._odd else list(self._changed(row))
            self._odd[row] = [*_uncovered(before, runs), *runs]
            return
        shown, new = self._cells.setdefault(row, {}), self._new.setdefault(row, {})
        for run in runs:
            for column, cell in enumerate(run.cells, run.column):
                if shown.get(column) != cell:
                    new[column] = cell
                else:
                    new.pop(column, None)

    def _changed(self, row: int) -> Iterable[Run]:
        """Take what of a row is to be written; all that was drawn, where cells cannot be told."""
        if row in self._odd:
            runs, self._odd[row] = self._odd[row], []
            return runs
        new = self._new.pop(row, {})
        shown = self._cells.setdefault(row, {})
        shown.update(new)
        return _runs(row, shown, list(new))


def _parse(frame: str) -> tuple[list[Run], tuple[int, int]] | None:
    """The runs of a frame and where the cursor is left; None for what is anything else."""
    row, column, style, end = 0, 0, "", 0
    runs: list[Run] = []
    for token in _TOKEN.finditer(frame):
        to_row, to_column, change, line_feed, text = token.groups()
        if token.start() != end or (change is not None and style and change not in _PLAIN) or (text and not row):
            return None
        end = token.end()
        if to_row:
            row, column = int(to_row), int(to_column)
        elif change is not None:
            style = "" if change in _PLAIN else change
        elif line_feed:
            row = 0
        else:
            runs.append(Run(row, column, text, style))
            column += cell_len(text)
    return (runs, (row, column)) if end == len(frame) and row and not style else None


def _runs(row: int, cells: dict[int, Cell], columns: list[int]) -> Iterator[Run]:
    """The cells of `columns`, and those between near ones."""
    wanted: list[int] = []
    for column in sorted(columns):
        gap = range(wanted[-1] + 1, column) if wanted else range(0)
        wanted += gap if len(gap) <= _NEAR and all(each in cells for each in gap) else ()
        wanted.append(column)
    for (style, _), group in groupby(enumerate(wanted), key=lambda each: (cells[each[1]][1], each[1] - each[0])):
        places = [column for _, column in group]
        yield Run(row, places[0], "".join(cells[column][0] for column in places), style)


@lru_cache(1024)
def _one_cell_each(text: str) -> bool:
    return text.isascii() or all(cell_len(letter) == 1 for letter in text)


def _uncovered(old: list[Run], new: list[Run]) -> list[Run]:
    """What of `old` is still to be seen, in part at least, once `new` is written."""
    spans: list[tuple[int, int]] = []
    for run in new:
        begin = spans.pop()[0] if spans and spans[-1][1] == run.column else run.column
        spans.append((begin, run.end))
    return [run for run in old if not any(begin <= run.column and run.end <= end for begin, end in spans)]
