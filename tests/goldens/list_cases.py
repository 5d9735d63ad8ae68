"""Goldens of the Private Endpoint page and what opens from it."""

from tests.fakes import VPCE_ID, cluster, connection, service, vpc_endpoint
from tests.goldens.cases import Case
from tests.screens import worlds
from tests.screens.harness import MemoryDrafts, World
from tui.domain.cost import OWN, PRICE_LIST, Price
from tui.domain.draft import Step
from tui.domain.endpoints import ServiceState
from tui.domain.errors import PermissionDenied, Throttled

HOSTILE = {
    "markup": "[bold red]not red[/] [link=x]",
    "escapes": "\x1b[2J\x1b]0;owned\x07 line\nbreak\ttab",
    "right-to-left": "\u202eevil\u202c \u05d0\u05d1\u05d2",
    "zero-width": "or\u200bd\u200ders\u0301\ufeff",
    "emoji": "\U0001f980\U0001f469\u200d\U0001f4bb orders \u6771\u4eac",
    "long": "x" * 10_000,
    "broken markup": "[/x] a[b]c [@click=app.quit]d[/",
}
"""Names of clusters as a hostile or careless person may choose them."""


def hostile() -> World:
    """A private endpoint a name, everything that comes from outside being hostile."""
    world = World()
    world.tidb.clusters = [cluster(name, id=key, version=name, host="h.example.com") for key, name in HOSTILE.items()]
    world.tidb.services = [service(each) for each in world.tidb.clusters]
    world.aws.vpc_endpoints = [
        vpc_endpoint(f"vpce-{at:017x}", "failed", to, last_error=HOSTILE[to.cluster_id])
        for at, to in enumerate(world.tidb.services)
    ]
    return world


def still_connecting() -> World:
    world = World()
    world.connects = False
    return world


def reading() -> World:
    world = worlds.one_cluster()
    worlds.never_answers(world.tidb, "list_clusters")
    return world


def aws_throttles(world: World) -> None:
    world.aws.fail["describe_vpc_endpoints"] = Throttled(
        "Rate exceeded",
        "It is asked less often until AWS answers again.",
        "AWS",
        "RequestLimitExceeded",
        retryable=True,
    )


def tidb_denies(world: World) -> None:
    world.tidb.fail["list_connections"] = PermissionDenied(
        "You are not authorized to perform this operation.",
        "Allow ec2:DescribeVpcEndpointConnections to the service account's identity.",
        "TiDB",
        "UnauthorizedOperation",
    )


def seen_by_tidb_alone() -> World:
    world = worlds.every_status()
    world.tidb.clusters = [each for each in world.tidb.clusters if each.name == "discovered"]
    world.tidb.connections = [connection(VPCE_ID, "ACTIVE", world.tidb.clusters[0])]
    world.drafts = MemoryDrafts()
    return world


def billed() -> World:
    """A price of one's own, one of AWS's list, and a region whose price nobody knows."""
    world = worlds.with_endpoint()
    for at, region in enumerate(("eu-west-3", "sa-east-1")):
        of = cluster(f"of-{region}", region=region)
        world.tidb.clusters.append(of)
        world.tidb.services.append(service(of))
        world.aws.vpc_endpoints.append(vpc_endpoint(f"vpce-{at:017x}", "available", service(of)))
    world.prices = {"us-west-2": Price(0.0095, "2026-07-01", OWN)}
    world.aws.prices = {"eu-west-3": Price(0.011, "2026-07-20", PRICE_LIST)}
    return world


LIST_CASES = (
    Case("list-waiting-for-sdk", still_connecting),
    Case("list-reading", reading),
    Case("list-no-clusters", World),
    Case("list-empty", worlds.one_cluster),
    Case("list-every-status", worlds.every_status, ("j j j",)),
    Case("list-of-demo", worlds.with_endpoint, demo=True),
    Case("list-service-creating", lambda: worlds.with_service(ServiceState.CREATING)),
    Case("list-aws-fails", worlds.every_status, (aws_throttles,)),
    Case("list-tidb-fails", worlds.every_status, (tidb_denies, "G")),
    Case("list-both-fail", worlds.every_status, (aws_throttles, tidb_denies)),
    Case("list-unfinished", lambda: worlds.unfinished(Step.INTERFACE_ENDPOINT)),
    Case("list-filter", worlds.every_status, ("slash", "f a i l")),
    Case("list-hostile", hostile),
    Case("list-hostile-long", hostile, ("j j j",)),
    Case("list-scrolled", lambda: worlds.crowd(100), ("G k k",)),
    Case("discard-confirm", lambda: worlds.unfinished(Step.INTERFACE_ENDPOINT), ("x",)),
    Case("help", worlds.one_cluster, ("question_mark",)),
    Case("help-end", worlds.one_cluster, ("question_mark end",)),
    Case("help-billing", billed, ("question_mark right right",)),
    Case("palette", worlds.with_endpoint, ("ctrl+p",)),
)
