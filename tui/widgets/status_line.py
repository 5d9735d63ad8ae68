"""The top line: where one is, as whom, and how old what one sees is."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.reactive import var

from tui.domain.snapshot import Snapshot
from tui.views.header import header
from tui.widgets.lines import Lines, Part


class StatusLine(Lines):
    """Title on the left; profile, account and time of the oldest facts on the right."""

    DEFAULT_CSS = """
    StatusLine {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $primary-background;
        text-style: bold;
        &:light {
            color: $text;  /* the colour of other text cannot be read on this background */
        }
    }
    """

    snapshot: var[Snapshot] = var(Snapshot)
    label: var[str] = var("")

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def watch_snapshot(self) -> None:
        self.redraw()

    def watch_label(self) -> None:
        self.redraw()

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """Both sides of the line."""
        left, right = header(self._title, self.label, self.snapshot, width)
        return [[(left + right.rjust(width - cell_len(left) - cell_len(right) + len(right)) if right else left, "")]]
