"""Steps 1 and 2: the cluster, and its region."""

from tui.domain.clusters import TidbNodeGroup
from tui.domain.wizard import cross_region
from tui.views.page import Field, Page
from tui.views.plain import plain
from tui.views.steps.base import Setup, page

_CHOOSE_CLUSTER = "Choose the TiDB cluster for which you want to create a private endpoint."
_CHOOSE_GROUP = "Choose its TiDB node group: each has an endpoint service of its own."
_CHOOSE_REGION = "Choose the region of the private endpoint."
_ONE_REGION = (
    "Only regions where the cluster is located can be chosen: the VPC has to be in the same region."
    " Cross-region private endpoints are not supported."
)


def choose_cluster(setup: Setup) -> Page:
    """The cluster, and the node group where it has several."""
    cluster, key = setup.facts.cluster, setup.draft.node_group_id
    chosen = plain(cluster.name, 40) if cluster else ""
    fields = [Field(name="cluster", label="Cluster", text=chosen, hint=_CHOOSE_CLUSTER)]
    if cluster and len(cluster.node_groups) > 1:
        group = cluster.node_group(key)
        text = group_line(group) if group else ""
        fields.append(Field(name="group", label="Node group", text=text, hint=_CHOOSE_GROUP))
    return page(setup, (("intro", _CHOOSE_CLUSTER),), fields=fields, blocks=setup.incomplete)


def group_line(group: TidbNodeGroup) -> str:
    """A node group on a line."""
    return f"{plain(group.name, 40) or group.id}{'  (default)' if group.is_default else ''}"


def service_endpoint(setup: Setup) -> Page:
    """The region; `refused` tells why the one that the draft has cannot be kept."""
    cluster, region = setup.facts.cluster, setup.draft.region
    refused = cross_region(cluster, region) if cluster and region else ""
    lines = (("intro", _CHOOSE_REGION), ("note", _ONE_REGION), ("refused", refused))
    fields = (Field(name="region", label="Region", text=region),)
    return page(setup, lines, fields=fields, blocks=setup.incomplete)
