"""The edge of the AWS SDK: what comes out of it is one of its errors, and an answer it made sense of.

Credentials come from files, programs and servers of all kinds; what they raise, no list of classes holds. So the code
of the SDK is entered `with at_sdk()`, and whatever leaves it is an error of the SDK. A bug of ours stays a bug.
"""

import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tui.domain.errors import PrivateEndpointError

_OURS = __name__.partition(".")[0]


class Foreign(Exception):  # noqa: N818 - says it without a suffix
    """What the SDK let through from the machine, or stumbled over; `__cause__` is it."""


def sdk_errors() -> tuple[type[Exception], ...]:
    """What leaves `at_sdk`: three trees of the SDK's own, and Foreign."""
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError

    return ClientError, BotoCoreError, ResponseParserError, Foreign


@contextmanager
def at_sdk() -> Iterator[None]:
    """Turn what the SDK raises in here, and is not its own error, into Foreign."""
    try:
        yield
    except Exception as error:
        if isinstance(error, (PrivateEndpointError, *sdk_errors())) or is_bug(error):
            raise
        raise Foreign(f"{type(error).__name__}: {error}") from error


def is_bug(error: Exception) -> bool:
    """Whether code of this program raised it, and not a library that it called, or what that one called."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    return str(frame.f_globals.get("__name__")).partition(".")[0] == _OURS


def guard(client: Any) -> None:
    """Make every request of `client` leave by `at_sdk`, those of its paginators too."""
    make = client._make_api_call  # noqa: SLF001 - the one way through which each request goes

    def guarded(operation_name: str, api_params: Mapping[str, Any]) -> Any:
        with at_sdk():
            return make(operation_name, api_params)

    client._make_api_call = guarded  # noqa: SLF001


def strict_parsers() -> Any:
    """Parsers that call unreadable whatever they stumble over: from a portal's page botocore raises KeyError."""
    from botocore.parsers import ResponseParserError, ResponseParserFactory

    class Strict:
        def __init__(self, parser: Any) -> None:
            self._parser = parser

        def parse(self, response: Any, shape: Any) -> Any:
            try:
                return self._parser.parse(response, shape)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                raise ResponseParserError(f"The answer cannot be read: {error!r}") from error

    class Factory(ResponseParserFactory):
        def create_parser(self, protocol_name: str) -> Any:
            return Strict(super().create_parser(protocol_name))

    return Factory()


def require_request_id(parsed: Mapping[str, Any], **_: Any) -> None:
    """Refuse an answer that no AWS gave, such as a captive portal's page: botocore reads it as one with nothing in it.

    AWS numbers every request; to take a page for an empty list would show every endpoint as gone.
    """
    from botocore.parsers import ResponseParserError

    if "Error" not in parsed and not parsed.get("ResponseMetadata", {}).get("RequestId"):
        raise ResponseParserError("The answer has no request ID.")
