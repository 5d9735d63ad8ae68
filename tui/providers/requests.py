"""Which requests to AWS a call of ours became, with the IDs that AWS gave them: what its support asks for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_MADE: ContextVar[list[str] | None] = ContextVar("requests made", default=None)


@contextmanager
def collected() -> Iterator[list[str]]:
    """The answered requests of this task, `CreateVpcEndpoint 7f3c1f52-…` each, in order; those of an inner one too."""
    outer, made = _MADE.get(), list[str]()
    token = _MADE.set(made)
    try:
        yield made
    finally:
        _MADE.reset(token)
        if outer is not None:
            outer.extend(made)


def note(parsed: Mapping[str, Any], model: Any, **_: Any) -> None:
    """Take botocore's `after-call`; it comes also for an answer that is an error."""
    made, told = _MADE.get(), parsed.get("ResponseMetadata") or {}
    if made is not None and told.get("RequestId"):
        made.append(f"{model.name} {told['RequestId']}")
