"""What is known of one thing: titled sections of labelled values, wrapped to the width there is."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.geometry import Size
from textual.reactive import var

from tui.views.plain import fit
from tui.views.sections import Block, Section
from tui.views.wrapping import wrapped
from tui.widgets.lines import Lines, Part

LABEL = 16
"""Width of the labels."""
WIDE = 110
"""From this width on, a pair of sections stands side by side."""
GAP = 3


class Sheet(Lines):
    """As high as what it shows; repaints only the lines that changed."""

    DEFAULT_CSS = """
    Sheet {
        width: 1fr;
        height: auto;
        padding: 0 1;
    }
    """

    blocks: var[tuple[Block, ...]] = var(())

    def watch_blocks(self) -> None:
        self._grow()
        self.redraw()

    def on_resize(self) -> None:
        self._grow()

    def _grow(self) -> None:
        """Ask for the height by style: Textual drops a request for layout that comes before the last one is done."""
        width, height = self.content_size
        if width and (lines := len(self.parts(width))) != height:
            self.styles.height = lines + self.gutter.height

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self.parts(width))

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """One block after the other, an empty line between."""
        lines: list[Sequence[Part]] = []
        for block in self.blocks:
            lines += ([[]] if lines else []) + list(_block(block, width))
        return lines


def _block(block: Block, width: int) -> Iterator[Sequence[Part]]:
    if isinstance(block, Section):
        yield from _section(block, width)
        return
    if width < WIDE:
        yield from (*_section(block[0], width), [], *_section(block[1], width))
        return
    room = (width - GAP) // 2
    for left, right in zip_longest(*(_section(each, room) for each in block), fillvalue=()):
        used = sum(cell_len(text) for text, _ in left)
        yield [*left, (" " * (room + GAP - used), ""), *right]


def _section(section: Section, width: int) -> Iterator[Sequence[Part]]:
    title = fit(section.title, width, pad=False)
    note = fit(f"  {section.note}" if section.note else "", max(width - cell_len(title), 0), pad=False)
    yield [(title, "bold"), (note, "dim")]
    for label, value in section.facts:
        yield from _fact(label, value, width)


def _fact(label: str, value: str, width: int) -> Iterator[Sequence[Part]]:
    indent = LABEL if label else 0
    heads = [fit(label, indent)] if label else []
    lines = wrapped(value, width - indent)
    for head, line in zip_longest(heads, lines, fillvalue=""):
        yield [(head or " " * indent, "dim"), (line, "")]
