"""TiDB Cloud's JSON -> the domain's values. Pure; a missing field, an empty text or an unknown word never fails.

Shapes: the vendor's API description of the Dedicated API v1beta1, and of the IAM API for projects.
"""

import re
from collections.abc import Hashable, Sequence
from typing import Any

from tui.domain.clusters import DEFAULT_PORT, CloudProvider, Cluster, ClusterState, Project, TidbNodeGroup, Tier
from tui.domain.endpoints import (
    ConnectionState,
    DnsNameState,
    PrivateEndpointConnection,
    PrivateLinkService,
    ServiceState,
)
from tui.providers.aws_parse import Raw, plain

PROJECT_LABEL = "tidb.cloud/project"

_ZONE_ID = re.compile(r"[a-z]{2,}\d+(-[a-z]+\d+)?-az\d+")
_LAST_PORT = 65535


def id_of(value: Any) -> str:
    """An ID as text, whatever JSON made of it: decimal, up to 2^64."""
    return plain(value).strip() if isinstance(value, str) or type(value) is int else ""


def cluster_id(raw: Raw) -> str:
    return id_of(raw.get("clusterId"))


def project_id(raw: Raw) -> str:
    return id_of(raw.get("id"))


def connection_id(raw: Raw) -> Hashable:
    """What tells connections apart: the record's ID, or for what has no record whose endpoint it is."""
    if not (endpoint := id_of(raw.get("endpointId"))):
        return None
    return record_id(raw) or (cluster_id(raw), group_id(raw), endpoint)


def record_id(raw: Raw) -> str:
    return id_of(raw.get("privateEndpointConnectionId"))


def group_id(raw: Raw) -> str:
    return id_of(raw.get("tidbNodeGroupId"))


def project(raw: Raw) -> Project:
    return Project(project_id(raw), plain(raw.get("name")))


def cluster(raw: Raw, project: str = "") -> Cluster:
    """A cluster, listed under `project` where it does not say itself which it belongs to."""
    groups = _node_groups(raw)
    cloud, region = _place(raw)
    state = plain(raw.get("state"))
    default = groups[0].host if groups else ""
    return Cluster(
        id=cluster_id(raw),
        name=plain(raw.get("displayName")) or cluster_id(raw),
        tier=Tier.DEDICATED,  # this API has no others
        cloud=cloud,
        state=ClusterState(state),
        state_text=state,
        version=plain(raw.get("version")),
        region=region,
        port=_port(raw),
        host=default,
        project_id=id_of(_table(raw.get("labels")).get(PROJECT_LABEL)) or project,
        node_groups=groups,
    )


def service(raw: Raw, of: Cluster, node_group: TidbNodeGroup) -> PrivateLinkService:
    """The endpoint service of a node group, known by the group's key."""
    _, region = _place(raw)
    state = plain(raw.get("state"))
    name = plain(raw.get("serviceDnsName")) or node_group.host
    return PrivateLinkService(
        of.id,
        node_group.key,
        region or of.region,
        plain(raw.get("serviceName")),
        ServiceState(state),
        state,
        _zone_ids(raw.get("availableZones")),
        name,
        DnsNameState.VERIFIED if name else DnsNameState.NONE,
    )


def connection(raw: Raw, of: Cluster) -> PrivateEndpointConnection:
    """A connection to a node group of `of`, which is known by its key."""
    _, region = _place(raw)
    state = plain(raw.get("endpointState"))
    return PrivateEndpointConnection(
        id_of(raw.get("endpointId")),
        of.id,
        key_of(group_id(raw), of),
        region or of.region,
        ConnectionState(state),
        state,
        plain(raw.get("message")),
        id=record_id(raw),
        is_record=bool(record_id(raw)),
    )


def key_of(group: str, of: Cluster) -> str:
    """What the program knows a node group by, from its ID."""
    return next((each.key for each in of.node_groups if each.id == group), group)


def on_aws(raw: Raw) -> bool:
    """Whether it is on AWS, as far as it says."""
    cloud, _ = _place(raw)
    return cloud in {CloudProvider.AWS, CloudProvider.UNKNOWN}


def _node_groups(raw: Raw) -> tuple[TidbNodeGroup, ...]:
    """The default one first; where none says that it is, the first of them is."""
    rows = [each for each in _list(_table(raw.get("tidbNodeSetting")).get("tidbNodeGroups")) if group_id(_table(each))]
    rows.sort(key=lambda each: each.get("isDefaultGroup") is not True)
    return tuple(
        TidbNodeGroup(group_id(each), plain(each.get("displayName")), is_default=at == 0, host=_private(each)[0])
        for at, each in enumerate(rows)
    )


def _port(raw: Raw) -> int:
    groups = _list(_table(raw.get("tidbNodeSetting")).get("tidbNodeGroups"))
    told = (raw.get("port"), *(_private(_table(each))[1] for each in groups))
    return next((port for each in told if (port := _as_port(each))), DEFAULT_PORT)


def _private(group: Raw) -> tuple[str, Any]:
    """Private host and port of a node group, empty until TiDB Cloud tells them."""
    for each in map(_table, _list(group.get("endpoints"))):
        if plain(each.get("connectionType")).upper() == "PRIVATE_ENDPOINT":
            return plain(each.get("host")), each.get("port")
    return "", None


def _as_port(value: Any) -> int:
    text = id_of(value)
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PORT)) else 0
    return number if number <= _LAST_PORT else 0


def _place(raw: Raw) -> tuple[CloudProvider, str]:
    """Cloud and region; `aws-us-west-2` names both."""
    region = plain(raw.get("regionId"))
    prefix, _, rest = region.partition("-")
    cloud = CloudProvider(prefix)
    named = CloudProvider(plain(raw.get("cloudProvider")))
    if cloud is CloudProvider.UNKNOWN:
        return named, region
    return cloud if named is CloudProvider.UNKNOWN else named, rest


def _zone_ids(value: Any) -> tuple[str, ...]:
    """AZ IDs; names mean another zone in every account, and are worth nothing here."""
    zones = [plain(each) for each in _list(value)]
    return tuple(zones) if all(map(_ZONE_ID.fullmatch, zones)) else ()


def _table(value: Any) -> Raw:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
