"""Text for people: aligned columns, uncut, so that IDs can be copied and searched for."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from tui.views.plain import plain
from tui.views.sections import Block, Section

_LONGEST_CELL = 400
_LABEL = 16


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The titles and the rows, each on a line; nothing without a row. What comes from outside is made plain."""
    if not rows:
        return ""
    lines = [tuple(titles), *(tuple(plain(cell, _LONGEST_CELL) or "-" for cell in row) for row in rows)]
    widths = [max(cell_len(line[at]) for line in lines) for at in range(len(titles))]
    return "".join(f"{_line(line, widths)}\n" for line in lines)


def sections(blocks: Sequence[Block]) -> str:
    """Titled sections of labelled values, an empty line between."""
    flat = [each for block in blocks for each in ([block] if isinstance(block, Section) else block)]
    return "\n".join("".join(f"{line}\n" for line in _section(each)) for each in flat)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _section(section: Section) -> Iterator[str]:
    yield f"{section.title}  {section.note}".rstrip()
    for label, value in section.facts:
        for at, line in enumerate(value.splitlines() or [""]):
            head = "" if at else label
            yield f"  {head:<{_LABEL}} {line}".rstrip() if label else f"  {line}"
