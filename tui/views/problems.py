"""What went wrong, in words."""

from tui.domain.errors import (
    CredentialsError,
    NotFound,
    PrivateEndpointError,
    ProviderFault,
    ReadOnlyRefusal,
    Throttled,
    Unreachable,
)

_TITLES = (
    (Unreachable, "No answer from {source}"),
    (ProviderFault, "{source} failed"),
    (Throttled, "Too many requests to {source}"),
    (CredentialsError, "Credentials for {source} do not work"),
    (NotFound, "{source} did not find it"),
    (ReadOnlyRefusal, "Nothing was changed"),
)


def headline(error: PrivateEndpointError) -> str:
    """What kind of failure it is; only a request that was understood was refused.

    Credentials that could not be kept have no code: nobody was asked.
    """
    for kind, words in _TITLES:
        told = error.source or "{" not in words
        if isinstance(error, kind) and told and (error.code or kind is not CredentialsError):
            return words.format(source=error.source)
    return f"{error.source} refused" if error.source and error.code else "That did not work"


def origin(error: PrivateEndpointError) -> str:
    """Who said so, its code, and its number of the request."""
    parts = (error.source, error.code, error.request_id and f"request {error.request_id}")
    return " · ".join(part for part in parts if part)
