"""What a terminal shows, and what of a frame is new to it."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from rich.cells import cell_len

from tui.output.pen import Cell, Pen, Run

_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|\r?(\n)|([^\x00-\x1f\x7f]+)")
_NEAR = 5
"""Cells that are written again rather than skipped: a move of the cursor is as long."""
_PLAIN = ("", "0")


class Shown:
    """What the terminal shows, as far as it is known from what was written."""

    def __init__(self) -> None:
        self._cells: dict[int, dict[int, Cell]] = {}
        """By row and column; of what is not there it is not known what it shows."""
        self._odd: set[int] = set()
        """Rows with letters that take more cells than one, or none: terminals disagree where the next one stands."""
        self._cursor = (0, 0)
        self._size = os.terminal_size((0, 0))

    def less(self, frame: str, size: os.terminal_size) -> str:
        """What makes the terminal show `frame`; empty where it does already.

        What is no frame, or none for this size, is written as it is, and after it nothing is known. So each page is
        written whole once, whatever something else wrote over the screen: Textual sets the pointer's shape before it.
        """
        if size != self._size:
            self._size = size
            self._forget()
        parsed = _parse(frame)
        if parsed is None or not all(run.fits(self._size) for run in parsed[0]):
            self._forget()  # not a frame, or one for the size that the terminal had
            return frame
        pen = Pen(self._cursor)
        runs, self._cursor = parsed
        for row, line in groupby(runs, key=lambda run: run.row):
            for run in self._changed(row, list(line)):
                pen.write(run)
        return pen.done(self._cursor)

    def _forget(self) -> None:
        self._cells.clear()
        self._odd.clear()
        self._cursor = (0, 0)

    def _changed(self, row: int, runs: list[Run]) -> Iterable[Run]:
        """Those parts of a row's runs that it does not show; all, where cells cannot be told."""
        if row in self._odd or not all(_one_cell_each(run.text) for run in runs):
            self._odd.add(row)
            return runs
        shown = self._cells.setdefault(row, {})
        cells = {run.column + at: cell for run in runs for at, cell in enumerate(run.cells)}
        columns = [column for column, cell in cells.items() if shown.get(column) != cell]
        shown.update(cells)
        return _runs(row, cells, columns)


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
