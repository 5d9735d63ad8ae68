"""The one error tree: everything a provider raises, in the operator's terms."""

from dataclasses import dataclass, field


def ended(text: str) -> str:
    """`text` with a full stop, so that the next sentence is one of its own; not after a mark that ends it already."""
    return f"{text}." if text and text[-1] not in _ENDS else text


_ENDS = ".!?:…"


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

    @property
    def told(self) -> str:
        """What happened and what to do, as sentences."""
        return " ".join(ended(each) for each in (self.summary, self.remedy) if each)

    @property
    def when_polled(self) -> str:
        """The remedy where the poller asks again in any case, and the key that refreshes has it ask now."""
        return self.remedy.replace("then try again", "then refresh")


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

    @property
    def when_polled(self) -> str:
        return "Nothing to do: it is asked again, more slowly."


class Unreachable(PrivateEndpointError):  # noqa: N818 - says it without a suffix
    """No answer within the time allowed; whether a write took effect is not known."""


class ProviderFault(PrivateEndpointError):  # noqa: N818 - says it without a suffix
    """The provider failed (5xx), or answered what we cannot read."""


class ReadOnlyRefusal(PrivateEndpointError):  # noqa: N818 - says it without a suffix
    """The program was told to change nothing."""


def read_only_refusal() -> ReadOnlyRefusal:
    """What is raised in the place of whatever would change something."""
    return ReadOnlyRefusal(
        "The program is read-only: nothing was changed.",
        "Start it without --read-only (setting read_only), or copy the command for someone who may change it.",
    )
