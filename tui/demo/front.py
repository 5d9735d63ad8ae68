"""The front door: who is calling, what was called, faults on order, and never anything but AWS's XML or JSON."""

import io
import json
import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from tui.demo import price_list
from tui.demo.cloud import Cloud
from tui.demo.tidb_cloud.request import TIDB_CLOUD

if TYPE_CHECKING:
    from tui.demo.tidb_cloud.api import TidbCloud

OPERATOR = "111122223333"
SERVICE = "444455556666"
ANALYTICS = "222233334444"
"""The operator's second account."""
ACCOUNTS = {"demo-operator": OPERATOR, "demo-service": SERVICE, "demo-analytics": ANALYTICS}
"""Access key to account; any other key is the operator's."""

REMEMBERED_CALLS = 10_000
CONTROL = "/tidb-pe-demo/"
TARGET = "HTTP_X_AMZ_TARGET"
"""What the services that speak JSON name their operation in, after a dot."""
CREDENTIAL = re.compile(r"Credential=(?P<key>[^/]+)/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/")
FILTER = re.compile(r"filter '(?P<name>[^']*)'")
XML = """<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>{}</Code><Message>{}</Message></Error></Errors><RequestID>demo</RequestID></Response>"""

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
App = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Call:
    """A request to AWS."""

    operation: str
    account: str
    region: str


@dataclass(slots=True)
class Fault:
    """An answer on order for the next `times` calls of `operation`."""

    operation: str
    code: str
    status: int = 400
    message: str = "On order."
    times: int = 1


@dataclass
class FrontDoor:
    """The WSGI application around moto's."""

    app: App
    cloud: Cloud
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=REMEMBERED_CALLS))
    faults: list[Fault] = field(default_factory=list)
    tidb_cloud: "TidbCloud | None" = None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        if environ["PATH_INFO"].startswith(CONTROL):
            return self._control(environ["PATH_INFO"].removeprefix(CONTROL), body, start_response)
        if self.tidb_cloud and environ["PATH_INFO"].startswith(f"/{TIDB_CLOUD}"):
            return self.tidb_cloud(environ, start_response)
        call = _call(environ, body)
        self.calls.append(call)
        if fault := self._fault(call.operation):
            refuse = _json_error if TARGET in environ else _error
            return refuse(start_response, fault.status, fault.code, fault.message)
        if call.operation == "GetProducts":
            return _json(start_response, "200 OK", price_list.get_products(json.loads(body)))
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = call.account
        return self._answer(environ, start_response)

    def _answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return self.app(environ, start_response)
        except NotImplementedError as error:
            if unknown := FILTER.search(str(error)):
                return _error(start_response, 400, "InvalidFilter", f"The filter '{unknown['name']}' is invalid")
            return _error(start_response, 400, "InvalidAction", f"The demo does not have this call: {error}")
        except Exception as error:  # noqa: BLE001 - whatever moto trips over, AWS's clients read XML
            return _error(start_response, 500, "InternalError", f"{type(error).__name__}: {error}")

    def _fault(self, operation: str) -> Fault | None:
        with self.cloud.lock:
            fault = next((fault for fault in self.faults if fault.operation == operation and fault.times > 0), None)
            if fault:
                fault.times -= 1
            return fault

    def _control(self, name: str, body: bytes, start_response: StartResponse) -> Iterable[bytes]:
        """For tests: order a fault, let time pass, read the calls made so far."""
        wanted = json.loads(body or b"{}")
        calls = [asdict(call) for call in self.calls]
        match name:
            case "fail":
                self.faults.append(Fault(**wanted))
            case "advance":
                self.cloud.clock.advance(wanted["seconds"])
            case _ if self.tidb_cloud and name.startswith(TIDB_CLOUD):
                calls = self.tidb_cloud.control(name.removeprefix(TIDB_CLOUD), wanted)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(calls).encode()]


def _call(environ: Environ, body: bytes) -> Call:
    found = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    target = environ.get(TARGET, "").rpartition(".")[2]
    operation = target or parse_qs(body.decode("utf-8", "replace")).get("Action", [""])[0]
    if found is None:
        return Call(operation, OPERATOR, "")
    return Call(operation, ACCOUNTS.get(found["key"], OPERATOR), found["region"])


def _error(start_response: StartResponse, status: int, code: str, message: str) -> Iterable[bytes]:
    start_response(f"{status} {code}", [("Content-Type", "text/xml;charset=UTF-8")])
    return [XML.format(escape(code), escape(message)).encode()]


def _json_error(start_response: StartResponse, status: int, code: str, message: str) -> Iterable[bytes]:
    return _json(start_response, f"{status} {code}", {"__type": code, "message": message})


def _json(start_response: StartResponse, status: str, answer: dict[str, Any]) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", "demo")])
    return [json.dumps(answer).encode()]
