"""`clusters`."""

from argparse import Namespace

from tui.domain.snapshot import What
from tui.headless.session import Session, code_of
from tui.headless.tables import table
from tui.views.clusters import ClusterView, clusters_view

_CLUSTERS = ("CLUSTER", "TIER", "CLOUD", "STATE", "REGION", "SERVICE", "ENDPOINTS", "ID")


async def list_clusters(session: Session, _arguments: Namespace) -> int:
    """All clusters."""
    snapshot = await session.read()
    view = clusters_view(snapshot)
    session.say_rows("clusters", view, view.rows, lambda: table(_CLUSTERS, list(map(_cluster, view.rows))))
    if not view.rows and session.output == "table":
        whole = snapshot.read_whole(What.CLUSTERS)
        session.tell("No TiDB cluster was found." if whole else "Nothing to show: not everything could be read.")
    return code_of(snapshot)


def _cluster(view: ClusterView) -> tuple[str, ...]:
    endpoints = view.endpoints or view.why_not or "none"
    return view.name, view.tier, view.cloud, view.state, view.region, view.service, endpoints, view.id
