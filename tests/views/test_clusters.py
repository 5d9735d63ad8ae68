"""The Clusters page as a value."""

from tests.fakes import VPCE_ID, ZONE_IDS, service
from tests.reading import read
from tests.screens import worlds
from tui.views.clusters import clusters_view


async def test_a_cluster_has_its_services_and_endpoints() -> None:
    [view] = clusters_view(await read(worlds.active())).rows
    [line] = view.services
    assert (view.name, view.tier, view.cloud, view.state, view.port) == ("orders", "Dedicated", "AWS", "Active", 4000)
    assert (view.service, view.endpoints, view.endpoint_ids, view.why_not) == ("Active", "1 Active", (VPCE_ID,), "")
    assert (line.name, line.zone_ids, line.verification) == (service().name, ZONE_IDS, "verified")


async def test_a_cluster_that_takes_none_says_why() -> None:
    why = {view.name: view.why_not for view in clusters_view(await read(worlds.all_kinds())).rows}
    assert {name: text for name, text in why.items() if text} == {
        "playground": "Developer Tier has no private endpoints",
        "reports": "is being created",
        "search": "runs on Google Cloud, not on AWS",
        "staging": "is paused",
    }
