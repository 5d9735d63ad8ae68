"""Step 2: the region is that of the cluster."""

from textual.widgets import Select

from tests.fakes import REGION, cluster
from tests.screens import worlds
from tui.domain.draft import Step


async def test_only_the_clusters_region_is_offered_and_taken() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("n ctrl+n")
        assert session.one(Select).value == REGION
        assert session.world.draft.region == REGION
        assert session.app.focused is session.button("next")


async def test_another_region_is_refused_with_the_reason() -> None:
    async with worlds.unfinished(Step.SERVICE_ENDPOINT, region="eu-central-1").running() as session:
        await session.press("enter")
        assert session.screen == "ServiceEndpointScreen"
        assert f"orders is in {REGION}: private endpoints across regions are not supported." in session.prose
        assert session.world.draft.region == REGION


async def test_the_region_of_a_setup_that_goes_back_to_another_cluster_is_that_clusters() -> None:
    world = worlds.filled()
    world.tidb.clusters.append(cluster("zebra", region="eu-central-1"))
    async with world.running() as session:
        await session.press("enter escape escape", "enter down enter", "enter")
        assert session.screen == "ServiceEndpointScreen"
        assert session.world.draft.region == "eu-central-1"


async def test_entering_it_starts_nothing() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("n ctrl+n")
        assert not session.world.tidb.called("ensure_service")
