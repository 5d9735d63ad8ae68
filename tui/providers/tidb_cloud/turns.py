"""Reads that take turns, as the budget may end before all were made."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

from tui.providers.tidb_cloud.pages import PagedList, Rows

K = TypeVar("K")
T = TypeVar("T")

SIDE_BY_SIDE = 5
"""How many requests of one poll are under way at once."""


class Turns:
    """A list a place, which is read page by page; those longest unread come first."""

    def __init__(self, make: Callable[[], PagedList]) -> None:
        self._make = make
        self._lists: dict[str, PagedList] = {}
        self._order: dict[str, int] = {}
        self._turn = 0

    def longest_unread(self, places: Iterable[str]) -> list[str]:
        """`places` in the order to read them in."""
        self._turn += 1
        return sorted(places, key=lambda place: self._order.get(place, 0))

    async def read(self, place: str, pages: Callable[[PagedList], Awaitable[Rows]]) -> Rows:
        """What `pages` reads of the list of `place`; it keeps its turn where the budget ended."""
        read = await pages(self._lists.setdefault(place, self._make()))
        if read.complete or read.problem or read.of:
            self._order[place] = self._turn
        return read


async def side_by_side(ask: Callable[[K], Awaitable[T]], of: Sequence[K]) -> list[T]:
    """What `ask` answers for each in turn."""
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(each: K) -> T:
        async with turns:
            return await ask(each)

    answers = await asyncio.gather(*map(one, of), return_exceptions=True)
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
    return [answer for answer in answers if not isinstance(answer, BaseException)]
