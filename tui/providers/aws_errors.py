"""What boto3 raises -> the domain's errors, one function. Imports no boto3: classes are told by name."""

import re
import shlex
from collections.abc import Mapping
from typing import Any

from tui.domain.errors import (
    InvalidRequest,
    NotFound,
    PrivateEndpointError,
    ProviderFault,
    Throttled,
    Unreachable,
)
from tui.providers.aws_parse import plain
from tui.providers.refusals import MISHAPS, REFUSALS, Mishap, Refusal

_SERVER_ERROR = 500
_LONGEST = 400
_USER_IN_URL = re.compile(r"(?<=://)[^/@\s]+@")
_ENCODED = re.compile(r"\s*Encoded authorization failure message:.*", re.DOTALL)
_PERFORM = re.compile(r"perform:? ([a-z0-9-]+:[A-Za-z]+)")
_IAM_PREFIX = {"elbv2": "elasticloadbalancing"}


def domain_error(
    error: Exception, *, source: str = "AWS", service: str = "ec2", profile: str = ""
) -> PrivateEndpointError:
    """The domain's error for one of botocore's; `service` is boto3's name of what was asked.

    `summary` is the vendor's sentence, `remedy` ours with permission and sign-in command filled in.
    """
    response = getattr(error, "response", None)
    if isinstance(response, Mapping):
        permission = f"{_IAM_PREFIX.get(service, service)}:{getattr(error, 'operation_name', '')}"
        return _of_response(response, permission, source, profile)
    mishap = _mishap(error)
    return _build(
        mishap.error,
        mishap.summary or str(error),
        mishap.remedy.format(profile=_option(profile)),
        source=source,
        code=type(error).__name__,
    )


def raise_unsuccessful(answer: Mapping[str, Any], *, source: str = "AWS") -> None:
    """Raise the error that the first item of the answer's `Unsuccessful` list carries, if there is one."""
    for item in answer.get("Unsuccessful") or ():
        raise _of_response({"ResponseMetadata": answer.get("ResponseMetadata")} | dict(item), "", source, "")


def _of_response(response: Mapping[str, Any], permission: str, source: str, profile: str) -> PrivateEndpointError:
    told, meta = response.get("Error") or {}, response.get("ResponseMetadata") or {}
    code, text = str(told.get("Code") or ""), str(told.get("Message") or "")
    refusal = _refusal(code, text, int(meta.get("HTTPStatusCode") or 0))
    named = _PERFORM.search(text)
    remedy = refusal.remedy.format(permission=named[1] if named else permission, profile=_option(profile))
    text = text or code or "Refused without a reason."
    request_id = str(meta.get("RequestId") or "")
    return _build(refusal.error, text, remedy, source=source, code=code, request_id=request_id)


def _refusal(code: str, text: str, status: int) -> Refusal:
    folded, words = code.casefold(), text.casefold()
    for refusal in REFUSALS:
        if folded.startswith(refusal.code.casefold()) and refusal.contains.casefold() in words:
            return refusal
    kind = NotFound if "notfound" in folded else ProviderFault if status >= _SERVER_ERROR else InvalidRequest
    return Refusal(code, "", kind, "")


def _mishap(error: Exception) -> Mishap:
    known = (MISHAPS[each.__name__] for each in type(error).__mro__ if each.__name__ in MISHAPS)
    return next(known, MISHAPS["BotoCoreError"])


def _build(
    kind: type[PrivateEndpointError], text: str, remedy: str, *, source: str, code: str, request_id: str = ""
) -> PrivateEndpointError:
    retryable = issubclass(kind, Throttled | Unreachable | ProviderFault)
    return kind(_sentence(text), remedy, source, plain(code)[:_LONGEST], request_id, retryable=retryable)


def _sentence(text: str) -> str:
    """Text from outside, fit for one paragraph: no control characters, no password of a URL, no encoded blob."""
    text = _USER_IN_URL.sub("", _ENCODED.sub("", text))
    words = " ".join(plain(text).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _option(profile: str) -> str:
    return f" --profile {shlex.quote(profile)}" if profile else ""
