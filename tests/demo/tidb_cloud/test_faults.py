"""Bad days on order, in this process and from another."""

from typing import Any

import httpx
import pytest

from tests.demo.parties import DELETION_S, Operator
from tests.demo.running_tidb_cloud import HTML, TidbCloudDemo
from tests.demo.tidb_cloud.asking import CLUSTERS, EVERYWHERE, UNKNOWN_ENDPOINT, connection, refusal, rows, states
from tui.demo.tidb_cloud.api import ApiCall

PORTAL = "<!doctype html><title>Sign in to the network</title>"


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (401, "", {}),
        (403, '{"code": 7, "message": "no", "details": []}', {"Content-Type": "application/json"}),
        (404, '{"code": 5, "message": "no", "details": []}', {"Content-Type": "application/json"}),
        (429, '{"code": 49900007, "message": "no", "details": []}', {"X-Ratelimit-Remaining-Minute": "0"}),
        (500, "<h1>Internal Server Error</h1>", HTML),
        (502, "<h1>Bad Gateway</h1>", HTML),
        (200, PORTAL, HTML),
        (200, '{"clusters": [{"clus', {"Content-Type": "application/json"}),
    ],
)
def test_an_answer_on_order_comes_as_often_as_ordered(
    demo: TidbCloudDemo, api: httpx.Client, status: int, body: str, headers: dict[str, str]
) -> None:
    demo.fault("*_ListClusters", status=status, body=body, headers=headers, times=2)
    for _ in range(2):
        answer = api.get(CLUSTERS)
        assert (answer.status_code, answer.text) == (status, body)
        assert headers.items() <= {name: answer.headers[name] for name in headers}.items()
        assert "X-Debug-Trace-Id" in answer.headers
    assert rows(api, CLUSTERS)


@pytest.mark.parametrize(
    "where", ["ClusterService_GetCluster", "*_GetCluster", "GET /v1beta1/clusters/*", f"* {CLUSTERS}/1"]
)
def test_a_fault_is_for_an_operation_or_for_a_method_and_path(
    demo: TidbCloudDemo, api: httpx.Client, where: str
) -> None:
    demo.fault(where, status=500)
    assert api.get(CLUSTERS).status_code == 200
    assert api.get(f"{CLUSTERS}/1").status_code == 500


def test_a_handshake_uses_up_no_fault(demo: TidbCloudDemo, api: httpx.Client) -> None:
    demo.fault("*", status=502)
    assert api.get(CLUSTERS, auth=None).status_code == 401
    assert [api.get(CLUSTERS).status_code for _ in range(2)] == [502, 200]


def test_a_connection_is_cut(demo: TidbCloudDemo, api: httpx.Client) -> None:
    api.get(CLUSTERS)
    demo.fault("*_ListClusters", cut=True)
    with pytest.raises(httpx.RemoteProtocolError):
        api.get(CLUSTERS)
    assert api.get(CLUSTERS).status_code == 200


@pytest.mark.parametrize(("done", "state"), [(False, None), (True, "PENDING")])
def test_an_answer_is_lost_before_or_after_the_deed(
    demo: TidbCloudDemo, api: httpx.Client, done: bool, state: str | None
) -> None:
    api.get(CLUSTERS)
    demo.fault("*_CreatePrivateEndpointConnection", cut=True, done=done)
    with pytest.raises(httpx.RemoteProtocolError):
        api.post(demo.connections_path("orders-prod"), json={"endpointId": UNKNOWN_ENDPOINT})
    assert states(api).get(UNKNOWN_ENDPOINT) == state


def test_a_gateway_gives_up_after_the_deed(demo: TidbCloudDemo, api: httpx.Client, operator: Operator) -> None:
    row = connection(api, operator.endpoint("orders-api")["VpcEndpointId"])
    demo.fault("DELETE *", status=504, body="<h1>Gateway Timeout</h1>", headers=HTML, done=True)
    path = f"{demo.connections_path('orders-prod')}/{row['privateEndpointConnectionId']}"
    assert api.delete(path).status_code == 504
    assert states(api)[row["endpointId"]] == "DELETING"


def test_a_slow_answer_has_done_its_deed(demo: TidbCloudDemo, api: httpx.Client) -> None:
    api.get(CLUSTERS)
    demo.fault("*_CreatePrivateEndpointConnection", delay_s=30.0)
    with pytest.raises(httpx.ReadTimeout):
        api.post(demo.connections_path("orders-prod"), json={"endpointId": UNKNOWN_ENDPOINT}, timeout=0.2)
    assert states(api)[UNKNOWN_ENDPOINT] == "PENDING"


