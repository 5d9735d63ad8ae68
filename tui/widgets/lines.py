"""Text that repaints only the lines that changed."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Part = tuple[str, str]
"""A text and its style: `bold`, `dim`, or empty."""


class Lines(Widget):
    """Lines of plain text. Subclasses say what stands there; call `redraw` when that may have changed."""

    _shown: tuple[Strip, ...] = ()
    _shown_width = 0

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """The lines, each fitted to `width` by the caller's judgement; what is too long is cut."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Repaint the lines that differ from what is shown."""
        if width := self._shown_width:
            before, self._shown = self._shown, tuple(_strip(line, width) for line in self.parts(width))
            for y, (old, new) in enumerate(zip_longest(before, self._shown)):
                if old != new:
                    self.refresh(Region(0, y, width, 1))

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        width = self.content_size.width
        if width != self._shown_width:
            self._shown, self._shown_width = tuple(_strip(line, width) for line in self.parts(width)), width

    def render_line(self, y: int) -> Strip:
        """The line, in the widget's own colours."""
        self._fit()  # the first frame comes before the widget is told its size
        strip = self._shown[y] if y < len(self._shown) else Strip.blank(self._shown_width)
        return strip.apply_style(self.rich_style)


def _strip(parts: Sequence[Part], width: int) -> Strip:
    segments = [Segment(text, Style.parse(style) if style else None) for text, style in parts]
    return Strip(segments).adjust_cell_length(width)
