"""Worlds whose TiDB is TiDB Cloud's: records, node groups, projects, several AWS accounts."""

from typing import Any

from tests.clock import START
from tests.fakes import REGION, VPCE_ID, FakeAws, cluster, connection, service, vpc_endpoint
from tests.screens.harness import MemoryDrafts, World
from tests.screens.worlds import DRAFT
from tui.domain.clusters import Cluster, ClusterState, TidbNodeGroup, TidbSide
from tui.domain.draft import Draft
from tui.domain.endpoints import PrivateLinkService, ServiceState
from tui.domain.network import Identity

ORDERS_ID, REPORTING_ID = "10757937805044000001", "1931234567890000002"
GROUPS = (
    TidbNodeGroup(
        "1931234567890000001", "DefaultGroup", is_default=True, host="privatelink-1.x.clusters.tidb-cloud.com"
    ),
    TidbNodeGroup(REPORTING_ID, "reporting", host="privatelink-2.x.clusters.tidb-cloud.com"),
)
DATA_TEAM, DATA_ACCOUNT = "data-team", "222233334444"
"""AWS profile and account of the second account."""
GONE = "The VPC Endpoint Id '{vpce-00000000000000bad []}' does not exist"
DISCOVERED_ID, FAILED_ID, CHECKED_ID = "vpce-000000000000000d1", "vpce-000000000000000fa", "vpce-000000000000000c4"
OTHERS_ID = "vpce-000000000000000da"


def orders(**values: Any) -> Cluster:
    """A cluster with a second node group."""
    defaults: dict[str, Any] = {
        "id": ORDERS_ID,
        "project_id": "1372813089454000001",
        "node_groups": GROUPS,
        "host": GROUPS[0].host,
    }
    return cluster("orders", **(defaults | values))


def services_of(of: Cluster) -> list[PrivateLinkService]:
    return [
        service(of),
        service(of, node_group_id=REPORTING_ID, private_dns_name=GROUPS[1].host, name=f"{service(of).name[:-1]}9"),
    ]


def tidb_cloud(**values: Any) -> World:
    """One cluster with two node groups, and nothing else."""
    world = World(tidb_side=TidbSide.TIDB_CLOUD)
    of = orders(**values)
    world.tidb.records = True
    world.tidb.clusters, world.tidb.services = [of], services_of(of)
    return world


def with_record(state: str = "ACTIVE", aws: str = "available", **values: Any) -> World:
    """One endpoint of the default group, and TiDB Cloud's record of it."""
    world = tidb_cloud()
    of, to = world.tidb.clusters[0], world.tidb.services[0]
    world.aws.vpc_endpoints = [vpc_endpoint(VPCE_ID, aws, to)] if aws else []
    world.tidb.connections = [record(VPCE_ID, state, of, **values)]
    return world


def record(id_: str, state: str, of: Cluster, **values: Any) -> Any:
    """TiDB Cloud tells neither whose endpoint it is nor since when."""
    kept = {"owner_account": "", "created_at": None, "is_record": state != "DISCOVERED"} | values
    return connection(id_, state, of, **kept)


def several_accounts() -> World:
    """Endpoints of both node groups in two accounts, in every state that TiDB Cloud has."""
    world = tidb_cloud(aws_profiles=("", DATA_TEAM))
    of, (to, reporting) = world.tidb.clusters[0], world.tidb.services
    paused = cluster("archive", id="10757937805044000002", node_groups=GROUPS[:1], state=ClusterState.PAUSED)
    world.tidb.clusters.append(paused)
    world.tidb.services.append(service(paused))
    other = world.others[DATA_TEAM] = FakeAws()
    other.identity = Identity(DATA_ACCOUNT, f"arn:aws:iam::{DATA_ACCOUNT}:user/operator")
    world.aws.vpc_endpoints = [
        vpc_endpoint(VPCE_ID, "available", to, private_dns_enabled=True),
        vpc_endpoint(FAILED_ID, "pendingAcceptance", to),
        vpc_endpoint(CHECKED_ID, "pendingAcceptance", reporting),
    ]
    other.vpc_endpoints = [
        vpc_endpoint(OTHERS_ID, "available", reporting, owner_account=DATA_ACCOUNT, aws_profile=DATA_TEAM)
    ]
    world.tidb.connections = [
        record(VPCE_ID, "ACTIVE", of, message=GONE),
        record(FAILED_ID, "FAILED", of, message="Timed out while accepting."),
        record(CHECKED_ID, "PENDING", of, node_group_id=REPORTING_ID),
        record(OTHERS_ID, "ACTIVE", of, node_group_id=REPORTING_ID),
        record(DISCOVERED_ID, "DISCOVERED", of),
        record("vpce-00000000000000bad", "FAILED", of, message=GONE),
    ]
    return world


def service_creating() -> World:
    """A setup left at Interface Endpoint, whose service TiDB Cloud is making since the clock's start."""
    world = tidb_cloud()
    of = world.tidb.clusters[0]
    world.tidb.services = [service(of, state=ServiceState.CREATING, state_text="CREATING", name="")]
    world.drafts = MemoryDrafts(Draft(DRAFT, of.id, region=REGION, service_asked_at=START))
    return world


class Slow:
    """A budget that is nearly spent."""

    def begin_tick(self) -> None:
        pass

    def least_wait_s(self) -> float:
        return 100.0

    def why(self) -> str:
        return "TiDB Cloud allows 100 requests a minute; a read takes 134, so it is made every 100 s."

    def left(self) -> int:
        return 20

    def wait_s(self, requests: int) -> float:
        return 0.0 if requests <= self.left() else 100.0
