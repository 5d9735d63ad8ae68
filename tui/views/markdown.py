"""The part of Markdown that the pages of Help are written in, read into blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FENCE = "```"
_ITEM = re.compile(r"(- |\d+\. )(.*)")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_CELL = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*")
"""Code, bold or a title within a line: one group each."""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    mark: str
    """`- ` or `1. `."""
    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """What stands between fences: kept as it is."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Item | Literal | Table


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a page in order; comments are left out, marks within a line are kept: `plainly` takes them away."""
    lines = _COMMENT.sub("", text).splitlines()
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        if lines[at].strip():
            yield _block(lines[at:end])
        at = end


def _end(lines: Sequence[str], at: int) -> int:
    """Where the block that begins at `at` ends: with its fence, at an empty line, at the next item or heading."""
    if lines[at].startswith(_FENCE):
        return lines.index(_FENCE, at + 1) + 1
    end = at + 1
    if lines[at].strip() and not lines[at].startswith("#"):
        while end < len(lines) and lines[end].strip() and not _begins(lines[end]):
            end += 1
    return end


def _begins(line: str) -> bool:
    return line.startswith(("#", _FENCE)) or bool(_ITEM.match(line))


def _block(lines: Sequence[str]) -> Block:
    first = lines[0]
    if first.startswith(_FENCE):
        return Literal(tuple(lines[1:-1]))
    if first.startswith("#"):
        return Heading(len(first) - len(first.lstrip("#")), first.lstrip("# "))
    if first.startswith("|"):
        head, _, *rows = map(_cells, lines)
        return Table(head, tuple(rows))
    joined = " ".join(line.strip() for line in lines)
    item = _ITEM.match(joined)
    return Item(item[1], item[2]) if item else Paragraph(joined)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL.split(line.strip())[1:-1])


def plainly(text: str) -> str:
    """`text` without marks."""
    return MARKED.sub(lambda found: found[1] or found[2] or found[3], unlinked(text))


def unlinked(text: str) -> str:
    """`text` without links: one to a site keeps its address, one to another page of Help names the topic."""
    return _LINK.sub(_linked, text)


def _linked(found: re.Match[str]) -> str:
    words, to = found[1], found[2]
    if "://" in to:
        return f"{words} ({to})"
    page, _, _ = to.partition("#")
    return f"{words} (help {page.removesuffix('.md')})" if re.fullmatch(r"[\w-]+\.md", page) else words
