"""All pages, each row once, and an end to it."""

from typing import Any

import httpx
import pytest

from tests.providers.tidb_cloud.cloud import EVERYWHERE, PROJECT, Answer, Cloud, cluster, record, records, status
from tui.domain.errors import ProviderFault
from tui.domain.parts import whole
from tui.providers.tidb_cloud.provider import HttpTidbCloud


def clusters(*ids: int, token: str = "") -> dict[str, Any]:
    return {"clusters": [cluster(str(id_), f"cluster-{id_}") for id_ in ids], "nextPageToken": token}


async def ids(tidb: HttpTidbCloud) -> list[str]:
    return [each.id for each in whole(await tidb.list_clusters())]


async def test_every_page_is_asked_for_with_the_same_parameters(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put("GET /clusters", clusters(1, 2, token="a"), clusters(3, token="b"), clusters(4))
    assert await ids(tidb) == ["1", "2", "3", "4"]
    sent = [dict(each.url.params) for each in cloud.asked if each.url.path.endswith("/clusters")]
    first = {"projectId": PROJECT, "pageSize": "100"}
    assert sent == [first, first | {"pageToken": "a"}, first | {"pageToken": "b"}]


async def test_rows_that_appear_twice_because_pages_shifted_are_taken_once(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put("GET /clusters", clusters(1, 2, token="a"), clusters(2, token="b"), clusters(2, 3))
    assert await ids(tidb) == ["1", "2", "3"]


@pytest.mark.parametrize("end", [{"nextPageToken": ""}, {"nextPageToken": None}, {}])
async def test_an_empty_or_absent_token_is_the_end(cloud: Cloud, tidb: HttpTidbCloud, end: dict[str, Any]) -> None:
    cloud.put("GET /clusters", {"clusters": [cluster("1")]} | end)
    assert await ids(tidb) == ["1"]
    assert cloud.lines().count("GET /clusters") == 1


@pytest.mark.parametrize("rows", [{}, {"clusters": None}, {"clusters": []}])
async def test_no_rows_are_no_error(cloud: Cloud, tidb: HttpTidbCloud, rows: dict[str, Any]) -> None:
    cloud.put("GET /clusters", rows)
    assert await ids(tidb) == []


async def test_a_token_that_comes_again_ends_it(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put("GET /clusters", clusters(1, token="a"), clusters(2, token="b"), clusters(3, token="a"))
    with pytest.raises(ProviderFault, match="ListClusters"):
        whole(await tidb.list_clusters())
    assert cloud.lines().count("GET /clusters") == 3


@pytest.mark.parametrize("row", [1, None], ids=["rows", "empty"])
async def test_a_page_that_comes_again_under_ever_new_tokens_ends_it(
    cloud: Cloud, tidb: HttpTidbCloud, row: int | None
) -> None:
    def page(request: httpx.Request) -> Answer:
        return clusters(*([row] if row else []), token=f"{request.url.params.get('pageToken', '')}x")

    cloud.put("GET /clusters", page)
    with pytest.raises(ProviderFault):
        whole(await tidb.list_clusters())
    assert len(cloud.asked) < 10


async def test_the_same_record_under_two_pages_is_as_it_came_last(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    services = whole(await tidb.list_services(whole(await tidb.list_clusters())))
    cloud.put(f"GET {EVERYWHERE}", records(record("PENDING"), token="a"), records(record("ACTIVE")))
    assert [each.state_text for each in whole(await tidb.list_connections(services))] == ["ACTIVE"]


async def test_only_rows_without_an_id_are_skipped(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    rows = [None, 5, {}, cluster(""), {"clusterId": "9"}, cluster("1")]
    cloud.put("GET /clusters", {"clusters": rows})
    assert await ids(tidb) == ["9", "1"]


@pytest.mark.parametrize("body", [[], [cluster()], {"clusters": "none"}, {"clusters": {"1": cluster()}}])
async def test_an_answer_of_another_shape_is_a_fault(cloud: Cloud, tidb: HttpTidbCloud, body: Any) -> None:
    cloud.put("GET /clusters", status(200, body))
    with pytest.raises(ProviderFault) as raised:
        whole(await tidb.list_clusters())
    assert raised.value.retryable
