"""One function around every call of a port, whichever port and whichever adapter."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, cast

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Call:
    """A method of a port, and what it was called with."""

    name: str
    parameters: Mapping[str, Any]
    make: Callable[[], Awaitable[Any]]
    """Makes the call."""


Aspect = Callable[[Call], Awaitable[Any]]
"""What happens in the place of a call; it makes the call itself, or does not."""


def around(provider: P, aspect: Aspect) -> P:
    """`provider`, each of its methods called through `aspect`; a new method of the port needs nothing here."""
    return cast("P", _Around(provider, aspect))


class _Around:
    def __init__(self, provider: object, aspect: Aspect) -> None:
        self._provider, self._aspect = provider, aspect

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self._provider, name)

        @wraps(method)  # one around another still knows the names of the parameters
        async def through(*arguments: Any, **named: Any) -> Any:
            given = signature(method).bind(*arguments, **named)
            return await self._aspect(Call(name, given.arguments, lambda: method(*given.args, **given.kwargs)))

        return through
