"""An endpoint service that is not made in the usual time: whom to ask, and what they need to know."""

from tui.domain.clusters import Cluster, TidbSide
from tui.domain.draft import Draft
from tui.domain.endpoints import PrivateLinkService


def whom_to_ask(side: TidbSide) -> str:
    """What to do about it, as a sentence."""
    if side is TidbSide.TIDB_CLOUD:
        return "That is longer than usual: open a support case with TiDB Cloud. Copy sends what to paste there."
    return "That is longer than usual: ask the owner of the service account."


def ticket(cluster: Cluster, draft: Draft, service: PrivateLinkService | None) -> str:
    """What support needs to find it, a line each; names as they came from outside."""
    group = cluster.node_group(draft.node_group_id)
    since = f"{draft.service_asked_at:%Y-%m-%d %H:%M} UTC" if draft.service_asked_at else ""
    lines = {
        "Problem": f"The private link service stays {service.state_text if service else 'absent'}",
        "Seen since": since,
        "Project ID": cluster.project_id,
        "Cluster ID": cluster.id,
        "TiDB node group ID": group.id if group else "",
        "Region": cluster.region,
        "Service name": service.name if service else "",
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)
