"""Text and styles as a terminal takes them, in as few codes as that takes."""

from functools import lru_cache
from os import terminal_size
from typing import NamedTuple

from rich.cells import cell_len

Cell = tuple[str, str]
"""A letter and its style, as the parameters of SGR (ECMA-48, 8.3.117)."""

_LETTERS = {*range(30, 40), *range(90, 98)}
_GROUND = {*range(40, 50), *range(100, 108)}
_SEEN_ON_BLANKS = {"4", "7", "9", "21", "53"}
"""Attributes that show where there is no letter: lines and the colours exchanged."""


class Run(NamedTuple):
    """Text of one style, at a place."""

    row: int
    column: int
    text: str
    style: str

    def fits(self, size: terminal_size) -> bool:
        """Whether no line would wrap and no row be another."""
        return self.row <= size.lines and self.end - 1 <= size.columns

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + cell_len(self.text)

    @property
    def cells(self) -> list[Cell]:
        blank = ground(self.style)
        return [(letter, blank if letter == " " else self.style) for letter in self.text]


class Pen:
    """Writes runs with as few codes as it can, from wherever the cursor is."""

    def __init__(self, at: tuple[int, int]) -> None:
        self._at = at
        self._style = ""
        self._out: list[str] = []

    def write(self, run: Run) -> None:
        self._move((run.row, run.column))
        if run.text.strip() or ground(self._style) != run.style:
            self._out.append(change(self._style, run.style))
            self._style = run.style
        self._out.append(run.text)
        self._at = run.row, run.end

    def _move(self, to: tuple[int, int]) -> None:
        if self._at != to:
            self._out.append(f"\x1b[{to[0]};{to[1]}H")
            self._at = to

    def done(self, cursor: tuple[int, int]) -> str:
        """All that is to be written; the cursor is left where Textual wants it."""
        self._out.append(change(self._style, ""))
        self._move(cursor)
        return "".join(self._out)


@lru_cache(1024)
def ground(style: str) -> str:
    """The part of a style that is seen where there is no letter."""
    parts = _parts(style)
    if not _SEEN_ON_BLANKS.isdisjoint(parts):
        return style
    return parts.get("ground", "")


@lru_cache(1024)
def change(old: str, new: str) -> str:
    """The shortest way from one style to another."""
    had, has = _parts(old), _parts(new)
    if had == has:
        return ""
    if not has:
        return "\x1b[0m"
    more = [code for name, code in has.items() if had.get(name) != code]
    codes = more if had.keys() <= has.keys() else ["0", *has.values()]
    return f"\x1b[{';'.join(codes)}m"


@lru_cache(1024)
def _parts(style: str) -> dict[str, str]:
    """Colour of letters and of ground by these names, attributes by their own."""
    codes = iter(style.split(";") if style else ())
    found = {}
    for code in codes:
        whole = code
        if code in {"38", "48"}:
            kind = next(codes, "")
            whole = ";".join((code, kind, *(next(codes, "") for _ in range(1 if kind == "5" else 3))))
        found[_name(int(code or 0))] = whole
    return found


def _name(code: int) -> str:
    return "letters" if code in _LETTERS else "ground" if code in _GROUND else str(code)
