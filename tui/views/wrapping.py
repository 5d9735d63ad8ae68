"""Text in lines of a width, as a reader would break it."""

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, chop_cells

_WORDS = re.compile(r" *[^ ]+")
_PIECES = re.compile(r"[^./:,?&]*[./:,?&]?")
"""Where a name that is longer than a line may be broken: between labels of a host name, parts of an ARN or a path."""


_HEAD = re.compile(r" *(?:[-•] |\S+(?: \S+)* {2,}(?=\S))?")
"""What stands before the text of a line: its indentation, the mark of a list, the first column of a table."""


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """`text` in lines of at most `width` cells; lines that go on are indented by `hang` more than their first."""
    return [line for each in text.split("\n") for line in _lines(each, max(width, hang + 2), hang)]


def hanging(text: str, width: int) -> list[str]:
    """Likewise, and what goes on stands below the text of its line, not below the mark or the column before it."""
    return [line for each in text.split("\n") for line in _hanging(each, max(width, 4))]


def _hanging(line: str, width: int) -> Iterable[str]:
    if len(line) <= width and cell_len(line) <= width:
        return (line.rstrip(),)
    found = _HEAD.match(line)
    head = found[0] if found and len(found[0]) <= width // 2 else line[: min(_indent(line), width // 2)]
    below = " " * len(head)
    rest = _lines(line[len(head) :].lstrip(" "), width - len(head), 0)
    return (f"{below if at else head}{each}".rstrip() for at, each in enumerate(rest))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _lines(text: str, width: int, hang: int) -> Iterator[str]:
    line = text[: _indent(text)][: width - 2]
    indent = " " * min(len(line) + hang, width // 2)
    begun = False
    for word in _WORDS.findall(text):
        if cell_len(line + word.lstrip(" ") if not begun else line + word) <= width:
            line += word if begun else word.lstrip(" ")
        else:
            *full, line = _broken(line if begun else "", indent if begun else line, indent, word.lstrip(" "), width)
            yield from full
        begun = True
    yield line


def _broken(before: str, start: str, indent: str, word: str, width: int) -> list[str]:
    """The lines that `word` makes, the last one not yet full; `before` is a line that it does not fit on."""
    lines, line = ([before] if before else []), start
    for piece in _PIECES.findall(word):
        for part in _parts(piece, width - len(indent)):
            if cell_len(line + part) > width and line.strip():
                lines.append(line)
                line = indent
            line += part
    return [*lines, line]


def _parts(piece: str, width: int) -> list[str]:
    """A piece that is longer than a line is cut anywhere."""
    return chop_cells(piece, width) if cell_len(piece) > width else [piece]
