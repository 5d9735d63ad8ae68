"""TiDB Cloud's Dedicated API and the project list of its IAM API, by the published descriptions.

Every request and every answer is checked against them: what does not fit is refused with 400, or is a 500 of ours.
"""

import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from http import HTTPStatus
from typing import Any

from tui.assets import demo_file
from tui.demo.cloud import Cloud
from tui.demo.tidb_cloud import states
from tui.demo.tidb_cloud.description import Arguments, Description, Operation
from tui.demo.tidb_cloud.digest import Digest
from tui.demo.tidb_cloud.faults import Fault, changed
from tui.demo.tidb_cloud.paging import position, token
from tui.demo.tidb_cloud.rate import RateLimit
from tui.demo.tidb_cloud.records import Organization
from tui.demo.tidb_cloud.refusal import RefusedError, forbidden, not_found
from tui.demo.tidb_cloud.request import TIDB_CLOUD, Answer, Request
from tui.demo.tidb_cloud.routes import ROUTES

DESCRIPTIONS = {name: Description(demo_file(f"tidb-cloud-{name}.json")) for name in ("dedicated", "iam")}
KEYS = {"demo-public": "demo-private", "demo-viewer": "demo-private"}
"""Public to private; neither is a secret."""
READERS = {"demo-viewer"}
"""Keys with a narrow role."""
REMEMBERED_CALLS = 10_000


@dataclass(slots=True)
class ApiCall:
    """A request that came in."""

    method: str
    path: str
    query: str
    authenticated: bool
    status: int
    """What it was answered with, unless a fault cut the connection."""


@dataclass
class TidbCloud:
    """The WSGI application of both APIs."""

    cloud: Cloud
    organization: Organization
    clock: Callable[[], float] = time.monotonic
    """The real clock, in seconds."""
    calls: deque[ApiCall] = field(default_factory=lambda: deque(maxlen=REMEMBERED_CALLS))
    faults: list[Fault] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    """Set it, and no slow answer is waited for any longer."""

    def __post_init__(self) -> None:
        self.digest = Digest(KEYS, self.clock)
        self.limit = RateLimit(self.clock)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = Request.read(environ)
        with self.cloud.lock:
            self.cloud.settle()
            answer, fault = self._answer(request)
        self.closing.wait(fault.delay_s)
        if fault.cut:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return answer.send(start_response)

    def control(self, name: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        """For tests: order a bad day, change something behind the program's back, read the calls made so far."""
        with self.cloud.lock:
            match name:
                case "fail":
                    self.faults.append(Fault(**wanted))
                case "rate-limit":
                    self.limit.limit = wanted["limit"]
                case "expire-nonces":
                    self.digest.expire()
                case "delete-cluster":
                    cluster = next(each for each in self.organization.clusters if each.name == wanted["name"])
                    states.drop_cluster(self.organization, cluster)
                case "delete-connection":
                    self._forget(wanted["endpoint_id"])
            return [asdict(call) for call in self.calls]

    def _forget(self, endpoint_id: str) -> None:
        for cluster in self.organization.clusters:
            for group in cluster.groups:
                for connection in [each for each in group.connections if each.endpoint_id == endpoint_id]:
                    states.drop(self.organization, group, connection)

    def _answer(self, request: Request) -> tuple[Answer, Fault]:
        user, stale = self.digest.user(request.authorization, request.method, request.target)
        allowed, headers = self.limit.take(user)
        fault = Fault("")
        if not allowed:
            answer = Answer.of(HTTPStatus.TOO_MANY_REQUESTS, self.limit.refusal())
        elif not user:
            answer = Answer(HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": self.digest.challenge(stale=stale)})
        else:
            answer, fault = self._authenticated(request, user)
        answer.headers = headers | {"X-Debug-Trace-Id": secrets.token_hex(16)} | answer.headers
        self.calls.append(ApiCall(request.method, request.path, request.query, bool(user), int(answer.status)))
        return answer, fault

    def _authenticated(self, request: Request, user: str) -> tuple[Answer, Fault]:
        try:
            operation, path = _find(request)
        except RefusedError as refusal:
            return Answer.of(refusal.status, _error(request.api, refusal)), Fault("")
        fault = self._fault(request, operation)
        return self._operated(request, user, operation, path, fault), fault

    def _operated(
        self, request: Request, user: str, operation: Operation, path: dict[str, str], fault: Fault
    ) -> Answer:
        if fault.hides and not fault.done:
            return _instead(fault)
        try:
            _check_role(user, request.method)
            asked = _shifted(operation.arguments(path, request.pairs, request.body), fault.shift)
            status, body = HTTPStatus.OK.value, changed(ROUTES[operation.id](self.organization, asked), fault.set)
        except RefusedError as refusal:
            status, body = refusal.status, _error(request.api, refusal)
        if fault.hides:
            return _instead(fault)
        return Answer.of(status, body) if fault.unchecked else _checked(operation, status, body)

    def _fault(self, request: Request, operation: Operation) -> Fault:
        call = f"{request.method} {request.path}"
        meant = (each for each in self.faults if each.meets(operation.id, call))
        fault = next((each for each in meant if not each.shift or "pageToken=" in request.query), Fault(""))
        fault.times -= 1
        return fault


def access(url: str) -> dict[str, str]:
    """How a client reaches the APIs behind `url`, and with which key."""
    public, private = next(iter(KEYS.items()))
    bases = {f"{name}_url": f"{url}/{TIDB_CLOUD}{name}" for name in DESCRIPTIONS}
    return bases | {"public_key": public, "private_key": private}


def _find(request: Request) -> tuple[Operation, dict[str, str]]:
    if request.api not in DESCRIPTIONS:
        raise not_found("API", request.api)
    return DESCRIPTIONS[request.api].find(request.method, request.path)


def _check_role(user: str, method: str) -> None:
    if user in READERS and method != "GET":
        raise forbidden("the role of the API key does not allow this")


def _instead(fault: Fault) -> Answer:
    return Answer(fault.status or HTTPStatus.OK, fault.body.encode(), dict(fault.headers))


def _shifted(asked: Arguments, shift: int) -> Arguments:
    if not shift:
        return asked
    start = max(0, position(asked.query) + shift)
    return replace(asked, query={**asked.query, "pageToken": token(start, asked.query)})


def _checked(operation: Operation, status: int, body: Any) -> Answer:
    """The answer, or a 500 that says why it would have been wrong."""
    wrong = operation.answer_problem(status, body)
    if not wrong:
        return Answer.of(status, body)
    message = f"the demo's own answer does not fit the description: {wrong}"
    return Answer.of(HTTPStatus.INTERNAL_SERVER_ERROR, {"code": 13, "message": message, "details": []})


def _error(api: str, refusal: RefusedError) -> dict[str, Any]:
    """An error in the shape of the API that was asked."""
    if api == "iam":
        return {"code": str(refusal.code), "error": refusal.message, "msgPrefix": "", "status": refusal.status}
    return {"code": refusal.code, "message": refusal.message, "details": []}
