"""What comes in and goes out, free of WSGI."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import parse_qsl

TIDB_CLOUD = "tidb-cloud/"
"""What the paths of TiDB Cloud's APIs begin with, and those of its controls below the demo's own."""


@dataclass(frozen=True, slots=True)
class Request:
    """A call of one of the two APIs."""

    api: str
    """`dedicated` or `iam`."""
    method: str
    path: str
    """Such as `/v1beta1/clusters`."""
    query: str
    target: str
    """Path and query as they were sent, which is what Digest signs."""
    authorization: str
    body: bytes

    @classmethod
    def read(cls, environ: dict[str, Any]) -> Self:
        """What a WSGI server hands over."""
        api, _, path = environ["PATH_INFO"].removeprefix(f"/{TIDB_CLOUD}").partition("/")
        return cls(
            api,
            environ["REQUEST_METHOD"],
            f"/{path}",
            environ.get("QUERY_STRING", ""),
            environ["REQUEST_URI"],
            environ.get("HTTP_AUTHORIZATION", ""),
            environ["wsgi.input"].read(),
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query, in order."""
        return parse_qsl(self.query, keep_blank_values=True)


@dataclass(slots=True)
class Answer:
    """A status, headers and a body."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, status: int, body: Any) -> Self:
        """A JSON body."""
        return cls(status, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def send(self, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer by WSGI."""
        headers = self.headers | {"Content-Length": str(len(self.body))}
        start_response(f"{int(self.status)} {HTTPStatus(self.status).phrase}", list(headers.items()))
        return [self.body]
