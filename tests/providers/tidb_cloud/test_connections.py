"""Accepting and rejecting: by list, delete and create, with answers that are lost and operators who come second."""

import json
from collections.abc import Callable

import httpx
import pytest

from tests.providers.tidb_cloud.cloud import (
    CLUSTER,
    OTHER_GROUP,
    RECORDS,
    VPCE,
    Answer,
    Cloud,
    cluster,
    record,
    records,
    status,
)
from tui.domain.endpoints import PrivateLinkService
from tui.domain.errors import (
    InvalidRequest,
    NotFound,
    PrivateEndpointError,
    ProviderFault,
    Throttled,
    Unreachable,
)
from tui.providers.tidb_cloud.provider import HttpTidbCloud

ORDERS = PrivateLinkService(CLUSTER, "", "us-west-2")
LIST, POST = f"GET {RECORDS}", f"POST {RECORDS}"
EXISTS = status(400, {"code": 6, "message": "the endpoint already exists"})


@pytest.fixture(autouse=True)
def known(cloud: Cloud) -> None:
    cloud.put(f"GET /clusters/{CLUSTER}", cluster())
    cloud.put(LIST, records())
    cloud.put(POST, record("PENDING"))


def working_but_lost(cloud: Cloud) -> Callable[[httpx.Request], Answer]:
    """A POST that makes the record, and whose answer never comes."""

    def answer(_: httpx.Request) -> Answer:
        cloud.put(LIST, records(record("PENDING")))
        return httpx.ReadTimeout("t")

    return answer


