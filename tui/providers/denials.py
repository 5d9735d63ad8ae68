"""Why a policy denied something that was to be tagged: AWS tells it encoded, and decodes it for who may ask."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tui.domain.errors import PermissionDenied, PrivateEndpointError
from tui.domain.requests import Request
from tui.providers.aws_parse import plain
from tui.providers.session import Clients

_ENCODED = re.compile(r"Encoded authorization failure message: ([\w-]{1,100000})")
_OF_REQUEST = "aws:requesttag/"
"""What conditions of a policy call the tags that are asked for."""


async def name_tags(error: PermissionDenied, request: Request, clients: Clients, *, source: str) -> None:
    """Name in the remedy which tags the policy is about that denied `request`, where AWS decodes that for us.

    That takes `sts:DecodeAuthorizationMessage`, without which `error` stays as it is.
    """
    encoded = _ENCODED.search(_message(error.__cause__)) if "TagSpecifications" in request.parameters else None
    if encoded is None:
        return
    try:
        answer = await clients.call(
            "sts", "", lambda sts: sts.decode_authorization_message(EncodedMessage=encoded[1]), source=source
        )
    except PrivateEndpointError:  # the denial is the news
        return
    if keys := tag_keys(str(answer.get("DecodedMessage") or "")):
        error.remedy = f"{error.remedy} It is about the tag{'s' * (len(keys) > 1)} {', '.join(keys)}."


def tag_keys(decoded: str) -> tuple[str, ...]:
    """Of the tags that the denying statements name; empty where it is about none, or not readable."""
    try:
        statements = json.loads(decoded)["matchedStatements"]["items"]
        keys = [plain(key) for statement in statements for key in _keys(statement)]
    except (ValueError, LookupError, TypeError, AttributeError):
        return ()
    return tuple(dict.fromkeys(keys))


def _keys(statement: Any) -> Iterator[str]:
    for condition in statement["conditions"]["items"]:
        if condition["key"].casefold().startswith(_OF_REQUEST):
            yield condition["key"][len(_OF_REQUEST) :]


def _message(error: BaseException | None) -> str:
    response = getattr(error, "response", None) or {}
    return str((response.get("Error") or {}).get("Message") or "")