@pytest.mark.parametrize(
    ("path", "changes", "unchecked"),
    [
        (EVERYWHERE, {"privateEndpointConnections/*/endpointState": "SUSPENDED"}, True),
        (EVERYWHERE, {"privateEndpointConnections/*/endpointState": ""}, True),
        (EVERYWHERE, {"privateEndpointConnections/*/host": ""}, False),
        (EVERYWHERE, {"privateEndpointConnections/0/message": "The VPC Endpoint Id is gone"}, False),
        (EVERYWHERE, {"nextPageToken": "for ever"}, False),
        (CLUSTERS, {"clusters/*/state": "HIBERNATING"}, True),
    ],
)
def test_an_answer_changes_its_shape(
    demo: TidbCloudDemo, api: httpx.Client, path: str, changes: dict[str, str], unchecked: bool
) -> None:
    before = api.get(path).json()
    demo.fault(f"GET {path}", set=changes, unchecked=unchecked)
    after = api.get(path)
    ((where, value),) = changes.items()
    key, _, rest = where.partition("/")
    which, _, name = rest.partition("/")
    if not rest:
        before[key] = value
    for row in before[key][: None if which == "*" else 1] if rest else []:
        row[name] = value
    assert (after.status_code, after.json()) == (200, before)


def test_zones_are_told_by_name(demo: TidbCloudDemo, api: httpx.Client) -> None:
    demo.fault("*_GetPrivateLinkService", set={"availableZones": ["us-west-2a", "us-west-2b"]})
    service = api.get(f"{demo.group_path('orders-prod')}/privateLinkService").json()
    assert service["availableZones"] == ["us-west-2a", "us-west-2b"]


@pytest.mark.parametrize(("shift", "second"), [(-1, slice(2, 5)), (1, slice(4, 7))])
def test_rows_move_between_two_pages(demo: TidbCloudDemo, api: httpx.Client, shift: int, second: slice) -> None:
    whole = rows(api, CLUSTERS)
    demo.fault("*_ListClusters", shift=shift)
    first: dict[str, Any] = api.get(CLUSTERS, params={"pageSize": 3}).json()
    assert first["clusters"] == whole[:3]
    query = {"pageSize": 3, "pageToken": first["nextPageToken"]}
    assert api.get(CLUSTERS, params=query).json()["clusters"] == whole[second]
    assert api.get(CLUSTERS, params=query).json()["clusters"] == whole[3:6]


def test_a_cluster_is_deleted_behind_the_programs_back(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    name = api.get(f"{demo.group_path('orders-prod')}/privateLinkService").json()["serviceName"]
    demo.delete_cluster("orders-prod")
    assert refusal(api.get(f"{CLUSTERS}/{demo.id_of('orders-prod')}"))[:2] == (404, 5)
    assert refusal(api.get(demo.connections_path("orders-prod")))[:2] == (404, 5)
    assert {row["clusterDisplayName"] for row in rows(api, EVERYWHERE)} == {"analytics-eu"}
    assert {operator.state(each) for each in ("orders-reporting", "reporting-bi", "orders-legacy")} == {"rejected"}
    demo.advance(DELETION_S)
    names = operator.ec2.describe_vpc_endpoint_services()["ServiceNames"]
    assert name not in names


def test_a_connection_is_deleted_behind_the_programs_back(
    demo: TidbCloudDemo, api: httpx.Client, operator: Operator
) -> None:
    vpce = operator.endpoint("orders-reporting")["VpcEndpointId"]
    demo.delete_connection(vpce)
    assert vpce not in states(api)
    assert operator.state(vpce) == "rejected"


def test_calls_are_listed(demo: TidbCloudDemo, api: httpx.Client) -> None:
    api.get(CLUSTERS, params={"pageSize": 1})
    assert list(demo.tidb_cloud.calls) == [
        ApiCall("GET", CLUSTERS, "pageSize=1", authenticated=False, status=401),
        ApiCall("GET", CLUSTERS, "pageSize=1", authenticated=True, status=200),
    ]
    assert demo.api_calls("GET", "/clusters") == [demo.tidb_cloud.calls[1]]
    assert demo.api_calls("POST") == []


def test_another_process_has_the_same_controls(demo: TidbCloudDemo, api: httpx.Client) -> None:
    demo.control("POST", "tidb-cloud/fail", {"where": "*", "status": 502})
    assert api.get(CLUSTERS).status_code == 502
    demo.control("POST", "tidb-cloud/delete-cluster", {"name": "orders-prod"})
    demo.control("POST", "tidb-cloud/expire-nonces")
    demo.control("POST", "tidb-cloud/rate-limit", {"limit": 1})
    calls = demo.control("GET", "tidb-cloud/calls")
    assert calls[-1] == {"method": "GET", "path": CLUSTERS, "query": "", "authenticated": True, "status": 502}
    assert api.get(CLUSTERS).status_code == 429
    assert demo.control("GET", "calls") == []  # AWS's are listed apart
