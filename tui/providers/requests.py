"""Which requests a call of ours became, with the IDs that AWS or TiDB Cloud gave them: what their support asks for."""

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
    note_request(model.name, (parsed.get("ResponseMetadata") or {}).get("RequestId") or "")


def note_request(operation: str, request_id: str) -> None:
    """A request was answered; one without an ID is not noted."""
    made = _MADE.get()
    if made is not None and request_id:
        made.append(f"{operation} {request_id}")
