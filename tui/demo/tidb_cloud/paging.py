"""Pages of a list."""

import base64
import binascii
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
    start = position(query.get("pageToken", "")) + query.get("skip", 0)
    stop = start + size
    return {key: rows[start:stop], "totalSize": len(rows), "nextPageToken": token(stop) if stop < len(rows) else ""}


def token(start: int) -> str:
    """What a client hands back to go on at row `start`."""
    return base64.urlsafe_b64encode(f"row {start}".encode()).decode()


def position(text: str) -> int:
    """The row that a token stands for."""
    try:
        return int(base64.urlsafe_b64decode(text).decode().removeprefix("row ")) if text else 0
    except (ValueError, binascii.Error) as error:
        raise invalid(f"the page token {text!r} is invalid") from error
