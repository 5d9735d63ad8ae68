"""What the list has no room for: the row under the cursor, in full, with its next step."""

from collections.abc import Sequence

from textual.reactive import var

from tui.domain.private_endpoint import PrivateEndpoint
from tui.views.next_step import next_step
from tui.views.plain import plain
from tui.widgets.pane import Pane


class SelectedRow(Pane):
    """Where it is, its IDs, whose turn and what comes next."""

    row: var[PrivateEndpoint | None] = var(None)
    late: var[str] = var("")
    """What to do where it takes longer than usual."""

    def watch_row(self) -> None:
        self.show()

    def watch_late(self) -> None:
        self.show()

    def texts(self) -> Sequence[str]:
        """Nothing where there is no row."""
        row = self.row
        if row is None:
            return ()
        no_vpc = "VPC not visible" if row.vpc_endpoint_id else "no VPC chosen"
        return (
            f"{plain(row.cluster_name, 60)}  {row.region}  {row.standing.status}",
            f"{row.vpc_id or no_vpc}  {row.vpc_endpoint_id or 'no VPC endpoint yet'}",
            " ".join(filter(None, (next_step(row, "endpoints"), self.late))),
        )
