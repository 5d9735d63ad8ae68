"""The last facts of one call that is made for a page alone, and their age."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from tui.domain.errors import PrivateEndpointError
from tui.monitor.clock import Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cached(Generic[T]):
    """The last facts of one call, their age, and why the call failed since."""

    facts: T
    as_of: datetime | None = None
    problem: PrivateEndpointError | None = None

    async def ask(self, read: Callable[[], Awaitable[T]], clock: Clock) -> "Cached[T]":
        """The new facts; the old ones with their age where there are none."""
        try:
            return Cached(await read(), clock.now())
        except PrivateEndpointError as error:
            return replace(self, problem=error)
