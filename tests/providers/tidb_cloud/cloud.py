"""TiDB Cloud's answers, to be given in the place of the network."""

from collections.abc import Callable
from typing import Any

import httpx

from tui.providers.tidb_cloud.access import ApiKey, TidbCloudAccess
from tui.providers.tidb_cloud.budget import RequestBudget
from tui.providers.tidb_cloud.provider import HttpTidbCloud

PUBLIC, PRIVATE = "PUBLIC01", "0f8d1c6a-private-half-of-the-key"
CLUSTER, GROUP, OTHER_GROUP, PROJECT = "10757937805044000001", "1900000000000000001", "1900000000000000002", "77"
VPCE = "vpce-0123456789abcdef0"
SERVICE_NAME = "com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0"
HOST = "privatelink-19000001.abcdef.clusters.tidb-cloud.com"
GROUPS = f"/clusters/{CLUSTER}/tidbNodeGroups"
SERVICE = f"{GROUPS}/{GROUP}/privateLinkService"
RECORDS = f"{GROUPS}/{GROUP}/privateEndpointConnections"
EVERYWHERE = "/clusters/-/tidbNodeGroups/-/privateEndpointConnections"
TRACE = "trace-0001"

Answer = dict[str, Any] | httpx.Response | Exception | Callable[[httpx.Request], "Answer"]


def node_group(
    id_: str = GROUP, name: str = "DefaultGroup", *, default: bool = True, host: str = HOST
) -> dict[str, Any]:
    endpoints = [
        {"host": "tidb.abcdef.clusters.tidb-cloud.com", "port": 4000, "connectionType": "PUBLIC"},
        {"host": host, "port": 4001, "connectionType": "PRIVATE_ENDPOINT"},
    ]
    return {"tidbNodeGroupId": id_, "displayName": name, "isDefaultGroup": default, "endpoints": endpoints}


def cluster(id_: str = CLUSTER, name: str = "orders-prod", **fields: Any) -> dict[str, Any]:
    return {
        "clusterId": id_,
        "displayName": name,
        "regionId": "aws-us-west-2",
        "cloudProvider": "aws",
        "labels": {"tidb.cloud/project": PROJECT},
        "state": "ACTIVE",
        "version": "v8.5.3",
        "port": 4000,
        "tidbNodeSetting": {"tidbNodeGroups": [node_group()]},
    } | fields


def service(group: str = GROUP, **fields: Any) -> dict[str, Any]:
    return {
        "tidbNodeGroupId": group,
        "serviceName": SERVICE_NAME,
        "serviceDnsName": HOST,
        "availableZones": ["usw2-az1", "usw2-az2", "usw2-az3"],
        "state": "ACTIVE",
        "regionId": "aws-us-west-2",
        "cloudProvider": "aws",
    } | fields


def record(state: str = "ACTIVE", id_: str = "1", endpoint: str = VPCE, **fields: Any) -> dict[str, Any]:
    return {
        "privateEndpointConnectionId": id_,
        "clusterId": CLUSTER,
        "tidbNodeGroupId": GROUP,
        "endpointId": endpoint,
        "endpointState": state,
        "message": "",
        "regionId": "aws-us-west-2",
        "cloudProvider": "aws",
    } | fields


def records(*rows: dict[str, Any], token: str = "") -> dict[str, Any]:
    return {"privateEndpointConnections": list(rows), "nextPageToken": token}


def status(code: int, body: Any = None, **headers: str) -> httpx.Response:
    """An answer of this status; a text is HTML, nothing is an empty body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()} | {"X-Debug-Trace-Id": TRACE}
    if isinstance(body, dict | list):
        return httpx.Response(code, json=body, headers=named)
    return httpx.Response(code, text=body or "", headers=named)


class Cloud:
    """Answers each request from what was put there for it: in turn, the last one for ever; 404 where nothing was."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self._answers: dict[str, list[Answer]] = {}
        self.now_s = 0.0
        self.budget = RequestBudget(lambda: self.now_s)

    def put(self, request: str, *answers: Answer) -> None:
        """`request` is such as `GET /clusters`."""
        self._answers[request] = list(answers)

    def provider(self, *projects: str) -> HttpTidbCloud:
        access = TidbCloudAccess(ApiKey(PUBLIC, PRIVATE))
        return HttpTidbCloud(access, projects, self.budget, transport=httpx.MockTransport(self._answer))

    def lines(self, method: str = "") -> list[str]:
        """What was asked, `GET /clusters` each, in order."""
        return [_line(each) for each in self.asked if each.method.startswith(method)]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        waiting = self._answers.get(_line(request), [status(404, {"code": 5, "message": "not found"})])
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        while callable(answer):
            answer = answer(request)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, dict):
            return status(200, answer)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


def _line(request: httpx.Request) -> str:
    return f"{request.method} {request.url.path.removeprefix('/v1beta1')}"
