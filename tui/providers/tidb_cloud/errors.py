"""What TiDB Cloud answers, or httpx raises, instead of what was asked for -> the domain's errors. Imports no httpx."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tui.domain.errors import (
    CredentialsError,
    InvalidRequest,
    NotFound,
    PermissionDenied,
    PrivateEndpointError,
    ProviderFault,
    Throttled,
    Unreachable,
    ended,
)
from tui.local.log import redacted
from tui.providers.aws_parse import plain
from tui.providers.tidb_cloud.budget import retry_after_s

SOURCE = "TiDB"
KEY_UNKNOWN, TOO_MANY = "49900001", "49900007"
"""The vendor's own codes for a key that it does not know, and for too many requests."""
SUPPORT = "if it stays, open a support case with TiDB Cloud"

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 5.0, 15.0

_ADDRESSES = "Check TIDBCLOUD_DEDICATED_ENDPOINT, TIDBCLOUD_IAM_ENDPOINT and the API key, then try again."
_LONGEST, _MOST_READ = 400, 4000
_BAD_REQUEST, _SERVER_ERROR = 400, 500


@dataclass(frozen=True, slots=True)
class Answer:
    """A refusal of TiDB Cloud, by status or by the vendor's code; `{key}` is the key's public half, `{wait}` a time."""

    status: int
    code: str
    error: type[PrivateEndpointError]
    remedy: str
    summary: str
    """Where the vendor gives none."""


ANSWERS = (
    Answer(
        401,
        KEY_UNKNOWN,
        CredentialsError,
        "Check the API key {key} in TiDB Cloud (Organization Settings > API Keys), or make a new one.",
        "TiDB Cloud does not accept the API key {key}.",
    ),
    Answer(429, TOO_MANY, Throttled, "Wait {wait}, then try again.", "Too many requests in a minute."),
    Answer(
        403,
        "",
        PermissionDenied,
        "The API key {key} needs the role Organization Owner, or Project Owner of the project: ask who made it.",
        "The API key {key} may not do this.",
    ),
    Answer(404, "", NotFound, "It may have been deleted meanwhile: refresh.", "TiDB Cloud has no such thing."),
    Answer(409, "", InvalidRequest, "Refresh to see what state it is in.", "It is not in a state for this."),
)

_OTHER = Answer(0, "", InvalidRequest, "Check what was entered.", "TiDB Cloud refused this.")
_FAULT = Answer(
    0,
    "",
    ProviderFault,
    f"TiDB Cloud has a problem of its own: try again in a minute; {SUPPORT}.",
    "TiDB Cloud failed.",
)


def answered(status: int, headers: Mapping[str, str], body: Any, key: str) -> PrivateEndpointError:
    """The error for an answer of this status; `body` is its JSON, or None, `key` the public half of the key."""
    told = body if isinstance(body, Mapping) else {}
    code = plain(told.get("code")) or str(told.get("status") or f"HTTP {status}")
    known = _find(status, code)
    summary = sentence(told.get("message") or told.get("error") or told.get("msgPrefix"))
    retry_s = retry_after_s(headers)
    wait = f"{math.ceil(retry_s)} s"
    return _build(
        known.error,
        summary or known.summary.format(key=key),
        known.remedy.format(key=key, wait=wait),
        code,
        request_id=plain(headers.get("X-Debug-Trace-Id")),
        retry_s=retry_s,
    )


def unreadable(why: str, request_id: str = "") -> ProviderFault:
    """An answer that is not one of TiDB Cloud's, such as a portal's page."""
    remedy = f"Try again; a proxy or a network's login page may answer in TiDB Cloud's place; {SUPPORT}."
    text = f"The answer is not one that TiDB Cloud gives: {ended(why)}"
    return ProviderFault(text, remedy, SOURCE, "", request_id, retryable=True)


def no_client(error: Exception) -> InvalidRequest:
    """The error where not even a client can be made: of a setting of this machine."""
    named = next((name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)), "")
    which = f"{named} ({plain(os.environ[named])[:_LONGEST]})" if named and isinstance(error, OSError) else ""
    remedy = f"Correct {(which and named) or 'HTTPS_PROXY or ALL_PROXY'}, or unset it; then start the program again."
    return InvalidRequest(f"No connection can be made: {which and which + ': '}{sentence(error)}", remedy, SOURCE)


def unreachable(error: Exception, host: str) -> PrivateEndpointError:
    """The error for one that httpx raised; its classes are told by name."""
    names = {each.__name__ for each in type(error).__mro__}
    network = "Check the network, the VPN and the proxy settings, then try again."
    if names & {"DecodingError", "ProtocolError"} and "RemoteProtocolError" not in names:
        return unreadable(sentence(error) or type(error).__name__)
    if "ConnectTimeout" in names:
        text, remedy = f"{host} could not be reached within {CONNECT_TIMEOUT_S:g} s.", network
    elif "TimeoutException" in names:
        text, remedy = f"{host} did not answer within {READ_TIMEOUT_S:g} s.", network
    elif "CERTIFICATE_VERIFY_FAILED" in str(error):
        text = f"The certificate of {host} is not trusted."
        remedy = "Check SSL_CERT_FILE and the proxy: one that opens connections needs its own certificate trusted."
    elif "ProxyError" in names:
        text, remedy = f"The proxy did not let us through to {host}.", "Check HTTPS_PROXY and NO_PROXY."
    elif "ConnectError" in names:
        text, remedy = f"{host} cannot be reached: {sentence(error)}", network
    elif "TransportError" in names:
        text, remedy = f"The connection to {host} was cut.", network
    else:
        text, remedy = f"No request to {host} can be made: {type(error).__name__}: {sentence(error)}", _ADDRESSES
    return _build(Unreachable, text, remedy, type(error).__name__)


def _find(status: int, code: str) -> Answer:
    for answer in ANSWERS:
        if status == answer.status or (answer.code and code == answer.code):
            return answer
    return _OTHER if _BAD_REQUEST <= status < _SERVER_ERROR else _FAULT


def _build(
    kind: type[PrivateEndpointError], text: str, remedy: str, code: str, *, request_id: str = "", retry_s: float = 0
) -> PrivateEndpointError:
    retryable = issubclass(kind, Throttled | Unreachable | ProviderFault)
    code = code[:_LONGEST]
    if kind is Throttled:
        return Throttled(text, remedy, SOURCE, code, request_id, retryable=retryable, retry_after_s=retry_s)
    return kind(text, remedy, SOURCE, code, request_id, retryable=retryable)


def sentence(text: Any) -> str:
    """Text from outside, fit for one paragraph, without control characters and without a key."""
    words = " ".join(plain(redacted(str(text or "")[:_MOST_READ])).split())
    return ended(words) if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
