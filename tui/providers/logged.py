"""Every call of a port in the log: how it ended, how long it took, and the requests that it became."""

import logging
from time import monotonic
from typing import Any, TypeVar

from tui.domain.errors import PrivateEndpointError
from tui.providers.around import Call, around
from tui.providers.base import READS
from tui.providers.requests import collected

P = TypeVar("P")

_LOG = logging.getLogger(__name__)


def logged(provider: P) -> P:
    """`provider`, with a record for each call; an error's has the code and the request ID."""
    return around(provider, _log)


async def _log(call: Call) -> Any:
    began, level, result = monotonic(), logging.WARNING, "unanswered"
    with collected() as requests:
        try:
            answer = await call.make()
            level, result = (logging.DEBUG if call.name in READS else logging.INFO), "ok"
        except PrivateEndpointError as error:
            result = f"{type(error).__name__} {error.code} {error.request_id}: {error.summary}"
            raise
        finally:
            where = call.parameters.get("region", "")
            _LOG.log(level, "%s %s %.2f s %s: %s", call.name, where, monotonic() - began, requests, result)
    return answer
