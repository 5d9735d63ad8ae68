"""Pages, which rows are on them, and which rows a list has at all."""

from typing import Any

import httpx
import pytest

from tests.demo.running_tidb_cloud import TidbCloudDemo
from tests.demo.tidb_cloud.asking import CLUSTERS, EVERYWHERE, PROJECTS, refusal, rows
from tui.demo.tidb_cloud.paging import page


def pages(api: httpx.Client, path: str, **query: Any) -> list[dict[str, Any]]:
    """All pages of a list."""
    found = [api.get(path, params=query).raise_for_status().json()]
    while token := found[-1]["nextPageToken"]:
        found.append(api.get(path, params=query | {"pageToken": token}).raise_for_status().json())
    return found


def test_a_list_comes_in_pages_of_the_size_asked_for(api: httpx.Client) -> None:
    found = pages(api, CLUSTERS, pageSize=3)
    assert [len(each["clusters"]) for each in found] == [3, 3, 2]
    assert {each["totalSize"] for each in found} == {8}
    names = [row["displayName"] for each in found for row in each["clusters"]]
    assert names == [row["displayName"] for row in rows(api, CLUSTERS)]
    assert len(set(names)) == 8


def test_a_page_has_ten_connections_unless_more_are_asked_for(api: httpx.Client) -> None:
    assert [len(each["privateEndpointConnections"]) for each in pages(api, EVERYWHERE)] == [10, 2]
    assert [len(each["privateEndpointConnections"]) for each in pages(api, EVERYWHERE, pageSize=0)] == [10, 2]
    assert [len(each["privateEndpointConnections"]) for each in pages(api, EVERYWHERE, pageSize=5000)] == [12]


def test_no_page_has_more_than_a_hundred_rows() -> None:
    found = page("rows", range(250), {"pageSize": 5000})
    assert (len(found["rows"]), found["totalSize"]) == (100, 250)
    last = page(
        "rows", range(250), {"pageSize": 100, "pageToken": page("rows", range(250), {"pageSize": 100})["nextPageToken"]}
    )
    assert list(last["rows"]) == list(range(100, 200))


def test_rows_can_be_skipped(api: httpx.Client) -> None:
    first, *_ = rows(api, CLUSTERS, skip=6)
    assert first == rows(api, CLUSTERS)[6]
    beyond = api.get(CLUSTERS, params={"skip": 70}).json()
    assert (beyond["clusters"], beyond["nextPageToken"]) == ([], "")


@pytest.mark.parametrize("changed", [{"pageSize": 4}, {"regionIds": "aws-us-west-2"}])
def test_a_token_is_good_only_with_the_parameters_it_came_with(api: httpx.Client, changed: dict[str, Any]) -> None:
    token = api.get(CLUSTERS, params={"pageSize": 3}).json()["nextPageToken"]
    answer = api.get(CLUSTERS, params={"pageSize": 3, "pageToken": token} | changed)
    assert refusal(answer)[:2] == (400, 3)


@pytest.mark.parametrize("query", [{"pageToken": "nonsense"}, {"pageToken": "MTI="}, {"pageSize": -1}, {"skip": -1}])
def test_a_page_that_cannot_be_is_refused(api: httpx.Client, query: dict[str, Any]) -> None:
    assert refusal(api.get(CLUSTERS, params=query))[:2] == (400, 3)


def test_projects_come_without_a_total(demo: TidbCloudDemo) -> None:
    with demo.http(api="iam") as iam:
        found = pages(iam, PROJECTS, pageSize=1)
        assert [row["name"] for each in found for row in each["projects"]] == ["payments", "analytics"]
        assert all(each.keys() == {"projects", "nextPageToken"} for each in found)
        assert [(row["cluster_count"], row["id"]) for row in rows(iam, PROJECTS)] == [
            (8, demo.id_of("payments")),
            (1, demo.id_of("analytics")),
        ]


def test_clusters_without_a_project_are_those_of_the_default_one(demo: TidbCloudDemo, api: httpx.Client) -> None:
    assert rows(api, CLUSTERS) == rows(api, CLUSTERS, projectId=demo.id_of("payments"))
    (other,) = rows(api, CLUSTERS, projectId=demo.id_of("analytics"))
    assert (other["displayName"], other["regionId"]) == ("analytics-eu", "aws-eu-central-1")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"clusterStates": ["PAUSED", "CREATING"]}, ["loyalty-archive", "search-staging"]),
        ({"regionIds": ["gcp-us-west1", "aws-eu-central-1"]}, ["ledger-gcp"]),
        ({"clusterIds": [TidbCloudDemo.id_of("billing-prod"), "1"]}, ["billing-prod"]),
    ],
)
def test_clusters_are_filtered(api: httpx.Client, query: dict[str, Any], names: list[str]) -> None:
    assert [row["displayName"] for row in rows(api, CLUSTERS, **query)] == names


def test_connections_are_listed_over_all_groups_a_cluster_or_a_group(demo: TidbCloudDemo, api: httpx.Client) -> None:
    everywhere = rows(api, EVERYWHERE)
    cluster = rows(api, demo.connections_path("orders-prod").replace(demo.id_of("orders-prod", "DefaultGroup"), "-"))
    group = rows(api, demo.connections_path("orders-prod", "reporting"))
    assert (len(everywhere), len(cluster), len(group)) == (12, 10, 2)
    assert {row["tidbNodeGroupDisplayName"] for row in group} == {"reporting"}
    assert [row for row in everywhere if row["clusterDisplayName"] == "orders-prod"] == cluster


def test_a_project_narrows_the_list_over_all_groups(demo: TidbCloudDemo, api: httpx.Client) -> None:
    found = rows(api, EVERYWHERE, projectId=demo.id_of("analytics"))
    assert {row["clusterDisplayName"] for row in found} == {"analytics-eu"}
    assert {row["labels"]["tidb.cloud/project"] for row in found} == {demo.id_of("analytics")}
    assert rows(api, EVERYWHERE, cloudProvider="gcp") == []


def test_ids_are_decimal_and_beyond_what_a_signed_integer_holds(api: httpx.Client) -> None:
    row = next(row for row in rows(api, EVERYWHERE) if row["privateEndpointConnectionId"])
    for name in ("clusterId", "tidbNodeGroupId", "privateEndpointConnectionId"):
        assert 2**63 <= int(row[name]) < 2**64
