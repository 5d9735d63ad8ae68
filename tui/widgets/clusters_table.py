"""The list of clusters, and the one under the cursor in full."""

from collections.abc import Callable, Sequence

from textual.reactive import var

from tui.domain.cluster_lines import ClusterLine
from tui.views.list_words import about_cluster
from tui.views.plain import fit, fit_group, plain
from tui.widgets.line_list import LineList
from tui.widgets.pane import Pane

_SETS: tuple[tuple[int, tuple[str, ...], tuple[int, ...]], ...] = (
    (
        115,
        ("CLUSTER", "PROJECT", "TIER", "CLOUD", "STATE", "REGION", "SERVICE", "ENDPOINTS"),
        (20, 14, 9, 12, 9, 14, 8, 22),
    ),
    (78, ("CLUSTER", "TIER", "STATE", "REGION", "SERVICE", "ENDPOINTS"), (13, 9, 9, 12, 8, 22)),
    (0, ("CLUSTER", "STATE", "SERVICE", "ENDPOINTS"), (16, 9, 8, 22)),
)
"""From which width on which columns, and their widths."""

_OF_ID = 4
"""Characters of a cluster's ID that stand beside a name that two have."""

_TEXTS: dict[str, Callable[[ClusterLine], str]] = {
    "CLUSTER": lambda line: plain(line.cluster.name, 80),
    "PROJECT": lambda line: plain(line.project.removeprefix("project "), 40) or "-",
    "TIER": lambda line: line.cluster.tier,
    "CLOUD": lambda line: line.cluster.cloud.label,
    "STATE": lambda line: plain(line.state, 20),
    "REGION": lambda line: plain(line.cluster.region, 30),
    "SERVICE": lambda line: plain(line.service, 20),
    "ENDPOINTS": lambda line: line.endpoints or ("-" if line.reason else "none"),
}


class ClustersTable(LineList[ClusterLine]):
    """One line a cluster."""

    OPENS = "connect"

    def __init__(self) -> None:
        super().__init__()
        self.fit_columns(78)

    def fit_columns(self, width: int) -> None:
        titles, widths = next((titles, widths) for least, titles, widths in _SETS if width >= least)
        self._columns = tuple(zip(titles, widths, strict=True))

    def key_of(self, row: ClusterLine) -> str:
        return row.cluster.id

    def heading(self) -> str:
        return " ".join(fit(title, width) for title, width in self._columns)

    def cells(self, row: ClusterLine) -> tuple[str, ...]:
        return tuple(_cell(title, width, row) for title, width in self._columns)


def _cell(title: str, width: int, line: ClusterLine) -> str:
    """Of two clusters with one name the end of the ID stays."""
    if title == "CLUSTER" and line.ambiguous:
        return fit_group(f"{plain(line.cluster.name, 80)}/{plain(line.short_id[-_OF_ID:])}", width)
    return fit(_TEXTS[title](line), width)


class SelectedCluster(Pane):
    """What the list has no room for: where the cluster is, its service, and what can be done."""

    line: var[ClusterLine | None] = var(None)

    def watch_line(self) -> None:
        self.show()

    def texts(self) -> Sequence[str]:
        """Nothing where there is no cluster."""
        return about_cluster(self.line) if self.line else ()
