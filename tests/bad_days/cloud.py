"""A tiny AWS on 127.0.0.1 that answers from a table, has a bad day on order, and remembers what it was asked."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

from tests.bad_days.answers import PRODUCT, USUAL, answer, refusal
from tests.providers.servers import http, price_list

PATIENCE_S = 10
"""How long a connection without an answer is held, if the client does not hang up before."""


@dataclass(frozen=True, slots=True)
class Day:
    """What AWS does instead of answering."""

    name: str
    answer: bytes | None
    """What is sent, as it stands; empty: hangs up; None: nothing, and the line stays open."""
    in_json: bytes = b""
    """The same to a service that speaks JSON, where it is not."""


def refused(name: str, code: str, status: str) -> Day:
    told = json.dumps({"__type": code, "message": "On order."})
    return Day(name, http(status, refusal(code), "text/xml"), http(status, told, "application/x-amz-json-1.1"))


THROTTLED = refused("throttled", "RequestLimitExceeded", "503 Service Unavailable")
FAILED = refused("500", "InternalError", "500 Internal Server Error")
UNAVAILABLE = refused("503", "Unavailable", "503 Service Unavailable")
CUT = Day("cut connection", b"")
SILENT = Day("no answer", None)
PORTAL = Day("a portal's page", http("200 OK", "<html><body>Sign in to the hotel's network</body></html>"))
HALF = Day("half an answer", http("200 OK", "<Response><requestId>r</reque", "text/xml"))
UNAUTHORIZED = refused("UnauthorizedOperation", "UnauthorizedOperation", "403 Forbidden")
AUTH_FAILURE = refused("AuthFailure", "AuthFailure", "401 Unauthorized")
EXPIRED = refused("RequestExpired", "RequestExpired", "400 Bad Request")
NOT_YET = refused("NotFound just after create", "InvalidVpcEndpointId.NotFound", "400 Bad Request")
INCORRECT = refused("IncorrectState", "IncorrectState", "400 Bad Request")


@dataclass
class BadCloud:
    """Answers every operation as usual, but `operation` as `day` has it."""

    url: str = ""
    day: Day | None = None
    operation: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    """What is answered other than usual until `operation` was asked for the first time."""
    after: Mapping[str, str] = field(default_factory=dict)
    """The same from then on."""
    asked: list[dict[str, str]] = field(default_factory=list)
    """The parameters of every request, in order."""

    def begin(
        self, day: Day | None, operation: str, before: Mapping[str, str], after: Mapping[str, str] | None = None
    ) -> None:
        """Let a day begin; `after` None: the operation changes nothing."""
        self.day, self.operation, self.before = day, operation, before
        self.after = before if after is None else after
        self.asked.clear()

    def count(self, operation: str) -> int:
        return Counter(each["Action"] for each in self.asked)[operation]

    def answer(self, parameters: dict[str, str]) -> bytes | None:
        """What to send."""
        self.asked.append(parameters)
        operation = parameters["Action"]
        if self.day and operation == self.operation:
            return (self.day.in_json if operation == "GetProducts" else b"") or self.day.answer
        if operation == "GetProducts":
            return price_list(PRODUCT)
        changed = self.after if self.count(self.operation) else self.before
        return http("200 OK", answer(operation, (USUAL | dict(changed)).get(operation, "")), "text/xml")


@contextmanager
def bad_cloud() -> Iterator[BadCloud]:
    cloud = BadCloud()

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE_S

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            target = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
            sent = cloud.answer({"Action": target} if target else dict(parse_qsl(body)))
            self.wfile.write(sent) if sent is not None else self.rfile.read(1)

        def log_message(self, *_: Any) -> None:
            """Nothing goes to the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        cloud.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield cloud
        finally:
            server.shutdown()
            thread.join(timeout=PATIENCE_S)
