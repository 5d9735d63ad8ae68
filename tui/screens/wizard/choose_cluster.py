"""Step 1: the TiDB cluster for which to create a private endpoint."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Select, Static

from tui.domain.clusters import Cluster, choosable, why_not_choosable
from tui.domain.wizard import Step
from tui.screens.wizard.base import WizardScreen
from tui.widgets.plain import plain

_CREATE_CLUSTER = (
    "Create Cluster: there is none to choose. Put the tag tidb-pe:cluster=<name> on the network load balancer in"
    " front of a TiDB cluster, or name the cluster in the configuration (tidb-pe config path); then press F5."
)


class ChooseClusterScreen(WizardScreen):
    """Dedicated clusters on AWS that are ready; the others are named with the reason."""

    STEP = Step.CHOOSE_CLUSTER

    def compose_step(self) -> ComposeResult:
        self._offered: list[tuple[str, str]] = []
        yield Static("Choose the TiDB cluster for which you want to create a private endpoint.", markup=False)
        yield Select(self._offered, prompt="Choose a cluster", id="cluster", compact=True)
        yield Static(id="none", markup=False)
        yield Static(id="left-out", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        if not self.focused:
            self.query_one(Select).focus()

    def update_step(self) -> None:
        self._offer()
        clusters = self.snapshot.clusters
        self.put("#none", "" if choosable(clusters) else _CREATE_CLUSTER, keep=True)
        left_out = [(cluster, why_not_choosable(cluster)) for cluster in clusters]
        lines = [f"  {plain(cluster.name, 40)}: {reason}" for cluster, reason in left_out if reason]
        self.put("#left-out", "\n".join(["Not in the list:", *lines] if lines else []), keep=True)
        super().update_step()

    def _offer(self) -> None:
        """Clusters come and go while one looks; what was chosen stays chosen."""
        offered = [(_line(cluster), cluster.id) for cluster in choosable(self.snapshot.clusters)]
        if offered != self._offered:
            self._offered = offered
            select = self.query_one(Select)
            select.set_options(offered)
            if any(cluster_id == self.draft.cluster_id for _, cluster_id in offered):
                select.value = self.draft.cluster_id

    @on(Select.Changed, "#cluster")
    def _chosen(self, event: Select.Changed) -> None:
        cluster = self.snapshot.cluster(str(event.value))
        if cluster and cluster.id != self.draft.cluster_id:
            self.change(self.draft.with_cluster(cluster))


def _line(cluster: Cluster) -> str:
    words = (plain(cluster.name, 40), cluster.tier, cluster.region, cluster.state.title(), plain(cluster.version, 20))
    return "  ".join(word for word in words if word)