async def test_accepting_creates_the_record(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    await tidb.accept(ORDERS, VPCE)
    assert cloud.lines() == [f"GET /clusters/{CLUSTER}", LIST, POST]
    assert json.loads(cloud.asked[-1].content) == {"endpointId": VPCE}


async def test_accepting_for_another_node_group_needs_no_cluster(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    path = f"/clusters/{CLUSTER}/tidbNodeGroups/{OTHER_GROUP}/privateEndpointConnections"
    cloud.put(f"GET {path}", records())
    cloud.put(f"POST {path}", record("PENDING"))
    await tidb.accept(PrivateLinkService(CLUSTER, OTHER_GROUP), VPCE)
    assert cloud.lines() == [f"GET {path}", f"POST {path}"]


@pytest.mark.parametrize("state", ["ACTIVE", "PENDING"])
async def test_accepting_an_accepted_one_asks_for_nothing(cloud: Cloud, tidb: HttpTidbCloud, state: str) -> None:
    cloud.put(LIST, records(record("FAILED", "1"), record(state, "2")))
    await tidb.accept(ORDERS, VPCE)
    assert cloud.lines("POST") == cloud.lines("DELETE") == []


@pytest.mark.parametrize("row", [record("DISCOVERED", ""), record("ACTIVE", endpoint="vpce-2"), record("NEW")])
async def test_accepting_one_that_is_discovered_or_of_another_endpoint_creates_it(
    cloud: Cloud, tidb: HttpTidbCloud, row: dict[str, object]
) -> None:
    cloud.put(LIST, records(row))
    await tidb.accept(ORDERS, VPCE)
    assert cloud.lines("POST") == [POST]


@pytest.mark.parametrize(("state", "leaving"), [("FAILED", False), ("DELETING", True)])
async def test_a_record_in_the_way_is_told_and_nothing_is_waited_for(
    cloud: Cloud, tidb: HttpTidbCloud, state: str, leaving: bool
) -> None:
    cloud.put(LIST, records(record("DISCOVERED", ""), record(state, "7")))
    with pytest.raises(InvalidRequest, match=VPCE) as raised:
        await tidb.accept(ORDERS, VPCE)
    assert raised.value.retryable is leaving
    assert cloud.lines() == [f"GET /clusters/{CLUSTER}", LIST]


async def test_a_post_that_timed_out_but_worked_is_done_and_not_repeated(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(POST, working_but_lost(cloud))
    await tidb.accept(ORDERS, VPCE)
    assert cloud.lines("POST") == [POST]


@pytest.mark.parametrize(("answer", "kind"), [(httpx.ReadTimeout("t"), Unreachable), (status(504), ProviderFault),
                                              (httpx.RemoteProtocolError("cut"), Unreachable)])  # fmt: skip
async def test_a_post_that_did_not_happen_is_an_error(
    cloud: Cloud, tidb: HttpTidbCloud, answer: Answer, kind: type[PrivateEndpointError]
) -> None:
    cloud.put(POST, answer)
    with pytest.raises(kind):
        await tidb.accept(ORDERS, VPCE)
    assert cloud.lines() == [f"GET /clusters/{CLUSTER}", LIST, POST, LIST]


async def test_a_lost_answer_is_the_error_where_it_cannot_be_looked_up_either(
    cloud: Cloud, tidb: HttpTidbCloud
) -> None:
    cloud.put(LIST, records(), status(500))
    cloud.put(POST, httpx.ReadTimeout("t"))
    with pytest.raises(Unreachable):
        await tidb.accept(ORDERS, VPCE)


@pytest.mark.parametrize("answer", [EXISTS, status(409, {"code": 6, "message": "exists"})])
async def test_who_comes_second_to_another_operator_has_succeeded(
    cloud: Cloud, tidb: HttpTidbCloud, answer: httpx.Response
) -> None:
    cloud.put(LIST, records(), records(record("PENDING")))
    cloud.put(POST, answer)
    await tidb.accept(ORDERS, VPCE)


@pytest.mark.parametrize(("answer", "kind"), [(EXISTS, InvalidRequest), (status(404), NotFound),
                                              (status(429), Throttled)])  # fmt: skip
async def test_a_refusal_is_an_error_where_nobody_accepted_it(
    cloud: Cloud, tidb: HttpTidbCloud, answer: Answer, kind: type[PrivateEndpointError]
) -> None:
    cloud.put(POST, answer)
    with pytest.raises(kind):
        await tidb.accept(ORDERS, VPCE)


@pytest.mark.parametrize("state", ["ACTIVE", "PENDING", "FAILED", "NEW"])
async def test_rejecting_deletes_the_record(cloud: Cloud, tidb: HttpTidbCloud, state: str) -> None:
    cloud.put(LIST, records(record(state, "7")))
    cloud.put(f"DELETE {RECORDS}/7", {})
    await tidb.reject(ORDERS, VPCE)
    assert cloud.lines("DELETE") == [f"DELETE {RECORDS}/7"]


async def test_rejecting_one_that_is_gone_or_going_is_no_error(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(LIST, records(record("ACTIVE", "7")), records(record("DELETING", "7")))
    await tidb.reject(ORDERS, VPCE)
    await tidb.reject(ORDERS, VPCE)
    assert cloud.lines("DELETE") == [f"DELETE {RECORDS}/7"]


@pytest.mark.parametrize("rows", [(), (record("DISCOVERED", ""),), (record("DISCOVERED", "7"),), (record("NEW", ""),)])
async def test_what_nobody_accepted_cannot_be_rejected(
    cloud: Cloud, tidb: HttpTidbCloud, rows: tuple[dict[str, object], ...]
) -> None:
    cloud.put(LIST, records(*rows))
    with pytest.raises(InvalidRequest, match=VPCE) as raised:
        await tidb.reject(ORDERS, VPCE)
    assert raised.value.source == "TiDB"
    assert cloud.lines("DELETE") == []


@pytest.mark.parametrize(("seen", "done"), [(record("DELETING", "7"), True), (status(404), True),
                                            (record("ACTIVE", "7"), False)])  # fmt: skip
async def test_a_delete_whose_answer_was_lost_is_looked_up(
    cloud: Cloud, tidb: HttpTidbCloud, seen: Answer, done: bool
) -> None:
    cloud.put(LIST, records(record("ACTIVE", "7")))
    cloud.put(f"DELETE {RECORDS}/7", httpx.ReadTimeout("t"))
    cloud.put(f"GET {RECORDS}/7", seen)
    if done:
        await tidb.reject(ORDERS, VPCE)
    else:
        with pytest.raises(Unreachable):
            await tidb.reject(ORDERS, VPCE)
    assert len(cloud.lines("DELETE")) == 1


async def test_ids_from_outside_stay_within_their_part_of_the_path(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(LIST, records(record("ACTIVE", "../../9")))
    with pytest.raises(NotFound):
        await tidb.reject(PrivateLinkService("../1?x=", "a/b"), VPCE)
    with pytest.raises(NotFound):
        await tidb.reject(PrivateLinkService("../1?x="), VPCE)
    await tidb.reject(ORDERS, VPCE)
    raw = [each.url.raw_path.decode() for each in cloud.asked]
    assert raw[0].startswith("/v1beta1/clusters/..%2F1%3Fx%3D/tidbNodeGroups/a%2Fb/")
    assert raw[1] == "/v1beta1/clusters/..%2F1%3Fx%3D"
    assert raw[-1].endswith("/privateEndpointConnections/..%2F..%2F9")


async def test_a_service_is_not_ours_to_delete(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    with pytest.raises(InvalidRequest) as raised:
        await tidb.delete_service(ORDERS)
    assert "node group" in raised.value.remedy
    assert cloud.asked == []


async def test_the_record_is_told_as_it_came_in_ascii(cloud: Cloud, tidb: HttpTidbCloud) -> None:
    cloud.put(LIST, records(record("ACTIVE", message="\x1b[2J\u202e", novel={"a": 1})))
    text = await tidb.raw_connection(ORDERS, VPCE)
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)["novel"] == {"a": 1}
    cloud.put(LIST, records())
    with pytest.raises(NotFound):
        await tidb.raw_connection(ORDERS, VPCE)
