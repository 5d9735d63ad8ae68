"""Step 1: the TiDB cluster for which to create a private endpoint."""

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.widgets import Select, Static

from tui.domain.clusters import Cluster, TidbNodeGroup, TidbSide, choosable, why_not_choosable
from tui.domain.snapshot import What
from tui.domain.wizard import Draft, Step, twin
from tui.screens.wizard.base import WizardScreen
from tui.views.plain import plain
from tui.widgets.dropdown import Dropdown

_CREATE_CLUSTER = {
    TidbSide.SELF_MANAGED: (
        "Create Cluster: there is none to choose. Put the tag tidb-pe:cluster=<name> on the network load balancer in"
        " front of a TiDB cluster, or name the cluster in the configuration (tidb-pe config path); then press F5."
    ),
    TidbSide.TIDB_CLOUD: (
        "Create Cluster: there is none to choose. Create a TiDB Cloud Dedicated cluster on AWS at tidbcloud.com, in a"
        " project that this API key sees; then press F5."
    ),
}


class ChooseClusterScreen(WizardScreen):
    """Dedicated clusters on AWS that are ready; the others are named with the reason.

    The node group is asked for only where a cluster has more than one: each has an endpoint service of its own.
    """

    STEP = Step.CHOOSE_CLUSTER

    def compose_step(self) -> ComposeResult:
        self._offered: dict[str, list[tuple[str, str]]] = {}
        yield Static("Choose the TiDB cluster for which you want to create a private endpoint.", markup=False)
        yield Dropdown[str](prompt="Choose a cluster", id="cluster", compact=True)
        yield Static("Choose its TiDB node group: each has an endpoint service of its own.", id="which", markup=False)
        yield Dropdown[str](prompt="Choose a node group", id="group", compact=True)
        yield Static(id="none", markup=False)
        yield Static(id="left-out", markup=False)

    def opened(self) -> None:
        self._own = self.draft.id
        super().opened()
        if not self.focused:
            self.query_one("#cluster").focus()

    def update_step(self) -> None:
        clusters = self.snapshot.clusters
        self._offer("#cluster", [(_line(each), each.id) for each in choosable(clusters)], self.draft.cluster_id)
        groups = self.facts.cluster.node_groups if self.facts.cluster else ()
        self._offer("#group", [(_group(each), each.key) for each in groups], self.draft.node_group_id)
        self.query_one("#which").display = self.query_one("#group").display = len(groups) > 1
        self.put("#none", "" if choosable(clusters) else self._why_none(), keep=True)
        left_out = [(cluster, why_not_choosable(cluster)) for cluster in clusters]
        lines = [f"  {plain(cluster.name, 40)}: {reason}" for cluster, reason in left_out if reason]
        self.put("#left-out", "\n".join(["Not in the list:", *lines] if lines else []), keep=True)
        super().update_step()

    def _why_none(self) -> str:
        if self.snapshot.read_whole(What.CLUSTERS):
            return _CREATE_CLUSTER[self.snapshot.tidb_side]
        return "The clusters could not be read whole: there may be one. F5 reads them again."

    def _offer(self, where: str, offered: list[tuple[str, str]], chosen: str) -> None:
        """Clusters and groups come and go while one looks; what was chosen stays chosen."""
        if offered != self._offered.get(where):
            self._offered[where] = offered
            select = self.query_one(where, Select)
            with select.prevent(Select.Changed):
                select.set_options(offered)
                if any(key == chosen for _, key in offered):
                    select.value = chosen

    @on(Select.Changed, "#cluster")
    def _chosen(self, event: Select.Changed) -> None:
        cluster = self.snapshot.cluster(str(event.value))
        if cluster and cluster.id != self.draft.cluster_id:
            self._adopt(self._new.with_cluster(cluster))

    @on(Select.Changed, "#group")
    def _chosen_group(self, event: Select.Changed) -> None:
        if event.value is not Select.NULL:
            self._adopt(self._new.with_node_group(str(event.value)))

    @property
    def _new(self) -> Draft:
        """With the answers so far, whichever setup has them."""
        return replace(self.draft, id=self._own)

    def _adopt(self, draft: Draft) -> None:
        """Where nothing else was entered, an unfinished setup is gone on with: no second one is kept."""
        if same := twin(draft, self._operations.drafts()):
            self.draft = same
        else:
            self.change(draft)

    async def proceed(self) -> None:
        self.draft = twin(self.draft, self._operations.drafts()) or self.draft
        self.go_on()


def _group(group: TidbNodeGroup) -> str:
    return f"{plain(group.name, 40) or group.id}{'  (default)' if group.is_default else ''}"


def _line(cluster: Cluster) -> str:
    words = (plain(cluster.name, 40), cluster.tier, cluster.region, cluster.state.title(), plain(cluster.version, 20))
    return "  ".join(word for word in words if word)
