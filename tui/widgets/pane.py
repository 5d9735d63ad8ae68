"""Below a list: the row under the cursor in full, on as many lines as that takes."""

from collections.abc import Sequence

from textual.geometry import Size

from tui.views.wrapping import wrapped
from tui.widgets.lines import Lines, Part

HANG = 2


class Pane(Lines):
    """Never cut: the list gives it the room. Subclasses say what stands there."""

    DEFAULT_CSS = """
    Pane {
        height: auto;
        max-height: 60%;
        padding: 0 1;
        border-top: solid $panel-lighten-2;
    }
    """
    LEAST = 4
    """Lines that it has at least, so that the list seldom changes its height."""

    def texts(self) -> Sequence[str]:
        """One text a fact."""
        raise NotImplementedError

    def show(self) -> None:
        """What it shows has changed."""
        self._grow()
        self.redraw()

    def on_resize(self) -> None:
        self._grow()

    def _grow(self) -> None:
        if width := self.content_size.width:
            self.styles.height = self._lines(width) + self.gutter.height

    def _lines(self, width: int) -> int:
        return max(len(self.parts(width)), self.LEAST)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return self._lines(width)

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """Every text, wrapped."""
        return [[(line, "")] for text in self.texts() for line in wrapped(text, width, HANG)]
