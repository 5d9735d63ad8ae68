"""What Choose Cluster says of the clusters, and where there is none."""

from dataclasses import replace

from tests.clock import START
from tests.samples import REGION, VPCE_ID, cluster
from tui.domain.clusters import Cluster, ClusterState, TidbSide
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import TIDB_SIDE, Freshness, Snapshot, What
from tui.domain.status import Assessment, Status, Turn
from tui.views.choose_cluster import cluster_choice
from tui.views.no_clusters import how_to_create, no_clusters

ID = "10757937805044000001"
ROW = PrivateEndpoint(VPCE_ID, ID, "orders", REGION, Assessment(Status.ACTIVE, Turn.NOBODY, ""))
OTHER = "10757937805044000002"


def clusters_of(*places: str) -> tuple[Freshness, ...]:
    return tuple(
        Freshness(TIDB_SIDE, START, what=What.CLUSTERS, place=place, label=f"project {place}") for place in places
    )


def in_project(name: str, id_: str = ID) -> Cluster:
    return replace(cluster(name), id=id_, project_id="shop", version="8.5.3", region="us-west-2")


def test_an_entry_has_region_project_and_number_of_endpoints() -> None:
    view = cluster_choice(Snapshot((in_project("orders"),), rows=(ROW,), readings=clusters_of("shop")))
    assert [each.text for each in view.entries] == ["orders  us-west-2  shop  1 endpoint  8.5.3"]
    assert view.none == ""


def test_of_two_clusters_with_one_name_each_has_its_id() -> None:
    view = cluster_choice(Snapshot((in_project("orders"), in_project("orders", OTHER), in_project("events", "7"))))
    assert [each.text.split("  ")[0] for each in view.entries] == [f"orders ({ID})", f"orders ({OTHER})", "events"]


def test_of_a_load_balancer_the_end_of_its_arn_tells_it_apart() -> None:
    arn = "arn:aws:elasticloadbalancing:us-west-2:444455556666:loadbalancer/net/orders/50dc6c495c0c9188"
    same = (replace(cluster("orders"), id=arn), in_project("orders"))
    assert cluster_choice(Snapshot(same)).entries[0].text.startswith("orders (50dc6c495c0c9188)  ")


def test_without_an_entry_it_names_the_projects_searched_and_offers_to_create() -> None:
    view = cluster_choice(Snapshot(readings=clusters_of("shop", "data")))
    assert view.none == "There is no cluster to choose. Searched: project shop, project data."
    assert view.can_create


def test_of_many_places_the_first_are_named() -> None:
    view = cluster_choice(Snapshot(readings=clusters_of(*"abcdefgh")))
    assert view.none.endswith("project f and 2 more.")


def test_not_read_whole_nobody_is_told_to_create_one() -> None:
    view = cluster_choice(Snapshot(readings=(replace(clusters_of("shop")[0], complete=False),)))
    assert not view.can_create
    assert "may be one" in view.none


def test_what_cannot_take_one_now_is_left_out_with_its_reason() -> None:
    upgrading = replace(cluster("orders"), state=ClusterState.UPGRADING)
    assert cluster_choice(Snapshot((upgrading,))).left_out == ("orders: is being upgraded",)


def test_the_empty_pages_name_what_was_searched_too() -> None:
    said = no_clusters(Snapshot(readings=clusters_of("shop"), tidb_side=TidbSide.TIDB_CLOUD), "Press r.")
    assert said.splitlines()[-2:] == ["Searched: project shop.", "Press r."]


def test_how_to_create_names_the_tag_or_the_console() -> None:
    assert "tidb-pe:cluster" in " ".join(how_to_create(TidbSide.SELF_MANAGED))
    assert "tidbcloud.com" in " ".join(how_to_create(TidbSide.TIDB_CLOUD))
