"""Goldens of Choose Cluster and Service Endpoint."""

from dataclasses import replace

from tests.fakes import cluster
from tests.goldens.cases import Case
from tests.goldens.list_cases import HOSTILE
from tests.screens import worlds
from tests.screens.harness import World
from tui.domain.clusters import ClusterState
from tui.domain.draft import Step
from tui.domain.errors import PrivateEndpointError, Throttled


def hostile_clusters() -> World:
    world = World()
    chosen = [cluster(name, id=key, version=name, host="h.example.com") for key, name in HOSTILE.items()]
    left_out = [replace(each, id=f"{each.id}-creating", state=ClusterState.CREATING) for each in chosen]
    world.tidb.clusters = [*chosen, *left_out]
    return world


def elsewhere() -> World:
    """A setup whose region is not that of its cluster (any more)."""
    return worlds.unfinished(Step.SERVICE_ENDPOINT, region="eu-central-1")


def cluster_gone(world: World) -> None:
    world.tidb.clusters = []
    world.clock.advance(300)


def disk_full(world: World) -> None:
    world.drafts.fail = PrivateEndpointError("The setup cannot be saved: No space left on device.", "Free some space.")


def tidb_throttles(world: World) -> None:
    world.tidb.fail["list_clusters"] = Throttled("Rate exceeded", "", "TiDB", "RequestLimitExceeded", retryable=True)
    world.clock.advance(300)


FIRST_STEPS_CASES = (
    Case("cluster-preset", worlds.one_cluster, ("n",)),
    Case("cluster-left-out", worlds.all_kinds, ("n",)),
    Case("cluster-drop-down-open", worlds.all_kinds, ("n enter",)),
    Case("cluster-none", World, ("n",)),
    Case("cluster-gone", worlds.one_cluster, ("n", cluster_gone)),
    Case("cluster-hostile", hostile_clusters, ("n",)),
    Case("cluster-not-saved", worlds.all_kinds, (disk_full, "n shift+tab shift+tab enter down enter")),
    Case("cluster-tidb-fails", worlds.one_cluster, ("n", tidb_throttles)),
    Case("region", lambda: worlds.unfinished(Step.SERVICE_ENDPOINT), ("enter",)),
    Case(
        "region-drop-down-open", lambda: worlds.unfinished(Step.SERVICE_ENDPOINT), ("enter shift+tab shift+tab enter",)
    ),
    Case("region-refused", elsewhere, ("enter",)),
)
