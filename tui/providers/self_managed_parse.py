"""Load balancers, their tags and endpoint services -> clusters, services and connections. Pure and tolerant.

A network load balancer is a TiDB cluster where it carries CLUSTER_TAG. The other tags are optional: `tidb-pe:tier`,
`tidb-pe:version`, `tidb-pe:state`, `tidb-pe:port`, `tidb-pe:host`.
"""

from collections.abc import Mapping
from typing import Any

from tui.domain.clusters import DEFAULT_PORT, Cluster, ClusterState, Tier
from tui.domain.endpoints import (
    ConnectionState,
    DnsNameState,
    PrivateEndpointConnection,
    PrivateLinkService,
    ServiceState,
)
from tui.domain.requests import CLUSTER_TAG
from tui.providers.aws_parse import Raw, dns_state, plain, tags

_OF_LOAD_BALANCER = {
    "provisioning": ClusterState.CREATING,
    "active": ClusterState.ACTIVE,
    "active_impaired": ClusterState.ACTIVE,
    "failed": ClusterState.INACTIVE,
}
_OF_CONFIGURATION = {
    "pending": ServiceState.CREATING,
    "available": ServiceState.ACTIVE,
    "deleting": ServiceState.DELETING,
    "failed": ServiceState.FAILED,
}
_OF_ROW = {
    "pendingacceptance": ConnectionState.DISCOVERED,
    "pending": ConnectionState.PENDING,
    "available": ConnectionState.ACTIVE,
    "deleting": ConnectionState.DELETING,
    "rejected": ConnectionState.REJECTED,
    "failed": ConnectionState.FAILED,
    "expired": ConnectionState.FAILED,
}


def cluster(balancer: Raw, labels: Mapping[str, str], region: str) -> Cluster | None:
    """The cluster behind a load balancer that carries these tags; None if it is none."""
    if not (name := labels.get(CLUSTER_TAG)):
        return None
    own = plain((balancer.get("State") or {}).get("Code"))
    told = labels.get("tidb-pe:state", "")
    port = labels.get("tidb-pe:port", "")
    return Cluster(
        id=balancer.get("LoadBalancerArn", ""),
        name=name,
        tier=Tier(labels.get("tidb-pe:tier", Tier.DEDICATED)),
        state=ClusterState(told) if told else _OF_LOAD_BALANCER.get(own.casefold(), ClusterState.UNKNOWN),
        state_text=told or own,
        version=labels.get("tidb-pe:version", ""),
        region=region,
        port=int(port) if port.isascii() and port.isdigit() else DEFAULT_PORT,
        host=labels.get("tidb-pe:host", ""),
    )


def service(raw: Raw, cluster_id: str, region: str, zone_ids: tuple[str, ...]) -> PrivateLinkService:
    """A ServiceConfiguration as the endpoint service of a cluster."""
    state = plain(raw.get("ServiceState"))
    proof = raw.get("PrivateDnsNameConfiguration") or {}
    name = plain(raw.get("PrivateDnsName"))
    verified = dns_state(proof.get("State")) if name else DnsNameState.NONE
    record = f"{proof.get('Name', '')} {proof.get('Type') or 'TXT'} {proof.get('Value', '')}"
    return PrivateLinkService(
        cluster_id,
        region=region,
        name=plain(raw.get("ServiceName")),
        state=_OF_CONFIGURATION.get(state.casefold(), ServiceState.UNKNOWN),
        state_text=state,
        zone_ids=zone_ids,
        private_dns_name=name,
        dns_state=verified,
        dns_record=plain(record) if proof.get("Value") and verified is not DnsNameState.VERIFIED else "",
    )


def connection(raw: Raw, of: PrivateLinkService) -> PrivateEndpointConnection | None:
    """A VpcEndpointConnection as one to `of`; None if it is gone."""
    state = plain(raw.get("VpcEndpointState"))
    if state.casefold() == "deleted":
        return None
    return PrivateEndpointConnection(
        raw.get("VpcEndpointId", ""),
        of.cluster_id,
        of.node_group_id,
        of.region,
        _OF_ROW.get(state.casefold(), ConnectionState.UNKNOWN),
        state,
        owner_account=raw.get("VpcEndpointOwner", ""),
        created_at=raw.get("CreationTimestamp"),
        id=raw.get("VpcEndpointConnectionId", ""),
    )


def labels_by_arn(descriptions: Any) -> dict[str, dict[str, str]]:
    """ELBv2's tag descriptions, by the resource's ARN."""
    return {raw.get("ResourceArn", ""): tags(raw) for raw in descriptions}
