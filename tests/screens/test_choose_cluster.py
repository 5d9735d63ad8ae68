"""Step 1: which clusters can be chosen, which one is preset, and why the others are left out."""

import pytest
from textual.widgets import OptionList, Select

from tests.fakes import cluster, service, vpc_endpoint
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.domain.clusters import Cluster, ClusterState, Tier
from tui.domain.draft import Step


def chosen(session: Session) -> object:
    return session.one(Select, "#cluster").value


def two_clusters() -> World:
    """`archive` has an endpoint, `orders` has none."""
    world = World()
    world.tidb.clusters = [cluster("archive"), cluster("orders")]
    world.tidb.services = [service(cluster("archive"))]
    world.aws.vpc_endpoints = [vpc_endpoint(to=service(cluster("archive")), private_dns_enabled=True)]
    return world


async def test_the_first_cluster_without_an_endpoint_is_preset() -> None:
    async with two_clusters().running() as session:
        await session.press("n")
        assert chosen(session) == cluster("orders").id
        assert session.app.focused is session.one(Select, "#cluster")


async def test_where_all_have_endpoints_the_first_is_preset() -> None:
    world = two_clusters()
    world.tidb.clusters = [cluster("archive")]
    async with world.running() as session:
        await session.press("n")
        assert chosen(session) == cluster("archive").id


async def test_a_service_without_an_endpoint_is_gone_on_with_for_its_cluster() -> None:
    world = two_clusters()
    world.tidb.services.append(service(cluster("orders")))
    async with world.running() as session:
        await session.press("G enter")
        assert session.screen == "InterfaceEndpointScreen"
        assert "Active" in session.prose
        await session.press("escape escape")
        assert chosen(session) == cluster("orders").id


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("playground", "Developer Tier has no private endpoints"),
        ("reports", "is being created"),
        ("search", "runs on Google Cloud, not on AWS"),
        ("staging", "is paused"),
    ],
)
async def test_what_is_left_out_is_named_with_its_reason(name: str, reason: str) -> None:
    async with worlds.all_kinds().running() as session:
        await session.press("n")
        assert f"{name}: {reason}" in session.prose


async def test_only_dedicated_clusters_that_are_ready_are_offered() -> None:
    async with worlds.all_kinds().running() as session:
        await session.press("n enter")
        offered = [
            str(option.prompt).split()[0] for option in session.one(Select, "#cluster").query_one(OptionList).options
        ]
        assert offered == ["Choose", "archive", "orders"]


async def test_another_cluster_is_taken_from_the_drop_down() -> None:
    async with worlds.all_kinds().running() as session:
        await session.press("n enter down enter")
        assert session.world.draft.cluster_id == cluster("orders").id


async def test_without_a_cluster_it_says_how_to_make_one_and_next_is_blocked() -> None:
    async with World().running() as session:
        await session.press("n ctrl+n")
        assert session.screen == "ChooseClusterScreen"
        assert session.button("next").disabled
        assert "Choose a cluster." in session.prose
        assert session.app.focused is session.button("create-cluster")
        await session.press("enter")
        assert "tidb-pe:cluster" in session.prose


async def test_a_cluster_that_comes_meanwhile_can_be_chosen() -> None:
    async with World().running() as session:
        await session.press("n")
        session.world.tidb.clusters = [cluster()]
        await session.press("f5")
        assert not session.button("create-cluster").display
        session.one(Select, "#cluster").focus()
        await session.press("enter down enter")
        assert session.world.draft.cluster_id == cluster().id


async def test_a_cluster_that_goes_away_blocks_next() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("n")
        session.world.tidb.clusters = []
        await session.press("f5")
        assert "The cluster is not there any more" in session.prose
        assert session.button("next").disabled


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (cluster(tier=Tier.DEVELOPER), "Developer Tier has no private endpoints"),
        (cluster(state=ClusterState.PAUSED), "is paused"),
    ],
    ids=["became-developer", "became-paused"],
)
async def test_a_setup_whose_cluster_cannot_be_chosen_any_more_says_why(now: Cluster, why: str) -> None:
    world = worlds.unfinished(Step.SERVICE_ENDPOINT)
    world.tidb.clusters = [now]
    async with world.running() as session:
        await session.press("enter")
        assert session.screen == "ChooseClusterScreen"
        assert f"orders {why}." in session.prose
        assert session.button("next").disabled


@pytest.mark.parametrize("steps", ["ctrl+n", "ctrl+n ctrl+n"])
async def test_another_new_setup_with_nothing_entered_is_the_unfinished_one(steps: str) -> None:
    world = worlds.one_cluster()
    async with world.running() as session:
        for _ in range(3):
            await session.press("n", steps)
            await session.press("ctrl+g " * 5)
            assert session.screen == "EndpointsScreen"
        assert len(world.drafts.saved) == 1


async def test_a_new_setup_left_at_once_is_not_kept() -> None:
    world = worlds.one_cluster()
    async with world.running() as session:
        await session.press("n ctrl+g n ctrl+g")
    assert not world.drafts.saved


async def test_choosing_the_cluster_of_an_untouched_setup_goes_on_with_that() -> None:
    world = two_clusters()
    async with world.running() as session:
        for _ in range(2):
            await session.press("n enter up enter")
            assert chosen(session) == cluster("archive").id
            await session.press("ctrl+g")
        assert [draft.cluster_id for draft in world.drafts.saved.values()] == [cluster("archive").id]
        await session.press("n enter up enter ctrl+n")
        assert [draft.region for draft in world.drafts.saved.values()] == [cluster().region]


async def test_a_setup_with_something_entered_is_left_alone_by_a_new_one() -> None:
    world = worlds.filled()
    async with world.running() as session:
        await session.press("n ctrl+n")
        assert len(world.drafts.saved) == 2
        assert worlds.filled().draft in world.drafts.saved.values()


async def test_the_footer_says_how_to_open_the_box_and_how_to_take_a_line() -> None:
    async with worlds.all_kinds().running((60, 20)) as session:
        await session.press("n")
        assert "Down Choose" in session.lines[-1]
        await session.press("down")
        assert session.one(Select, "#cluster").expanded
        assert "Enter Take" in session.lines[-1]
        assert "Esc Close" in session.lines[-1]
        await session.press("enter")
        assert session.app.focused is session.button("next")


async def test_a_setup_whose_endpoint_is_paid_for_goes_on_while_the_cluster_is_under_maintenance() -> None:
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    world.tidb.clusters = [cluster(state=ClusterState.MAINTENANCE)]
    async with world.running() as session:
        await session.press("enter")
        assert session.screen == "EnablePrivateDnsScreen"
