"""A command in lines that a shell takes as they stand: what is selected by mouse runs."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

INDENT = "  "
_ROOM = 4
"""Cells of a line for indentation and backslash."""
_PARTS = re.compile(r"[^,./]*[,./]|[^,./]+")
_CAREFUL = re.compile(r"""['"\\ ]""")
"""Where it is not ours to break."""
_QUOTED = re.compile(r"""['"\\]""")


def folded(words: Sequence[str], width: int) -> str:
    """`words` in lines of at most `width` cells, where they allow it."""
    first, *others = (_line(line, width - _ROOM) for line in broken(words, width - _ROOM))
    return " \\\n".join([first, *(f"{INDENT}{line}" for line in others)])


def broken(words: Sequence[str], width: int) -> list[str]:
    """`words` in lines of at most `width` cells, where one word allows it; an option does not end a line."""
    lines: list[str] = []
    apart = [part for word in words for part in _apart(word, width)]
    for word, following in zip_longest(apart, apart[1:], fillvalue=""):
        with_value = word.startswith("--") and not following.startswith("--")
        needed = cell_len(f"{word} {following}" if with_value else word)
        if lines and cell_len(lines[-1]) + 1 + needed <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _apart(word: str, width: int) -> Sequence[str]:
    """An option with its value is one word, unless no line has room for both."""
    return word.split(" ") if cell_len(word) > width and not _QUOTED.search(word) else (word,)


def _line(line: str, width: int) -> str:
    """An argument that is too long goes on at the start of the next line; a quoted one is closed and opened again."""
    inner = line[1:-1]
    if cell_len(line) <= width:
        return line
    if line.startswith("'") and line.endswith("'") and "'" not in inner:
        return "\\\n".join(f"'{part}'" for part in _filled(inner, width - 2))
    return line if _CAREFUL.search(line) else "\\\n".join(_filled(line, width))


def _filled(text: str, width: int) -> Iterator[str]:
    line = ""
    for part in (cut for each in _PARTS.findall(text) for cut in chop_cells(each, width)):
        if line and cell_len(line + part) > width:
            yield line
            line = ""
        line += part
    yield line
