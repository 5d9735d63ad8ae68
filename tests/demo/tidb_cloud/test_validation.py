"""The vendor's descriptions: what is kept of them, and that nothing passes which they do not have."""

import json
from typing import Any

import httpx
import pytest

from tests.demo.running_tidb_cloud import TidbCloudDemo
from tests.demo.tidb_cloud.asking import CLUSTERS, EVERYWHERE, PROJECTS, UNKNOWN_ENDPOINT, refusal, rows
from tui.assets import demo_file
from tui.demo.tidb_cloud import schema
from tui.demo.tidb_cloud.api import DESCRIPTIONS
from tui.demo.tidb_cloud.routes import ROUTES


def test_the_descriptions_have_what_is_answered_and_nothing_else() -> None:
    described = {operation.id for each in DESCRIPTIONS.values() for operation in each.operations}
    assert described == ROUTES.keys()


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_every_definition_that_is_kept_is_referred_to(name: str) -> None:
    text = demo_file(f"tidb-cloud-{name}.json").read_text("utf-8")
    definitions = json.loads(text)["definitions"]
    assert {each for each in definitions if f'"#/definitions/{each}"' in text} == definitions.keys()
    assert text.count('"$ref": "#/definitions/') >= len(definitions)


@pytest.mark.parametrize(
    ("path", "query", "word"),
    [
        (CLUSTERS, {"colour": "red"}, "colour"),
        (CLUSTERS, {"pageSize": "ten"}, "pageSize"),
        (CLUSTERS, {"pageSize": str(2**31)}, "pageSize"),
        (CLUSTERS, {"projectId": ["1", "2"]}, "projectId"),
        (CLUSTERS, {"clusterStates": ["SLEEPING"]}, "clusterStates"),
        (EVERYWHERE, {"cloudProvider": "AWS"}, "cloudProvider"),
        (EVERYWHERE, {"page_size": "10"}, "page_size"),
        (f"{CLUSTERS}/1", {"pageSize": "1"}, "pageSize"),
    ],
)
def test_a_query_that_is_not_described_is_refused(
    api: httpx.Client, path: str, query: dict[str, Any], word: str
) -> None:
    status, code, message = refusal(api.get(path, params=query))
    assert (status, code) == (400, 3)
    assert word in message


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"[]", "object"),
        (b"{}", "endpointId"),
        (b'{"endpointId": 7}', "string"),
        (b'{"endpointId": null}', "string"),
        (b'{"endpointId": "vpce-0123456789abcdef0", "colour": "red"}', "colour"),
        (b'{"endpointId": "vpce-0123456789abcdef0", "endpointState": "ACTIVE"}', "read only"),
        (b'{"endpointId": "eni-0123456789abcdef0"}', "eni-"),
    ],
)
def test_a_body_that_is_not_described_is_refused(
    demo: TidbCloudDemo, api: httpx.Client, body: bytes, word: str
) -> None:
    path = demo.connections_path("orders-prod")
    before = rows(api, path)
    status, code, message = refusal(api.post(path, content=body))
    assert (status, code) == (400, 3)
    assert word in message
    assert rows(api, path) == before


def test_an_address_may_be_given_empty_or_null(demo: TidbCloudDemo, api: httpx.Client) -> None:
    """The vendor's Terraform provider sends it empty; the description has it nullable."""
    for endpoint, address in ((UNKNOWN_ENDPOINT, ""), ("vpce-0123456789abcdef1", None)):
        body = {"endpointId": endpoint, "privateIpAddress": address}
        assert api.post(demo.connections_path("orders-prod"), json=body).status_code == 200


