"""The one error tree: everything a provider raises, in the operator's terms."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class PrivateEndpointError(Exception):
    """Something that a person has to know about."""

    summary: str
    """What happened: the vendor's sentence where there is one."""
    remedy: str = ""
    """What to do about it, ours."""
    source: str = ""
    """Whose side it is: `AWS`, `TiDB`, or empty for our own."""
    code: str = ""
    """The vendor's error code."""
    request_id: str = ""
    retryable: bool = field(default=False, kw_only=True)
    """Whether asking again, unchanged, may help."""

    def __str__(self) -> str:
        return self.summary


class CredentialsError(PrivateEndpointError):
    """No usable credentials, or they expired; signing in again helps."""


class PermissionDenied(PrivateEndpointError):  # noqa: N818 - the vendor's word
    """The identity may not do this; names the missing permission."""


class InvalidRequest(PrivateEndpointError):  # noqa: N818 - the vendor's word
    """The provider understood and refused; changing the request helps."""


class NotFound(PrivateEndpointError):  # noqa: N818 - the vendor's word
    """What was asked for is not there, or not there yet."""


@dataclass(eq=False)
class Throttled(PrivateEndpointError):  # noqa: N818 - the vendor's word
    """Asked too often, after the SDK's own retries."""

    retry_after_s: float = field(default=0.0, kw_only=True)
    """When to ask again, where the provider said so; else 0."""


class Unreachable(PrivateEndpointError):  # noqa: N818 - says it without a suffix
    """No answer within the time allowed; whether a write took effect is not known."""


class ProviderFault(PrivateEndpointError):  # noqa: N818 - says it without a suffix
    """The provider failed (5xx), or answered what we cannot read."""


class ReadOnlyRefusal(PrivateEndpointError):  # noqa: N818 - says it without a suffix
    """The program was told to change nothing."""
