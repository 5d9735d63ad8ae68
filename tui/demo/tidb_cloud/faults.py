"""Bad days on order."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any


@dataclass
class Fault:
    """What goes wrong with the next `times` calls of an operation; nothing, as it is made from nowhere: `Fault("")`.

    A call is authenticated and counted first, so that a handshake uses up no fault.
    """

    where: str
    """An operation ID or method and path, as patterns: `*_ListClusters`, `GET /v1beta1/clusters/*`."""
    times: int = 1
    status: int = 0
    """The answer's status, with `body` and `headers`; 0: the real answer."""
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    """The connection is cut instead of an answer."""
    delay_s: float = 0.0
    """How long the answer takes, in real seconds; what was asked for is done first."""
    done: bool = False
    """Whether it is done all the same where `status` or `cut` hide it."""
    set: dict[str, Any] = field(default_factory=dict)
    """Paths in the real answer to other values: `clusters/*/state`, `clusters/0/port`."""
    shift: int = 0
    """How many rows the list has moved by when the next page is asked for: negative repeats, positive skips some."""
    unchecked: bool = False
    """Whether the answer may be one that the description forbids."""

    @property
    def hides(self) -> bool:
        """Whether the real answer does not get through."""
        return bool(self.status or self.cut)

    def meets(self, operation: str, call: str) -> bool:
        """Whether it is meant for `operation`, or for `call`, its method and path."""
        return self.times > 0 and (fnmatchcase(operation, self.where) or fnmatchcase(call, self.where))


def changed(answer: Any, changes: Mapping[str, Any]) -> Any:
    """A copy of `answer` in which each path has its new value."""
    copy = json.loads(json.dumps(answer))
    for path, value in changes.items():
        _put(copy, path.split("/"), value)
    return copy


def _put(node: Any, path: list[str], value: Any) -> None:
    first, *rest = path
    for key in range(len(node)) if first == "*" else [int(first) if isinstance(node, list) else first]:
        if rest:
            _put(node[key], rest, value)
        else:
            node[key] = value
