"""The Clusters page: the other entrance."""

from textual.app import ComposeResult
from textual.widgets import Static

from tui import keymap
from tui.domain.cluster_lines import ClusterLine, cluster_lines
from tui.domain.snapshot import Snapshot, What
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.connect import ConnectScreen
from tui.screens.live import LiveScreen
from tui.views.no_clusters import no_clusters, why_none
from tui.widgets.clusters_table import ClustersTable, SelectedCluster
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.problem_banner import ProblemBanner
from tui.widgets.status_line import StatusLine


class ClustersScreen(LiveScreen):
    """All clusters, their endpoint services and how many endpoints they have; those that can take none say why."""

    CSS_PATH = "../styles/clusters.tcss"
    BINDINGS = bindings("clusters")

    def __init__(self, runtime: Runtime, store: Store) -> None:
        super().__init__(store, runtime.label)
        self._runtime = runtime

    def compose(self) -> ComposeResult:
        yield StatusLine("Clusters").data_bind(LiveScreen.snapshot, LiveScreen.label)
        yield ProblemBanner().data_bind(LiveScreen.snapshot)
        yield Static(id="empty", markup=False)
        yield ClustersTable()
        yield SelectedCluster()
        yield KeyBar()

    def opened(self) -> None:
        self.query_one(ClustersTable).focus()
        self.watch(self.query_one(ClustersTable), "row", self._show_selected, init=False)
        self._list()

    def watch_snapshot(self, _snapshot: Snapshot) -> None:
        if self.drawn:
            self._list()

    def _list(self) -> None:
        lines = cluster_lines(self.snapshot)
        text = "" if lines else self._why_empty()
        empty, table = self.query_one("#empty", Static), self.query_one(ClustersTable)
        if empty.content != text:
            empty.update(text)
        empty.display = bool(text)
        table.display = self.query_one(SelectedCluster).display = not text
        table.show(lines)

    def _why_empty(self) -> str:
        if not self.snapshot.loaded:
            return "Reading clusters …"
        if not self.snapshot.read_whole(What.CLUSTERS):
            return why_none(self.snapshot)
        return no_clusters(self.snapshot, f"Press {keymap.key('everywhere', 'app.refresh_now')} to look again.")

    @property
    def _line(self) -> ClusterLine | None:
        return self.query_one(ClustersTable).row if self.drawn else None

    def _show_selected(self) -> None:
        self.query_one(SelectedCluster).line = self._line
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if action in {"connect", "create"}:
            return True if self._line and not self._line.reason else None
        return bool(self._line and self._line.services) if action == "terminate" else True

    def action_connect(self) -> None:
        if self._line:
            self.open_page(ConnectScreen(self._runtime, self._store, self._line.cluster.id))

    def action_create(self) -> None:
        from tui.screens.wizard import creation

        if self._line:
            self.open_page(creation(self._runtime, self._store, self._line.cluster.id))

    def action_terminate(self) -> None:
        from tui.screens.terminate import TerminateServiceScreen

        if self._line and self._line.services:
            owner = self._line.services[0].owner
            self.open_page(TerminateServiceScreen(self._runtime, self._store, *owner))

    def action_close(self) -> None:
        self.dismiss()
