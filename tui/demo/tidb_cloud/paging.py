"""Pages of a list."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tui.demo.tidb_cloud.refusal import invalid

USUAL = 10
MOST = 100


def page(key: str, rows: Sequence[Any], query: Mapping[str, Any], usual: int = USUAL) -> dict[str, Any]:
    """The page of `rows` that `query` asks for; `nextPageToken` is empty on the last one."""
    if min(query.get("pageSize", 0), query.get("skip", 0)) < 0:
        raise invalid("pageSize and skip must not be negative")
    size = min(query.get("pageSize") or usual, MOST)
    start = position(query) if query.get("pageToken") else query.get("skip", 0)
    stop = start + size
    following = token(stop, query) if stop < len(rows) else ""
    return {key: rows[start:stop], "totalSize": len(rows), "nextPageToken": following}


def token(start: int, query: Mapping[str, Any]) -> str:
    """What a client hands back, with the same other parameters, to go on at row `start`."""
    return base64.urlsafe_b64encode(json.dumps([start, _others(query)]).encode()).decode()


def position(query: Mapping[str, Any]) -> int:
    """The row that `pageToken` stands for."""
    try:
        start, others = json.loads(base64.urlsafe_b64decode(query["pageToken"]))
    except (ValueError, TypeError, binascii.Error) as error:
        raise invalid("pageToken is not one of ours") from error
    if others != _others(query):
        raise invalid("all other parameters must match those that came with pageToken")
    return int(start)


def _others(query: Mapping[str, Any]) -> list[list[Any]]:
    return [[name, value] for name, value in sorted(query.items()) if name != "pageToken"]
