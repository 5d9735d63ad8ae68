"""The Clusters page: what it says of each cluster, and where its keys lead."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.fakes import VPCE_ID, cluster, service, vpc_endpoint
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.domain.clusters import ClusterState
from tui.domain.endpoints import ServiceState
from tui.domain.errors import Throttled
from tui.screens.clusters import ClustersScreen
from tui.widgets.clusters_table import ClustersTable
from tui.widgets.endpoint_choice import EndpointChoice


@asynccontextmanager
async def clusters(world: World, size: tuple[int, int] = (120, 30)) -> AsyncIterator[Session]:
    """The page, opened over the list."""
    async with world.running(size=size) as session:
        await session.open(ClustersScreen)
        yield session


def line_of(session: Session, name: str) -> str:
    """The line of a cluster in the list."""
    (found,) = [line for line in session.text.splitlines() if line[2:].startswith(f"{name} ")]
    return " ".join(found[2:].split())


def busy() -> World:
    """A cluster with an Active and a waiting endpoint, one whose service is being created, and all kinds."""
    world = worlds.all_kinds()
    starting = cluster("starting")
    world.tidb.clusters.append(starting)
    from_start = worlds.with_service().tidb.services[0]
    world.tidb.services = [from_start, service(starting, state=ServiceState.CREATING)]
    world.aws.vpc_endpoints = [
        vpc_endpoint(VPCE_ID, private_dns_enabled=True),
        vpc_endpoint(worlds.SECOND_VPCE_ID, "pendingAcceptance"),
    ]
    return world


async def test_each_cluster_has_its_service_and_its_endpoints_by_status() -> None:
    async with clusters(busy()) as session:
        assert line_of(session, "orders").endswith("Dedicated AWS Active us-west-2 Active 1 Discovered, 1 Active")
        assert line_of(session, "archive").endswith("none none")
        assert line_of(session, "starting").endswith("Creating none")
        assert line_of(session, "search").endswith("Dedicated Google Cloud Active us-west-2 - -")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("playground", "Developer Tier has no private endpoints"),
        ("reports", "is being created"),
        ("search", "runs on Google Cloud, not on AWS"),
        ("staging", "is paused"),
    ],
)
async def test_a_cluster_that_takes_no_endpoint_says_why_and_its_keys_do_nothing(name: str, reason: str) -> None:
    async with clusters(busy()) as session:
        session.one(ClustersTable).select(cluster(name).id)
        await session.settle()
        assert f"Takes no private endpoint: {reason}." in session.prose
        await session.press("enter c n")
        assert session.screen == "ClustersScreen"


@pytest.mark.parametrize("key", ["enter", "c"])
async def test_connect_opens_the_dialog_of_this_cluster(key: str) -> None:
    async with clusters(busy()) as session:
        await session.press("j", key)
        assert session.screen == "ConnectScreen"
        assert [row.cluster_name for row in session.one(EndpointChoice).rows] == ["orders", "orders"]
        await session.press("escape")
        assert session.screen == "ClustersScreen"


async def test_new_opens_the_flow_with_this_cluster_chosen() -> None:
    async with clusters(worlds.all_kinds()) as session:
        await session.press("j n ctrl+n")
        assert session.world.draft.cluster_id == cluster("orders").id


@pytest.mark.parametrize("key", ["escape", "ctrl+g"])
async def test_back_leads_to_where_one_came_from(key: str) -> None:
    async with clusters(busy()) as session:
        await session.press(key)
        assert session.screen == "EndpointsScreen"


async def test_the_cursor_stays_on_its_cluster_when_another_comes_before_it() -> None:
    world = worlds.one_cluster()
    async with clusters(world) as session:
        world.tidb.clusters.insert(0, cluster("archive"))
        await session.press("r")
        row = session.one(ClustersTable).row
        assert row
        assert row.cluster.name == "orders"


async def test_a_cluster_that_changes_is_drawn_anew() -> None:
    world = worlds.one_cluster()
    async with clusters(world) as session:
        world.tidb.clusters = [cluster(state=ClusterState.PAUSED)]
        await session.press("r")
        assert "Paused" in line_of(session, "orders")
        assert "Takes no private endpoint: is paused." in session.prose


async def test_without_clusters_it_says_how_one_is_made_known() -> None:
    async with clusters(World()) as session:
        assert "No TiDB clusters found." in session.prose
        await session.press("enter n")
        assert session.screen == "ClustersScreen"


async def test_a_side_that_cannot_be_read_is_named_with_what_to_do() -> None:
    world = World()
    world.tidb.fail["list_clusters"] = Throttled("Rate exceeded", "Wait.", "TiDB", "RequestLimitExceeded")
    async with clusters(world) as session:
        assert "Rate exceeded" in session.prose
        assert "Not read yet: the next read is made in 60 s." in session.prose
