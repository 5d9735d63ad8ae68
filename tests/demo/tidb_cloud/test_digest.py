"""HTTP Digest authentication: who is let in, with which nonce, and what the others are told."""

import httpx
import pytest

from tests.demo.running_tidb_cloud import TidbCloudDemo
from tests.demo.tidb_cloud.asking import CLUSTERS, PROJECTS, UNKNOWN_ENDPOINT, refusal
from tui.demo.tidb_cloud.digest import NONCE_S


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_a_nonce_is_good_for_many_requests(demo: TidbCloudDemo, api: httpx.Client, algorithm: str) -> None:
    demo.tidb_cloud.digest.algorithm = algorithm
    for _ in range(3):
        assert api.get(CLUSTERS, params={"pageSize": 1, "regionIds": "aws-us-west-2"}).status_code == 200
    assert [call.authenticated for call in demo.tidb_cloud.calls] == [False, True, True, True]


@pytest.mark.parametrize("api_name", ["dedicated", "iam"])
def test_both_apis_ask_for_the_same_key(demo: TidbCloudDemo, api_name: str) -> None:
    path = {"dedicated": CLUSTERS, "iam": PROJECTS}[api_name]
    with demo.http(api=api_name) as client:
        assert client.get(path).status_code == 200
        assert client.get(path, auth=None).status_code == 401


@pytest.mark.parametrize(
    "auth",
    [
        None,
        httpx.BasicAuth("demo-public", "demo-private"),
        httpx.DigestAuth("demo-public", "wrong"),
        httpx.DigestAuth("unknown", "demo-private"),
    ],
)
def test_whoever_does_not_sign_well_gets_401_with_an_empty_body(api: httpx.Client, auth: httpx.Auth | None) -> None:
    answer = api.get(CLUSTERS, auth=auth)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["WWW-Authenticate"].startswith('Digest realm="tidb.cloud", qop="auth", algorithm=MD5, nonce=')
    assert "stale" not in answer.headers["WWW-Authenticate"]


def test_an_expired_nonce_is_stale_and_the_client_signs_again(demo: TidbCloudDemo, api: httpx.Client) -> None:
    signed = api.get(CLUSTERS).request.headers["Authorization"]
    demo.real_s += NONCE_S + 1
    answer = api.get(CLUSTERS, headers={"Authorization": signed}, auth=None)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["WWW-Authenticate"].endswith(", stale=true")
    assert api.get(CLUSTERS).status_code == 200


def test_nonces_expire_on_order(demo: TidbCloudDemo, api: httpx.Client) -> None:
    api.get(CLUSTERS)
    demo.expire_nonces()
    assert api.get(CLUSTERS).status_code == 200
    assert [call.authenticated for call in demo.tidb_cloud.calls] == [False, True, False, True]


def test_a_signature_is_good_once(api: httpx.Client) -> None:
    signed = api.get(CLUSTERS).request.headers["Authorization"]
    answer = api.get(CLUSTERS, headers={"Authorization": signed}, auth=None)
    assert answer.status_code == 401
    assert "stale" not in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(("method", "path"), [("GET", f"{CLUSTERS}?pageSize=1"), ("DELETE", CLUSTERS)])
def test_a_signature_is_for_one_method_and_target(
    demo: TidbCloudDemo, api: httpx.Client, method: str, path: str
) -> None:
    auth = httpx.DigestAuth("demo-public", "demo-private")
    flow = auth.auth_flow(httpx.Request("GET", f"{demo.dedicated_url}{CLUSTERS}"))
    next(flow)
    unsigned = api.get(CLUSTERS, auth=None)
    signed = flow.send(unsigned).headers["Authorization"]
    assert api.request(method, path, headers={"Authorization": signed}, auth=None).status_code == 401
    assert api.get(CLUSTERS, headers={"Authorization": signed}, auth=None).status_code == 200


def test_a_key_with_a_narrow_role_reads_only(demo: TidbCloudDemo) -> None:
    with demo.http("demo-viewer") as viewer:
        assert viewer.get(CLUSTERS).status_code == 200
        path = demo.connections_path("orders-prod")
        made = viewer.post(path, json={"endpointId": UNKNOWN_ENDPOINT})
        assert refusal(made)[:2] == refusal(viewer.delete(f"{path}/1"))[:2] == (403, 7)
        assert UNKNOWN_ENDPOINT not in viewer.get(path, params={"pageSize": 100}).text
