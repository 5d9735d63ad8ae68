"""What the list has no room for: the row under the cursor, in full, with its next step."""

from collections.abc import Sequence

from textual.geometry import Size
from textual.reactive import var

from tui.domain.endpoints import PrivateEndpoint
from tui.views.next_step import next_step
from tui.views.plain import fit, plain
from tui.views.wrapping import wrapped
from tui.widgets.lines import Lines, Part

HANG = 2
LEAST = 3


class SelectedRow(Lines):
    """Where it is, its IDs, whose turn and what comes next: as many lines as that takes, for it is never cut."""

    DEFAULT_CSS = """
    SelectedRow {
        height: auto;
        max-height: 60%;
        padding: 0 1;
        border-top: solid $panel-lighten-2;
    }
    """

    row: var[PrivateEndpoint | None] = var(None)

    def watch_row(self) -> None:
        self._grow()
        self.redraw()

    def on_resize(self) -> None:
        self._grow()

    def _grow(self) -> None:
        if width := self.content_size.width:
            self.styles.height = max(len(self.parts(width)), LEAST) + self.gutter.height

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return max(len(self.parts(width)), LEAST)

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """Nothing where there is no row."""
        row = self.row
        if row is None:
            return []
        where = f"{plain(row.cluster_name, 60)}  {row.region}  {row.standing.status}"
        no_vpc = "VPC not visible" if row.vpc_endpoint_id else "no VPC chosen"
        ids = f"{row.vpc_id or no_vpc}  {row.vpc_endpoint_id or 'no VPC endpoint yet'}"
        heads = [fit(text, width) for text in (where, ids)]
        return [[(line, "")] for line in (*heads, *wrapped(next_step(row, "endpoints"), width, HANG))]
