"""A demo cloud inside the test's own process, for this suite and the providers' contract."""

import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from tui.demo import privatelink
from tui.demo.building import build
from tui.demo.front import Call, Fault, FrontDoor
from tui.demo.server import listen, open_cloud, url_of
from tui.demo.world import World

OPERATOR_KEY = "demo-operator"
SERVICE_KEY = "demo-service"
REGION = "us-west-2"
STANDSTILL = 0.0
"""Speed: time passes only by `advance`."""


def control(url: str, method: str, name: str, body: Mapping[str, Any] | None = None) -> Any:
    """Ask a demo cloud at `url`; no proxy that a test set up is asked."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request(method, f"/tidb-pe-demo/{name}", json.dumps(body or {}))
        return json.load(connection.getresponse())
    finally:
        connection.close()


@dataclass
class DemoCloud:
    """The demo's AWS on a free port; a context manager, one at a time in a process."""

    world: World = field(default_factory=World.read)
    _clients: dict[tuple[str, str, str], Any] = field(default_factory=dict, repr=False)
    _known: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False)

    def __enter__(self) -> Self:
        self.front = self._open()
        self._server = listen(self.front)
        self.url = url_of(self._server)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for client in self._clients.values():
            client.close()
        self._server.shutdown()
        self._thread.join(timeout=10)
        self._server.server_close()
        privatelink.uninstall()

    def _open(self) -> FrontDoor:
        return open_cloud(self.world, STANDSTILL)

    def _build(self) -> None:
        build(self.world, self.front.cloud)

    def advance(self, seconds: float) -> None:
        """Let `seconds` of AWS's time pass."""
        self.front.cloud.clock.advance(seconds)

    def fail(self, operation: str, code: str, *, status: int = 400, message: str = "On order.", times: int = 1) -> None:
        """Answer the next `times` calls of `operation` with an error."""
        self.front.faults.append(Fault(operation, code, status, message, times))

    def calls(self, operation: str = "") -> list[Call]:
        """The calls since the last reset, in order; of one `operation` where named."""
        return [call for call in self.front.calls if operation in {"", call.operation}]

    def page_size(self, rows: int) -> None:
        """How many rows a page has at most."""
        self.front.cloud.page_size = rows

    def reset(self) -> None:
        """The world as at the start; no faults, no calls, usual pages."""
        privatelink.install(self.front.cloud)  # another one may have come and gone in this process
        with self.front.cloud.lock:
            self._build()
        self.front.calls.clear()
        self.front.faults.clear()
        self.page_size(1000)

    def client(self, service: str, key: str = OPERATOR_KEY, region: str = REGION) -> Any:
        """A boto3 client that tries once; kept, as making one takes long."""
        if (service, key, region) not in self._clients:
            session = boto3.Session(aws_access_key_id=key, aws_secret_access_key="demo", region_name=region)
            once = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=15)
            made = session.client(service, endpoint_url=self.url, config=once)  # type: ignore[call-overload] # any service
            self._clients[service, key, region] = made
        return self._clients[service, key, region]

    def known(self, *name: str, find: Callable[[], str]) -> str:
        """The ID of `name`, which world.toml gives and no reset changes; `find` asks for it once."""
        if name not in self._known:
            self._known[name] = find()
        return self._known[name]

    def control(self, method: str, name: str, body: Mapping[str, Any] | None = None) -> Any:
        """What another process does: POST `fail` or `advance`, GET `calls`; the calls so far."""
        return control(self.url, method, name, body)

    def environment(self, key: str = OPERATOR_KEY) -> dict[str, str]:
        """The environment in which another program reaches it."""
        keys = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": "demo", "AWS_ENDPOINT_URL": self.url}
        return dict(os.environ) | keys | {"AWS_REGION": REGION}
