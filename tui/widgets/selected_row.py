"""What the list has no room for: the row under the cursor, in full, with its next step."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.domain.endpoints import PrivateEndpoint
from tui.domain.status import Turn
from tui.widgets.plain import fit, plain

_WHOSE = {
    Turn.YOU: "Your turn",
    Turn.AWS: "Waiting for AWS",
    Turn.TIDB: "Waiting for TiDB",
    Turn.NOBODY: "Nothing to do",
}


class SelectedRow(Widget):
    """Three lines: where it is, its IDs, whose turn and what comes next."""

    DEFAULT_CSS = """
    SelectedRow {
        height: 4;
        padding: 0 1;
        border-top: solid $panel-lighten-2;
    }
    """

    row: reactive[PrivateEndpoint | None] = reactive(None)

    def render(self) -> Content:
        """Nothing where there is no row."""
        row = self.row
        if row is None:
            return Content("")
        where = f"{plain(row.cluster_name, 60)}  {row.region}  {row.standing.status}"
        ids = "  ".join(
            part for part in (row.vpc_id or "no VPC chosen", row.vpc_endpoint_id or "no VPC endpoint yet") if part
        )
        turn = f"{_WHOSE[row.standing.turn]}: {plain(row.standing.next)}"
        return Content("\n").join([Content(fit(text, self.size.width, pad=False)) for text in (where, ids, turn)])
