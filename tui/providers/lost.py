"""Writes whose answer was lost: looked up, not repeated."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tui.domain.errors import PrivateEndpointError, ProviderFault, Unreachable

T = TypeVar("T")

LOST = (Unreachable, ProviderFault)
"""Errors after which nobody knows whether the write took effect."""


async def done_or_found(
    write: Awaitable[T],
    find: Callable[[], Awaitable[T | None]],
    doubtful: tuple[type[PrivateEndpointError], ...] = LOST,
) -> T:
    """What `write` answers; after a `doubtful` error what `find` finds, and the error if that is nothing."""
    try:
        return await write
    except doubtful:
        if found := await _found(find):
            return found
        raise


async def _found(find: Callable[[], Awaitable[T | None]]) -> T | None:
    try:
        return await find()
    except PrivateEndpointError:  # the lost answer is the news, not that it could not be looked for either
        return None
