"""Lists of TiDB Cloud, page by page, and whether they were read to their end.

By the vendor's description a list is whole that ends without `nextPageToken` and has as many rows as `totalSize` says,
which clusters and connections have, and IAM's projects have not. JSON made of protobuf may leave out what is empty or
0, so that `{}` can be an empty list; but a gateway or a fault answers `{}`, too. It counts as empty only where no row
was known: where there were some it says nothing, they are kept, and the list is read again.
"""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from tui.domain.errors import PrivateEndpointError
from tui.providers.aws_parse import Raw
from tui.providers.tidb_cloud import errors
from tui.providers.tidb_cloud.budget import OutOfBudget

PAGE_SIZE = 100
"""The most that TiDB Cloud gives."""
_MOST_IDLE_PAGES = 2
"""In a row, that bring nothing new: pages may shift while they are read, but not for ever."""

Ask = Callable[[dict[str, str]], Awaitable[Raw]]
"""Answers the page of these parameters."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read of a list: each ID once, as it came last; a row without an ID is left out."""

    rows: tuple[Raw, ...]
    complete: bool = True
    of: int = 0
    """How many there are, where the answer said so and gave fewer."""
    problem: PrivateEndpointError | None = None


class PagedList:
    """One list; where the budget ended before it did, the next read goes on there."""

    def __init__(self, operation: str, rows: str, id_of: Callable[[Raw], Hashable]) -> None:
        """Of what stands under the key `rows`."""
        self._operation, self._key, self._id_of = operation, rows, id_of
        self._had_rows = False
        self._start()

    def _start(self) -> None:
        self._found: dict[Hashable, Raw] = {}
        self._nameless = self._idle = 0
        self._token, self._tokens = "", {""}

    async def read(self, ask: Ask) -> Rows:
        """All pages, or those that the budget has or that come before a problem."""
        try:
            while True:
                answer = await ask({"pageSize": str(PAGE_SIZE)} | ({"pageToken": self._token} if self._token else {}))
                if not self._take(answer):
                    return self._ended(answer)
        except OutOfBudget:
            return Rows(tuple(self._found.values()), complete=False)
        except PrivateEndpointError as error:
            read = Rows(tuple(self._found.values()), complete=False, problem=error)
            self._start()
            return read

    def _take(self, answer: Raw) -> bool:
        """Take a page; whether there is another."""
        rows = _rows(answer, self._key)
        before = len(self._found)
        self._found |= {self._id_of(raw): raw for raw in rows if self._id_of(raw)}
        self._nameless += sum(not self._id_of(raw) for raw in rows)
        self._token = str(answer.get("nextPageToken") or "")
        if not self._token:
            return False
        self._idle = self._idle + 1 if len(self._found) == before else 0
        if self._token in self._tokens or self._idle == _MOST_IDLE_PAGES:
            raise errors.unreadable(f"the pages of {self._operation} come again and again")
        self._tokens.add(self._token)
        return True

    def _ended(self, last: Raw) -> Rows:
        rows, seen = tuple(self._found.values()), len(self._found) + self._nameless
        self._start()
        total = last.get("totalSize")
        if isinstance(total, int) and total > seen:
            self._had_rows |= bool(rows)
            return Rows(rows, complete=False, of=total)
        says_nothing = last.get(self._key) is None and total is None and not rows
        if says_nothing and self._had_rows:
            return Rows(rows, complete=False)
        self._had_rows = bool(rows)
        return Rows(rows)


def _rows(answer: Raw, key: str) -> list[Raw]:
    rows = answer.get(key) or []
    if not isinstance(rows, list):
        raise errors.unreadable(f"{key} is no list")
    return [row if isinstance(row, dict) else {} for row in rows]
