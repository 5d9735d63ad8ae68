"""A connection is gone where its record, or the whole list of its node group, says so; any other answer is none."""

from typing import Any

import pytest

from tests.providers.tidb_cloud.cloud import CLUSTER, RECORDS, VPCE, Answer, Cloud, cluster, record, records, status
from tui.domain.endpoints import ConnectionState, PrivateLinkService
from tui.domain.errors import PermissionDenied, ProviderFault
from tui.providers.tidb_cloud.provider import HttpTidbCloud

ORDERS = PrivateLinkService(CLUSTER, "", "us-west-2")
LIST, GET = f"GET {RECORDS}", f"GET {RECORDS}/7"
NOT_THERE = {"code": 5, "message": "not found"}


@pytest.fixture(autouse=True)
def known(cloud: Cloud) -> None:
    cloud.put(f"GET /clusters/{CLUSTER}", cluster())


async def look_up(tidb: HttpTidbCloud, record_id: str = "") -> ConnectionState | None:
    found = await tidb.find_connection(ORDERS, VPCE, record_id)
    return found.state if found else None


async def test_a_record_that_is_known_costs_one_request(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(GET, record("DELETING", "7"), status(404, NOT_THERE))
    assert await look_up(tidb, "7") is ConnectionState.DELETING
    assert await look_up(tidb, "7") is None
    assert cloud.lines() == [f"GET /clusters/{CLUSTER}", GET, GET]


async def test_without_a_record_the_whole_list_tells(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    others = [record(id_=str(at), endpoint=f"vpce-{at}") for at in range(2)]
    cloud.put(LIST, records(*others, token="more"), records(record("FAILED", "7")) | {"totalSize": 3})
    assert await look_up(tidb) is ConnectionState.FAILED
    cloud.put(LIST, records(*others))
    assert await look_up(tidb) is None


@pytest.mark.parametrize("answer", [{}, {"nextPageToken": ""}, records(record(endpoint="vpce-1")) | {"totalSize": 2}])
async def test_a_list_that_may_not_be_whole_is_no_answer(
    cloud: Cloud, tidb: HttpTidbCloud, answer: dict[str, Any]
) -> None:
    cloud.put(LIST, answer)
    with pytest.raises(ProviderFault):
        await look_up(tidb)


@pytest.mark.parametrize("answer", [{}, {"endpointState": "ACTIVE"}])
async def test_an_answer_that_is_no_record_does_not_say_that_it_is_gone(
    cloud: Cloud, tidb: HttpTidbCloud, answer: dict[str, Any]
) -> None:
    cloud.put(GET, answer)
    with pytest.raises(ProviderFault):
        await look_up(tidb, "7")


async def test_pages_that_come_again_are_no_answer(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(LIST, records(token="again"))
    with pytest.raises(ProviderFault):
        await look_up(tidb)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(status(404), ProviderFault), (status(404, "<html>"), ProviderFault), (status(403, NOT_THERE), PermissionDenied)],
)
async def test_what_stands_between_does_not_say_that_it_is_gone(
    cloud: Cloud, tidb: HttpTidbCloud, answer: Answer, kind: type[Exception]
) -> None:
    cloud.put(GET, answer)
    with pytest.raises(kind):
        await look_up(tidb, "7")


async def test_with_its_cluster_a_connection_is_gone(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(f"GET /clusters/{CLUSTER}", status(404, NOT_THERE))
    assert await look_up(tidb, "7") is None
