"""How connections come, move and go, on the demo's clock."""

import secrets

from tui.demo.clock import GONE, Lifecycle
from tui.demo.connections import accept, reject
from tui.demo.tidb_cloud.records import Cluster, Connection, NodeGroup, Organization
from tui.demo.tidb_cloud.refusal import exists_already
from tui.demo.tidb_cloud.world import new_id

UNFIT = "The VPC Endpoint '{}' is in an invalid state: {}"


def missing(endpoint_id: str) -> str:
    """Why a connection failed whose endpoint is not there, as TiDB Cloud words it."""
    return f"The VPC Endpoint Id '{{{endpoint_id} []}}' does not exist"


def create(organization: Organization, group: NodeGroup, endpoint_id: str) -> Connection:
    """Record `endpoint_id` and accept it at once on AWS's side; it stays PENDING while the system is checked.

    A second record for the same endpoint is refused, also where the first has FAILED: that one is to be deleted first.
    """
    if any(each.endpoint_id == endpoint_id for each in group.connections):
        raise exists_already(f"a private endpoint connection for {endpoint_id} exists already")
    made = Connection(new_id(group.id, endpoint_id, secrets.token_hex(8)), endpoint_id, Lifecycle("PENDING"))
    cloud, delays = organization.cloud, organization.delays
    if found := group.connected(endpoint_id, cloud):
        if found.life.state == "pendingAcceptance":
            accept(found, cloud)
        made.life = cloud.after("PENDING", "ACTIVE", delays.system_check_s)
    else:
        unfit = group.endpoints(cloud).get(endpoint_id)
        made.message = UNFIT.format(unfit.id, unfit.life.state) if unfit else missing(endpoint_id)
        made.life = cloud.after("PENDING", "FAILED", delays.failure_s)
    group.connections.append(made)
    return made


def delete(organization: Organization, connection: Connection) -> None:
    """Begin to delete; the VPC endpoint is rejected when the record goes. Again is no error."""
    if connection.life.then != GONE:
        connection.life = organization.cloud.after("DELETING", GONE, organization.delays.deletion_s)


def drop(organization: Organization, group: NodeGroup, connection: Connection) -> None:
    """Forget a connection now; TiDB Cloud deletes nothing in the customer's account, it rejects what it accepted."""
    group.connections.remove(connection)
    found = group.connected(connection.endpoint_id, organization.cloud)
    if found and found.accepted:
        reject(found)


def drop_cluster(organization: Organization, cluster: Cluster) -> None:
    """A cluster is gone from the lists at once, its services take their time."""
    organization.clusters.remove(cluster)
    cloud = organization.cloud
    for group in cluster.groups:
        for endpoint_id in group.endpoints(cloud):
            if found := group.connected(endpoint_id, cloud):
                reject(found)
        if group.service:
            group.service.life = cloud.after("Deleting", GONE, cloud.delays.deletion_s)


def settle(organization: Organization) -> None:
    """Bring clusters and connections to the present, in the moment that AWS's records came there."""
    now = organization.cloud.clock.now()
    for cluster in organization.clusters:
        cluster.life = cluster.life.settled(now)
        for group in cluster.groups:
            there = group.endpoints(organization.cloud).keys()
            for connection in list(group.connections):
                connection.life = connection.life.settled(now)
                if connection.life.state == GONE:
                    drop(organization, group, connection)
                elif "ACTIVE" in {connection.life.state, connection.life.then} and connection.endpoint_id not in there:
                    connection.message = missing(connection.endpoint_id)
                    connection.life = Lifecycle("FAILED")
