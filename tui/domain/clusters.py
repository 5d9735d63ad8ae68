"""TiDB clusters: which may be chosen, which one is preset."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from tui.domain.tagging import PLAIN, Tagging

DEFAULT_PORT = 4000
"""TiDB's SQL port unless the cluster says otherwise."""


class LenientEnum(StrEnum):
    """An enum that reads any casing and turns what it does not know into UNKNOWN."""

    @classmethod
    def _missing_(cls, value: object) -> "LenientEnum":
        folded = str(value).casefold()
        return next((member for member in cls if member.value.casefold() == folded), cls["UNKNOWN"])


class Tier(LenientEnum):
    DEDICATED = "Dedicated"
    DEVELOPER = "Developer"
    UNKNOWN = "Unknown"


class CloudProvider(LenientEnum):
    AWS = "aws"
    GOOGLE_CLOUD = "gcp"
    AZURE = "azure"
    ALIBABA_CLOUD = "alicloud"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The name people know it by."""
        return {"aws": "AWS", "gcp": "Google Cloud", "azure": "Azure", "alicloud": "Alibaba Cloud"}.get(
            self, self.value
        )


class ClusterState(LenientEnum):
    """State of a cluster; the words of TiDB Cloud's API."""

    CREATING = "CREATING"
    ACTIVE = "ACTIVE"
    MODIFYING = "MODIFYING"
    UPGRADING = "UPGRADING"
    IMPORTING = "IMPORTING"
    RESTORING = "RESTORING"
    MAINTENANCE = "MAINTENANCE"
    PAUSING = "PAUSING"
    PAUSED = "PAUSED"
    RESUMING = "RESUMING"
    INACTIVE = "INACTIVE"
    DELETING = "DELETING"
    DELETED = "DELETED"
    UNKNOWN = "UNKNOWN"


CHOOSABLE_STATES = frozenset(
    {
        ClusterState.ACTIVE,
        ClusterState.MODIFYING,
        ClusterState.IMPORTING,
        ClusterState.RESTORING,
        ClusterState.UNKNOWN,
    }
)
"""States in which a cluster can take a private endpoint; a state we do not know is left to the provider."""

_NOT_YET = {
    ClusterState.CREATING: "is being created",
    ClusterState.UPGRADING: "is being upgraded",
    ClusterState.MAINTENANCE: "is under maintenance",
    ClusterState.PAUSING: "is being paused",
    ClusterState.PAUSED: "is paused",
    ClusterState.RESUMING: "is being resumed",
    ClusterState.DELETING: "is being deleted",
    ClusterState.DELETED: "is deleted",
    ClusterState.INACTIVE: "is inactive",
}


class TidbSide(StrEnum):
    """Who provides TiDB; the values are those of the setting `tidb_side`."""

    TIDB_CLOUD = "tidb-cloud"
    SELF_MANAGED = "self-managed"


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a TiDB Cloud organisation."""

    id: str
    """Decimal string."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class TidbNodeGroup:
    """A TiDB node group of a cluster on TiDB Cloud: each has an endpoint service of its own."""

    id: str
    """Decimal string, as TiDB Cloud has it."""
    name: str = ""
    is_default: bool = False
    host: str = ""
    """Private host name; empty until the provider tells."""

    @property
    def key(self) -> str:
        """What the program knows it by: empty for the default group, which is meant wherever none is named."""
        return "" if self.is_default else self.id


@dataclass(frozen=True, slots=True)
class Cluster:
    """A TiDB cluster, as its provider lists it."""

    id: str
    """Decimal string above 2^63 on TiDB Cloud, the load balancer's ARN on self-managed AWS: never a number."""
    name: str
    tier: Tier = Tier.DEDICATED
    cloud: CloudProvider = CloudProvider.AWS
    state: ClusterState = ClusterState.ACTIVE
    state_text: str = ""
    """The state as the provider sent it, shown when we do not know it."""
    version: str = ""
    region: str = ""
    """AWS region code such as `us-west-2`."""
    port: int = DEFAULT_PORT
    host: str = ""
    """Private host name of the default node group; empty until the provider tells."""
    project_id: str = ""
    """Of TiDB Cloud; empty on self-managed AWS."""
    node_groups: tuple[TidbNodeGroup, ...] = ()
    """The default one first; empty on self-managed AWS, where a cluster is one."""
    aws_profiles: tuple[str, ...] = ("",)
    """AWS profiles of the operator's accounts with endpoints to it, the one that new ones are made in first.

    Empty text is the usual account, that of the setting `aws_profile`.
    """
    tagging: Tagging = PLAIN
    """What is created for it gets these tags."""

    @property
    def place(self) -> str:
        """Where it and its connections are listed: its project on TiDB Cloud, its region on self-managed AWS."""
        return self.project_id or self.region

    @property
    def aws_profile(self) -> str:
        """The AWS profile that new endpoints are made with."""
        return self.aws_profiles[0]

    def named(self, key: str) -> str:
        """The name of the node group of that key: the cluster's own for the default group, which needs no name."""
        group = self.node_group(key) if key else None
        return f"{self.name}/{(group.name if group else '') or key}" if key else self.name

    def node_group(self, key: str) -> TidbNodeGroup | None:
        """The node group of that key; None where there is none (any more)."""
        return next((group for group in self.node_groups if group.key == key), None)


def why_not_choosable(cluster: Cluster) -> str:
    """Why `cluster` cannot take a private endpoint; empty if it can."""
    if cluster.tier is Tier.DEVELOPER:
        return "Developer Tier has no private endpoints"
    if cluster.tier is not Tier.DEDICATED:
        return "is not of the Dedicated Tier"
    if cluster.cloud is not CloudProvider.AWS:
        return f"runs on {cluster.cloud.label}, not on AWS"
    return "" if cluster.state in CHOOSABLE_STATES else _NOT_YET[cluster.state]


def choosable(clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
    """The clusters for the Choose Cluster drop-down, in the order given."""
    return tuple(cluster for cluster in clusters if not why_not_choosable(cluster))


def preset(
    clusters: Iterable[Cluster], with_endpoints: Container[str], came_from: str = "", ready: Container[str] = ()
) -> Cluster | None:
    """The cluster selected by default: where one came from, else the first without an endpoint, else the first.

    Of those without an endpoint first one whose endpoint service is `ready`: nothing is to be waited for there.
    """
    eligible = choosable(clusters)
    from_page = [cluster for cluster in eligible if cluster.id == came_from]
    without = [cluster for cluster in eligible if cluster.id not in with_endpoints]
    at_once = [cluster for cluster in without if cluster.id in ready]
    return next(iter((*from_page, *at_once, *without, *eligible)), None)
