"""What the list has no room for: the row under the cursor, in full, with its next step."""

from collections.abc import Sequence

from textual.reactive import var

from tui.domain.endpoints import PrivateEndpoint
from tui.views.plain import fit, plain
from tui.views.words import WHOSE
from tui.widgets.lines import Lines, Part


class SelectedRow(Lines):
    """Three lines: where it is, its IDs, whose turn and what comes next."""

    DEFAULT_CSS = """
    SelectedRow {
        height: 4;
        padding: 0 1;
        border-top: solid $panel-lighten-2;
    }
    """

    row: var[PrivateEndpoint | None] = var(None)

    def watch_row(self) -> None:
        self.redraw()

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """Nothing where there is no row."""
        row = self.row
        if row is None:
            return []
        where = f"{plain(row.cluster_name, 60)}  {row.region}  {row.standing.status}"
        no_vpc = "VPC not visible" if row.vpc_endpoint_id else "no VPC chosen"
        ids = f"{row.vpc_id or no_vpc}  {row.vpc_endpoint_id or 'no VPC endpoint yet'}"
        turn = f"{WHOSE[row.standing.turn]}: {plain(row.standing.next)}"
        return [[(fit(text, width), "")] for text in (where, ids, turn)]
