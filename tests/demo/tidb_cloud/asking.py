"""What the tests ask TiDB Cloud again and again."""

from typing import Any

import httpx

EVERYWHERE = "/v1beta1/clusters/-/tidbNodeGroups/-/privateEndpointConnections"
CLUSTERS = "/v1beta1/clusters"
PROJECTS = "/v1beta1/projects"
UNKNOWN_ENDPOINT = "vpce-0123456789abcdef0"

Row = dict[str, Any]


def rows(api: httpx.Client, path: str, **query: Any) -> list[Row]:
    """The rows of one page of a list."""
    answer = api.get(path, params={"pageSize": 100} | query).raise_for_status().json()
    found: list[Row] = next(value for value in answer.values() if isinstance(value, list))
    return found


def states(api: httpx.Client) -> dict[str, str]:
    """Endpoint ID to state, over all clusters."""
    return {row["endpointId"]: row["endpointState"] for row in rows(api, EVERYWHERE)}


def connection(api: httpx.Client, endpoint_id: str) -> Row:
    """The row of an endpoint, wherever it is."""
    return next(row for row in rows(api, EVERYWHERE) if row["endpointId"] == endpoint_id)


def path_of(row: Row) -> str:
    """Where a listed connection is read and deleted."""
    groups = f"{CLUSTERS}/{row['clusterId']}/tidbNodeGroups/{row['tidbNodeGroupId']}"
    return f"{groups}/privateEndpointConnections/{row['privateEndpointConnectionId']}"


def refusal(answer: httpx.Response) -> tuple[int, int, str]:
    """HTTP status, code and message of an error in the vendor's shape."""
    body = answer.json()
    assert body.keys() == {"code", "message", "details"}
    return answer.status_code, body["code"], body["message"]
