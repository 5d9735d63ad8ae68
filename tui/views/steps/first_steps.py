"""Steps 1 and 2: the cluster, and its region."""

from tui.domain.clusters import TidbNodeGroup
from tui.domain.wizard import cross_region
from tui.views.choices import Choice
from tui.views.choose_cluster import cluster_choice
from tui.views.page import Action, Field, Page
from tui.views.plain import plain
from tui.views.steps.base import Setup, page

_CHOOSE_CLUSTER = "Choose the TiDB cluster for which you want to create a private endpoint."
CHOOSE_GROUP = "Choose its TiDB node group: each has an endpoint service of its own."
_CHOOSE_REGION = "Choose the region of the private endpoint."
_ONE_REGION = (
    "Only regions where the cluster is located can be chosen: the VPC has to be in the same region."
    " Cross-region private endpoints are not supported."
)


def choose_cluster(setup: Setup) -> Page:
    """The cluster, and the node group where it has several."""
    cluster, key = setup.facts.cluster, setup.draft.node_group_id
    choice = cluster_choice(setup.snapshot)
    groups = cluster.node_groups if cluster else ()
    group = next((each for each in groups if each.key == key), None)
    of_cluster = Field(
        name="cluster",
        label="Cluster",
        text=plain(cluster.name, 40) if cluster else "",
        hint=_CHOOSE_CLUSTER,
        choices=tuple(Choice(each.id, each.text) for each in choice.entries),
    )
    of_group = Field(
        name="group",
        label="Node group",
        text=_group(group) if group else "",
        hint=CHOOSE_GROUP,
        choices=tuple(Choice(each.key, _group(each)) for each in groups),
    )
    left_out = ("Not in the list:", *(f"  {each}" for each in choice.left_out)) if choice.left_out else ()
    lines = (("intro", _CHOOSE_CLUSTER), ("none", choice.none), ("left-out", "\n".join(left_out)))
    create = (Action(name="create_cluster", label="Create Cluster", key=""),) if choice.can_create else ()
    fields = (of_cluster, of_group) if len(groups) > 1 else (of_cluster,)
    return page(setup, lines, fields=fields, blocks=setup.incomplete, actions=create)


def _group(group: TidbNodeGroup) -> str:
    return f"{plain(group.name, 40) or group.id}{'  (default)' if group.is_default else ''}"


def service_endpoint(setup: Setup) -> Page:
    """The region; `refused` tells why the one that the draft has cannot be kept."""
    cluster, region = setup.facts.cluster, setup.draft.region
    refused = cross_region(cluster, region) if cluster and region else ""
    lines = (("intro", _CHOOSE_REGION), ("note", _ONE_REGION), ("refused", refused))
    fields = (Field(name="region", label="Region", text=region),)
    return page(setup, lines, fields=fields, blocks=setup.incomplete)