def test_no_read_takes_a_body(api: httpx.Client) -> None:
    assert refusal(api.request("GET", CLUSTERS, content=b"{}"))[:2] == (400, 3)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1beta1/regions"),
        ("POST", CLUSTERS),
        ("PATCH", f"{CLUSTERS}/1"),
        ("GET", "/clusters"),
        ("GET", f"{CLUSTERS}/1:pauseCluster"),
        ("GET", f"{CLUSTERS}/1"),
        ("GET", f"{CLUSTERS}/{TidbCloudDemo.id_of('orders-prod')}/tidbNodeGroups/1"),
    ],
)
def test_what_is_not_there_is_not_found(api: httpx.Client, method: str, path: str) -> None:
    assert refusal(api.request(method, path))[:2] == (404, 5)


def test_a_group_is_found_only_below_its_own_cluster(demo: TidbCloudDemo, api: httpx.Client) -> None:
    elsewhere = demo.group_path("orders-prod").replace(demo.id_of("orders-prod"), demo.id_of("checkout-prod"))
    assert refusal(api.get(elsewhere))[:2] == (404, 5)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        (CLUSTERS, {"projectId": "1"}, 403),
        (EVERYWHERE, {"projectId": "1"}, 403),
        (f"{CLUSTERS}/-/tidbNodeGroups/1/privateEndpointConnections", {}, 400),
        (f"{CLUSTERS}/1/tidbNodeGroups/-/privateEndpointConnections", {"projectId": "1"}, 400),
    ],
)
def test_wildcards_and_projects_go_together(api: httpx.Client, path: str, query: dict[str, str], status: int) -> None:
    assert refusal(api.get(path, params=query))[0] == status


def test_iam_words_its_errors_in_its_own_shape(demo: TidbCloudDemo) -> None:
    with demo.http(api="iam") as iam:
        answer = iam.get(PROJECTS, params={"colour": "red"})
        assert (answer.status_code, answer.json()["status"], answer.json()["code"]) == (400, 400, "3")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"clusters/*/state": "SLEEPING"}, "SLEEPING"),
        ({"clusters/*/port": "4000"}, "integer"),
        ({"clusters/0/port": 80}, "1024"),
        ({"clusters/0/colour": "red"}, "colour"),
        ({"clusters/0/createTime": "yesterday"}, "date-time"),
        ({"totalSize": 2**31}, "int32"),
        ({"clusters/0/tikvNodeSetting": {}}, "required"),
    ],
)
def test_an_answer_of_ours_that_does_not_fit_is_an_error_of_ours(
    demo: TidbCloudDemo, api: httpx.Client, changes: dict[str, Any], word: str
) -> None:
    demo.fault("*_ListClusters", set=changes)
    status, code, message = refusal(api.get(CLUSTERS))
    assert (status, code) == (500, 13)
    assert message.startswith("the demo's own answer does not fit the description")
    assert word in message


def test_every_operation_answers_what_its_description_has(demo: TidbCloudDemo, api: httpx.Client) -> None:
    """A 200 has passed the check; here over all clusters in all their states."""
    for project in ("payments", "analytics"):
        for cluster in rows(api, CLUSTERS, projectId=demo.id_of(project)):
            assert api.get(f"/v1beta1/{cluster['name']}").json() == cluster
            groups = rows(api, f"/v1beta1/{cluster['name']}/tidbNodeGroups")
            assert groups == cluster["tidbNodeSetting"]["tidbNodeGroups"]
            for group in groups:
                path = f"/v1beta1/{cluster['name']}/{group['name']}"
                assert api.get(path).json() == group
                service = api.get(f"{path}/privateLinkService").json()
                assert service["name"] == f"{group['name']}/privateLinkService"


@pytest.mark.parametrize(
    ("rules", "value", "fits"),
    [
        ({"type": "object", "properties": {}}, {}, True),
        ({"type": "object", "properties": {}}, {"a": 1}, False),
        ({"type": "object", "properties": {"a": {}}, "additionalProperties": {}}, {"b": 1}, True),
        ({"type": "string", "x-nullable": True}, None, True),
        ({"type": "string"}, None, False),
        ({"type": "integer"}, True, False),
    ],
)
def test_schemas_are_read_strictly(rules: dict[str, Any], value: object, fits: bool) -> None:
    assert (schema.problem(rules, "", value, request=False) == "") is fits
