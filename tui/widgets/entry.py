"""An entry of a list to pick from: what goes on below its first line is indented, names are broken between labels."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from rich.text import Text
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tui.views.wrapping import wrapped

HANG = 2


class Entry(Text):
    """Rich's Text: of anything else Textual's search by letters takes no notice."""

    def __init__(self, text: str, *, hang: int = HANG, titled: bool = False) -> None:
        """Lines that go on are indented by `hang` more than their first; with `titled` the first line is a title."""
        super().__init__(text)
        self._visual = _Hung(text, hang, titled)

    def visualize(self) -> Visual:
        """What Textual draws."""
        return self._visual


@dataclass(frozen=True)
class _Hung(Visual):
    text: str
    hang: int
    titled: bool

    def _lines(self, width: int) -> list[tuple[str, bool]]:
        """Each line, and whether it is of the title."""
        parts = self.text.split("\n")
        return [
            (line, self.titled and not at) for at, part in enumerate(parts) for line in wrapped(part, width, self.hang)
        ]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:  # noqa: ARG002 - Textual's signature
        """Each line, in the style of its list."""
        plain = style.rich_style
        bold = plain + RichStyle(bold=True)
        lines = self._lines(width) if width else []
        return [Strip([Segment(line, bold if title else plain)]) for line, title in lines[:height]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        """That of its longest line."""
        return max(cell_len(line) for line in self.text.split("\n"))

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many lines as it takes."""
        return len(self._lines(width))
