"""The records in the shapes of TiDB Cloud's answers."""

from datetime import datetime

from tui.demo.records import Endpoint
from tui.demo.tidb_cloud.description import Json
from tui.demo.tidb_cloud.records import Cluster, Connection, NodeGroup, Organization, Project

PLACES = {"us-west-2": "Oregon", "eu-central-1": "Frankfurt", "us-west1": "Oregon"}
NODE_SPEC = {"nodeSpecKey": "8C32G", "nodeSpecVersion": "v1", "nodeSpecDisplayName": "8 vCPU, 32 GiB"}


def project(record: Project, organization: Organization) -> Json:
    """One of IAM's, in snake case."""
    return {
        "id": record.id,
        "name": record.name,
        "org_id": "1372813089206751438",
        "cluster_count": sum(each.project_id == record.id for each in organization.clusters),
        "user_count": 4,
        "create_timestamp": str(int(record.created.timestamp())),
        "aws_cmek_enabled": False,
    }


def cluster(record: Cluster) -> Json:
    """A cluster with its node groups."""
    return {
        "name": f"clusters/{record.id}",
        "clusterId": record.id,
        "displayName": record.name,
        "labels": {"tidb.cloud/project": record.project_id},
        "tidbNodeSetting": NODE_SPEC | {"tidbNodeGroups": [node_group(record, each) for each in record.groups]},
        "tikvNodeSetting": NODE_SPEC | {"nodeCount": 3, "storageSizeGi": 500, "storageType": "Standard"},
        "port": record.port,
        "state": record.life.state,
        "version": record.version,
        "createdBy": "demo-public",
        "createTime": _time(record.created),
        "updateTime": _time(record.created),
        "annotations": {"tidb.cloud/has-set-password": "true", "tidb.cloud/available-features": ""},
    } | _place(record)


def node_group(record: Cluster, group: NodeGroup) -> Json:
    """A TiDB node group."""
    paused = record.life.state == "PAUSED"
    return NODE_SPEC | {
        "name": f"tidbNodeGroups/{group.id}",
        "tidbNodeGroupId": group.id,
        "clusterId": record.id,
        "displayName": group.name,
        "nodeCount": group.node_count,
        "isDefaultGroup": group.is_default,
        "state": "PAUSED" if paused else "ACTIVE",
        "endpoints": [] if record.life.state == "CREATING" else _endpoints(record, group),
    }


def private_link_service(record: Cluster, group: NodeGroup) -> Json:
    """A group's endpoint service. Assumption: its names are empty while it is being created."""
    if record.provider != "aws":
        return _attachment(record, group)
    service = group.service if group.service_state != "CREATING" else None
    return {
        "name": f"tidbNodeGroups/{group.id}/privateLinkService",
        "tidbNodeGroupId": group.id,
        "serviceName": service.service_name if service else "",
        "serviceDnsName": service.private_dns_name if service else "",
        "availableZones": sorted(service.zones) if service else [],
        "state": group.service_state,
    } | _place(record)


def _attachment(record: Cluster, group: NodeGroup) -> Json:
    """Google Cloud's kind of service, which has no name in DNS."""
    return {
        "name": f"tidbNodeGroups/{group.id}/privateLinkService",
        "tidbNodeGroupId": group.id,
        "serviceName": f"projects/tidb-cloud/regions/{record.region}/serviceAttachments/{record.name}",
        "state": "ACTIVE",
    } | _place(record)


def connection(record: Cluster, group: NodeGroup, made: Connection) -> Json:
    """A private endpoint connection that has a record."""
    message = made.message if made.life.state == "FAILED" else ""
    names = {"name": f"tidbNodeGroups/{group.id}/privateEndpointConnections/{made.id}"}
    state = {"endpointId": made.endpoint_id, "endpointState": made.life.state, "message": message}
    return names | {"privateEndpointConnectionId": made.id} | state | _connected(record, group)


def discovered(record: Cluster, group: NodeGroup, endpoint: Endpoint) -> Json:
    """An endpoint that asks for the service and has no record. Assumption: hence neither a name nor an ID of one."""
    names = {"name": "", "privateEndpointConnectionId": ""}
    state = {"endpointId": endpoint.id, "endpointState": "DISCOVERED", "message": ""}
    return names | state | _connected(record, group)


def _connected(record: Cluster, group: NodeGroup) -> Json:
    service = private_link_service(record, group)
    return {
        "tidbNodeGroupId": group.id,
        "tidbNodeGroupDisplayName": group.name,
        "clusterId": record.id,
        "clusterDisplayName": record.name,
        "labels": {"tidb.cloud/project": record.project_id},
        "privateLinkServiceName": service["serviceName"],
        "privateLinkServiceState": service["state"],
        "host": service.get("serviceDnsName", ""),
        "port": record.port,
    } | _place(record)


def _endpoints(record: Cluster, group: NodeGroup) -> list[Json]:
    """The hosts of a group; the private one is empty until there is a service."""
    domain = group.host.partition(".")[2]
    private = private_link_service(record, group).get("serviceDnsName", "")
    hosts = {"PUBLIC": f"tidb.{domain}", "VPC_PEERING": f"private-tidb.{domain}", "PRIVATE_ENDPOINT": private}
    return [{"host": host, "port": record.port, "connectionType": kind} for kind, host in hosts.items()]


def _place(record: Cluster) -> Json:
    return {
        "regionId": f"{record.provider}-{record.region}",
        "regionDisplayName": f"{PLACES.get(record.region, record.region)} ({record.region})",
        "cloudProvider": record.provider,
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
