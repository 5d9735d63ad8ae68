"""Requests to TiDB Cloud's APIs. httpx is imported, in a thread, when the first one is made: that takes 0.4 s."""

import asyncio
import json
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui.providers.aws_parse import Raw, plain
from tui.providers.proxies import proxy_for
from tui.providers.requests import note_request
from tui.providers.sdk import is_bug
from tui.providers.tidb_cloud import errors
from tui.providers.tidb_cloud.access import TidbCloudAccess
from tui.providers.tidb_cloud.budget import RequestBudget
from tui.providers.tidb_cloud.pages import PagedList, Rows
from tui.settings.urls import is_loopback
from tui.threads import in_thread

if TYPE_CHECKING:
    import httpx

    from tui.providers.tidb_cloud.digest import SharedDigest


class Api:
    """One of TiDB Cloud's APIs; every method raises PrivateEndpointError only.

    `operation` is the vendor's name of the request, for log and audit; `path` begins after `/v1beta1`.
    """

    def __init__(
        self,
        base_url: str,
        access: TidbCloudAccess,
        budget: RequestBudget,
        transport: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """`transport` is for tests, in place of the network."""
        self._base_url, self._access, self._budget, self._transport = base_url, access, budget, transport
        self._line: _Line | None = None

    async def get(self, operation: str, path: str, **params: str) -> Raw:
        return await self._ask(operation, "GET", path, params)

    async def post(self, operation: str, path: str, body: Raw) -> Raw:
        return await self._ask(operation, "POST", path, {}, body)

    async def delete(self, operation: str, path: str) -> None:
        await self._ask(operation, "DELETE", path, {})

    async def pages(
        self, operation: str, path: str, rows: str, id_of: Callable[[Raw], Hashable], **params: str
    ) -> list[Raw]:
        """The rows under the key `rows` of all pages, each ID once, as it came last; one without an ID is left out."""
        read = await self.part_of(PagedList(operation, rows, id_of), operation, path, **params)
        if read.problem:
            raise read.problem
        return list(read.rows)

    async def part_of(self, paged: PagedList, operation: str, path: str, **params: str) -> Rows:
        """What can be read of a list; raises nothing."""
        return await paged.read(lambda page: self._ask(operation, "GET", path, params | page))

    async def aclose(self) -> None:
        """Close the connections; the next request makes new ones."""
        line, self._line = self._line, None
        if line:
            await line.client.aclose()

    async def _ask(
        self, operation: str, method: str, path: str, params: Mapping[str, str], body: Raw | None = None
    ) -> Raw:
        line = await self._open()
        import httpx  # it is loaded now

        url = f"{self._base_url}/v1beta1{path}"
        try:
            response = await line.send(line.client.build_request(method, url, params=params, json=body))
        except Exception as error:
            # httpx, and the proxies and TLS under it, raise more classes than its own
            if is_bug(error) and not isinstance(error, httpx.HTTPError):
                raise
            raise errors.unreachable(error, self._host) from error
        return self._read(operation, method, response)

    def _read(self, operation: str, method: str, response: "httpx.Response") -> Raw:
        request_id = plain(response.headers.get("X-Debug-Trace-Id"))
        note_request(operation, request_id)
        try:
            body = json.loads(response.content)
        except (ValueError, RecursionError):
            body = None
        if response.is_success and method == "DELETE" and not response.content:
            return {}
        if response.is_client_error or response.is_server_error:
            raise errors.answered(response.status_code, response.headers, body, self._access.key.public)
        if not response.is_success:
            raise errors.unreadable(f"HTTP {response.status_code}", request_id)
        if not isinstance(body, dict):
            raise errors.unreadable("no JSON object", request_id)
        return body

    async def _open(self) -> "_Line":
        """The client of this event loop."""
        loop = asyncio.get_running_loop()
        if self._line is None or self._line.loop is not loop:
            client, digest = await in_thread(self._make)
            if self._line is None or self._line.loop is not loop:  # else another was faster
                self._line = _Line(client, digest, loop)
        return self._line

    def _make(self) -> "tuple[httpx.AsyncClient, SharedDigest]":
        import httpx

        from tui.providers.tidb_cloud.digest import SharedDigest

        async def sent(_: httpx.Request) -> None:
            self._budget.sent()

        async def heard(response: httpx.Response) -> None:
            self._budget.heard(response.status_code, response.headers)

        digest = SharedDigest(self._access.key.public, self._access.key.private)
        outside = not is_loopback(self._host)  # no proxy stands between this machine and itself
        proxy = proxy_for(self._base_url, errors.SOURCE) if outside else ""
        try:
            client = httpx.AsyncClient(
                auth=digest,
                headers={"User-Agent": "tidb-pe", "Accept": "application/json"},
                timeout=httpx.Timeout(errors.READ_TIMEOUT_S, connect=errors.CONNECT_TIMEOUT_S, pool=None),
                verify=httpx.create_ssl_context(trust_env=outside),
                proxy=proxy or None,
                trust_env=False,
                event_hooks={"request": [sent], "response": [heard]},
                transport=self._transport,
            )
        except Exception as error:
            if is_bug(error):
                raise
            # a proxy of another kind, a file that is not there or holds no certificate
            raise errors.no_client(error) from error
        return client, digest

    @property
    def _host(self) -> str:
        return urlsplit(self._base_url).hostname or ""


class _Line:
    """A client, good for one event loop, and the nonce that its requests share."""

    def __init__(self, client: "httpx.AsyncClient", digest: "SharedDigest", loop: asyncio.AbstractEventLoop) -> None:
        self.client, self.loop = client, loop
        self._digest, self._priming = digest, asyncio.Lock()

    async def send(self, request: "httpx.Request") -> "httpx.Response":
        """The answer; while there is no nonce one request alone goes ahead, so that a burst costs one 401."""
        if not self._digest.primed:
            async with self._priming:
                if not self._digest.primed:
                    return await self.client.send(request)
        return await self.client.send(request)
