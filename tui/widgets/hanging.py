"""Text whose lines go on below their text, not below their mark or label."""

from collections.abc import Sequence
from typing import Any

from textual.geometry import Size
from textual.reactive import var

from tui.views.wrapping import hanging
from tui.widgets.lines import Lines, Part


class Hanging(Lines):
    """As high as its text at the width there is."""

    DEFAULT_CSS = """
    Hanging { height: auto; width: 1fr; }
    """

    text: var[str] = var("")

    def __init__(self, text: str = "", **given: Any) -> None:
        super().__init__(**given)
        self.set_reactive(Hanging.text, text)

    def watch_text(self) -> None:
        self._grow()
        self.redraw()

    def on_resize(self) -> None:
        self._grow()

    def _grow(self) -> None:
        """Ask for the height by style: Textual drops a request for layout that comes before the last one is done."""
        if width := self.content_size.width:
            self.styles.height = len(self.parts(width)) + self.gutter.height

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self.parts(width))

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """Its lines."""
        return [[(line, "")] for line in hanging(self.text, width)] if self.text else []
