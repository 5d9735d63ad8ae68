"""What each operation does."""

from collections.abc import Callable, Iterator

from tui.demo.tidb_cloud import answers, states
from tui.demo.tidb_cloud.description import Arguments, Json
from tui.demo.tidb_cloud.paging import MOST, page
from tui.demo.tidb_cloud.records import Cluster, NodeGroup, Organization
from tui.demo.tidb_cloud.refusal import forbidden, invalid, not_ready

ANY = "-"


def list_projects(organization: Organization, asked: Arguments) -> Json:
    """IAM tells no `totalSize`, and 100 rows unless asked for fewer."""
    rows = [answers.project(each, organization) for each in organization.projects]
    found = page("projects", rows, asked.query, MOST)
    return {name: value for name, value in found.items() if name != "totalSize"}


def list_clusters(organization: Organization, asked: Arguments) -> Json:
    """Of one project; without `projectId` of the default one."""
    project_id = _project(organization, asked.query.get("projectId", organization.projects[0].id))
    rows = [
        row
        for row in (answers.cluster(each) for each in organization.clusters if each.project_id == project_id)
        if row["clusterId"] in asked.query.get("clusterIds", [row["clusterId"]])
        and row["regionId"] in asked.query.get("regionIds", [row["regionId"]])
        and row["state"] in asked.query.get("clusterStates", [row["state"]])
    ]
    return page("clusters", rows, asked.query)


def get_cluster(organization: Organization, asked: Arguments) -> Json:
    return answers.cluster(organization.cluster(asked.path["clusterId"]))


def list_node_groups(organization: Organization, asked: Arguments) -> Json:
    cluster = organization.cluster(asked.path["clusterId"])
    return page("tidbNodeGroups", [answers.node_group(cluster, each) for each in cluster.groups], asked.query)


def get_node_group(organization: Organization, asked: Arguments) -> Json:
    return answers.node_group(*_group(organization, asked))


def get_private_link_service(organization: Organization, asked: Arguments) -> Json:
    return answers.private_link_service(*_group(organization, asked))


def list_connections(organization: Organization, asked: Arguments) -> Json:
    """Of a group, of all groups of a cluster, or of all clusters; records first, then what is discovered."""
    provider, rows = asked.query.get("cloudProvider"), []
    for cluster, group in _groups(organization, asked):
        if provider in {None, cluster.provider}:
            rows += [answers.connection(cluster, group, each) for each in group.connections]
            rows += [answers.discovered(cluster, group, each) for each in group.discovered(organization.cloud)]
    return page("privateEndpointConnections", rows, asked.query)


def create_connection(organization: Organization, asked: Arguments) -> Json:
    cluster, group = _group(organization, asked)
    endpoint_id = asked.body["endpointId"]
    if cluster.provider != "aws" or not endpoint_id.startswith("vpce-"):
        raise invalid(f"endpointId {endpoint_id!r} is not a VPC endpoint ID of AWS")
    if group.service_state != "ACTIVE":
        raise not_ready(f"the private link service of {group.id} is {group.service_state}")
    return answers.connection(cluster, group, states.create(organization, group, endpoint_id))


def get_connection(organization: Organization, asked: Arguments) -> Json:
    cluster, group = _group(organization, asked)
    return answers.connection(cluster, group, group.connection(asked.path["privateEndpointConnectionId"]))


def delete_connection(organization: Organization, asked: Arguments) -> Json:
    _, group = _group(organization, asked)
    states.delete(organization, group.connection(asked.path["privateEndpointConnectionId"]))
    return {}


ROUTES: dict[str, Callable[[Organization, Arguments], Json]] = {
    "GET /v1beta1/projects": list_projects,
    "ClusterService_ListClusters": list_clusters,
    "ClusterService_GetCluster": get_cluster,
    "TidbNodeGroupService_ListTidbNodeGroups": list_node_groups,
    "TidbNodeGroupService_GetTidbNodeGroup": get_node_group,
    "PrivateEndpointConnectionService_GetPrivateLinkService": get_private_link_service,
    "PrivateEndpointConnectionService_CreatePrivateEndpointConnection": create_connection,
    "PrivateEndpointConnectionService_ListPrivateEndpointConnections": list_connections,
    "PrivateEndpointConnectionService_GetPrivateEndpointConnection": get_connection,
    "PrivateEndpointConnectionService_DeletePrivateEndpointConnection": delete_connection,
}
"""By operation ID."""


def _group(organization: Organization, asked: Arguments) -> tuple[Cluster, NodeGroup]:
    cluster = organization.cluster(asked.path["clusterId"])
    name = next(name for name in asked.path if name.endswith("tidbNodeGroupId"))  # one path has it with a prefix
    return cluster, cluster.group(asked.path[name])


def _groups(organization: Organization, asked: Arguments) -> Iterator[tuple[Cluster, NodeGroup]]:
    """Those that a list is for. Assumption: with both IDs `-` and no `projectId`, all projects are meant."""
    cluster_id, group_id = asked.path["clusterId"], asked.path["tidbNodeGroupId"]
    project_id = asked.query.get("projectId", "")
    if cluster_id == ANY != group_id:
        raise invalid("with clusterId '-', tidbNodeGroupId must be '-', too")
    if project_id and cluster_id != ANY:
        raise invalid("projectId needs '-' for clusterId and tidbNodeGroupId")
    if group_id != ANY:
        yield _group(organization, asked)
        return
    if project_id:
        _project(organization, project_id)
    clusters = organization.clusters if cluster_id == ANY else [organization.cluster(cluster_id)]
    for cluster in clusters:
        if project_id in {"", cluster.project_id}:
            yield from ((cluster, group) for group in cluster.groups)


def _project(organization: Organization, project_id: str) -> str:
    """The project, if the key may see it. Assumption: one that is not there is no other answer."""
    if project_id not in {each.id for each in organization.projects}:
        raise forbidden(f"no permission on project {project_id}")
    return project_id
