"""The clusters, one a line: create for one, connect to it, terminate its endpoint service."""

from tui.domain.clusters import preset
from tui.domain.draft import Step
from tui.domain.snapshot import Snapshot
from tui.domain.status import Turn
from tui.domain.wizard import Wizard
from tui.monitor.store import Store
from tui.plain.connecting import Connecting
from tui.plain.deleting import Terminating
from tui.plain.place import Place
from tui.plain.steps import Steps
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.clusters import ClusterView, clusters_view
from tui.views.page import Action, Page, action
from tui.views.plain import plain


class Clusters(Place):
    """The other entrance."""

    def page(self) -> Page:
        rows = clusters_view(self._store.snapshot).rows
        lines = (("none", "" if rows else "No TiDB clusters found."),)
        choices = (Action(name=f"cluster {each.id}", label=_line(each), key="") for each in rows)
        return Page(title="Clusters", turn=Turn.NOBODY, lines=lines, actions=(*choices, action("clusters", "close")))

    async def do_cluster(self, id_: str) -> None:
        """Open it."""
        await self.visit(ClusterPlace(self._talk, self._runtime, self._store, id_))


class ClusterPlace(Place):
    """One cluster."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store, id_: str) -> None:
        super().__init__(talk, runtime, store)
        self._id = id_

    def page(self) -> Page:
        view = next((each for each in clusters_view(self._store.snapshot).rows if each.id == self._id), None)
        if view is None:
            gone = "This cluster is not there any more."
            return Page(title=gone, turn=Turn.NOBODY, actions=(action("clusters", "close"),))
        terminate = (
            Action(name=f"terminate {each.node_group_id}", label=f"Terminate {each.name or 'endpoint service'}", key="")
            for each in view.services
        )
        return Page(
            title=f"Cluster {plain(view.name, 60)}",
            turn=Turn.NOBODY,
            lines=(("line", _line(view)), ("id", f"ID {view.id}")),
            actions=(
                action("clusters", "create", view.why_not),
                action("clusters", "connect", view.why_not),
                *terminate,
                action("clusters", "close"),
            ),
        )

    async def do_create(self) -> None:
        await self.visit(new_setup(self, self._id))

    async def do_connect(self) -> None:
        await self.visit(Connecting(self._talk, self._runtime, self._store, self._id))

    async def do_terminate(self, node_group_id: str = "") -> None:
        """Of the default node group, where none is named."""
        await self.visit(Terminating(self._talk, self._runtime, self._store, (self._id, node_group_id)))


def new_setup(place: Place, came_from: str = "") -> Steps:
    """A setup at its first step; the cluster one came from, else one without a private endpoint, is preset."""
    talk, runtime, store = place.parts
    chosen = _preset(store.snapshot, came_from)
    return Steps(talk, runtime, store, Wizard(Step.CHOOSE_CLUSTER, runtime.operations.new_draft(chosen)))


def _preset(snapshot: Snapshot, came_from: str) -> str:
    taken = {row.cluster_id for row in snapshot.rows if row.vpc_endpoint_id}
    chosen = preset(snapshot.clusters, taken, came_from)
    return chosen.id if chosen else ""


def _line(view: ClusterView) -> str:
    services = f"endpoint service {view.service}"
    words = (plain(view.name, 60), view.state, view.region, services, view.endpoints or "no private endpoint")
    return ", ".join(word for word in (*words, view.why_not) if word)
