"""HTTP Digest as httpx has it, fit for several requests at once. Imports httpx: import it late."""

from collections.abc import Generator

import httpx


class SharedDigest(httpx.DigestAuth):
    """One nonce for all requests, until the server gives another; each use of it is counted once.

    httpx's own takes the challenge of every 401, and begins to count anew with each: where several were under way with
    a nonce that had expired, two would send the same count, which a server may take for a replay.
    """

    @property
    def primed(self) -> bool:
        """Whether there is a nonce to begin with."""
        return self._last_challenge is not None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        used = self._last_challenge
        if used:
            request.headers["Authorization"] = self._build_auth_header(request, used)
        response = yield request
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return
        for header in response.headers.get_list("WWW-Authenticate"):
            if header.lower().startswith("digest "):
                self._answer(header, request, response)
                yield request
                return

    def _answer(self, header: str, request: httpx.Request, response: httpx.Response) -> None:
        try:
            challenge = self._parse_challenge(request, response, header)
            if self._last_challenge is None or challenge.nonce != self._last_challenge.nonce:
                self._last_challenge, self._nonce_count = challenge, 1
            request.headers["Authorization"] = self._build_auth_header(request, self._last_challenge)
        except (KeyError, ValueError, NotImplementedError, httpx.ProtocolError) as error:
            self._last_challenge = None
            raise httpx.ProtocolError("its Digest challenge cannot be answered", request=request) from error
