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
    ended,
)
from tui.local.log import redacted
from tui.providers import aws_config
from tui.providers.aws_parse import plain
from tui.providers.refusals import ENDPOINT_URL, MISHAPS, REFUSALS, SERVER_FAILED, WRONGLY_SET, Mishap, Refusal

_SERVER_ERROR = 500
_LONGEST, _MOST_READ = 400, 4000
"""Letters of a sentence, and how many of what was sent are looked at for it."""
_ENCODED = "Encoded authorization failure message:"
_PERFORM = re.compile(r"perform:? ([a-z0-9-]+:[A-Za-z]+)")
_TAG_KEY = re.compile(r"tag key: '([^']{1,128})'")
_IAM_PREFIX = {"elbv2": "elasticloadbalancing"}


def domain_error(
    error: Exception, *, source: str = "AWS", service: str = "ec2", profile: str = ""
) -> PrivateEndpointError:
    """The domain's error for one that left the SDK; `service` is boto3's name of what was asked.

    `summary` is the vendor's sentence, with file and line or variable where they are known; `remedy` ours, with
    permission and sign-in command filled in.
    """
    response = getattr(error, "response", None)
    if isinstance(response, Mapping):
        permission = f"{_IAM_PREFIX.get(service, service)}:{getattr(error, 'operation_name', '')}"
        return _of_response(response, permission, source, profile)
    cause = error.__cause__ if type(error).__name__ == "Foreign" and error.__cause__ else error
    mishap = _mishap(cause)
    text = mishap.summary or _told(cause)[:_MOST_READ]
    place = aws_config.culprit(text, profile) if mishap.is_setting else ""
    unreadable = aws_config.unreadable() if mishap.looks_in_files else ""
    if place and mishap.error is ProviderFault:
        mishap = WRONGLY_SET
    remedy = WRONGLY_SET.remedy if unreadable else mishap.remedy
    return _build(
        mishap.error,
        unreadable or (f"{place}: {text}" if place else text),
        remedy.format(profile=_option(profile)),
        source=source,
        code=type(cause).__name__,
    )


def raise_unsuccessful(answer: Mapping[str, Any], *, source: str = "AWS") -> None:
    """Raise the error that the first item of the answer's `Unsuccessful` list carries, if there is one."""
    for item in answer.get("Unsuccessful") or ():
        raise _of_response({"ResponseMetadata": answer.get("ResponseMetadata")} | dict(item), "", source, "")


def _of_response(response: Mapping[str, Any], permission: str, source: str, profile: str) -> PrivateEndpointError:
    told, meta = response.get("Error") or {}, response.get("ResponseMetadata") or {}
    code, text = str(told.get("Code") or ""), str(told.get("Message") or "")
    code, text = code[:_LONGEST], text[:_MOST_READ]
    refusal = _refusal(code, text, int(meta.get("HTTPStatusCode") or 0))
    named = _PERFORM.search(text)
    key = next(iter(_TAG_KEY.findall(text)), "that it names")
    remedy = refusal.remedy.format(
        permission=named[1] if named else permission,
        profile=_option(profile),
        key=plain(key),
    )
    text = text or code or "Refused without a reason."
    request_id = str(meta.get("RequestId") or "")
    return _build(refusal.error, text, remedy, source=source, code=code, request_id=request_id)


def _refusal(code: str, text: str, status: int) -> Refusal:
    folded, words = code.casefold(), text.casefold()
    for refusal in REFUSALS:
        if folded.startswith(refusal.code.casefold()) and refusal.contains.casefold() in words:
            return refusal
    if status >= _SERVER_ERROR:
        return Refusal(code, "", ProviderFault, SERVER_FAILED)
    return Refusal(code, "", NotFound if "notfound" in folded else InvalidRequest, "")


def _mishap(error: BaseException) -> Mishap:
    if str(error).startswith("Invalid endpoint"):  # botocore's ValueError for an endpoint URL
        return ENDPOINT_URL
    known = (MISHAPS[each.__name__] for each in type(error).__mro__ if each.__name__ in MISHAPS)
    return next(known, MISHAPS["Exception"])


def _told(error: BaseException) -> str:
    """What the SDK's errors say is a sentence; of others the class says half of it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    ours = type(error).__module__.partition(".")[0] in {"botocore", "boto3"}
    return str(error) if ours else f"The AWS SDK failed: {type(error).__name__}: {error}"


def _build(
    kind: type[PrivateEndpointError], text: str, remedy: str, *, source: str, code: str, request_id: str = ""
) -> PrivateEndpointError:
    retryable = issubclass(kind, Throttled | Unreachable | ProviderFault)
    return kind(_sentence(text), remedy, source, plain(code)[:_LONGEST], request_id, retryable=retryable)


def _sentence(text: str) -> str:
    """Text from outside, fit for one paragraph: no control characters, no secret, no encoded blob, a full stop."""
    text = redacted(text[:_MOST_READ].partition(_ENCODED)[0])
    words = " ".join(plain(text).split())
    return ended(words) if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _option(profile: str) -> str:
    return f" --profile {shlex.quote(profile)}" if profile else ""
