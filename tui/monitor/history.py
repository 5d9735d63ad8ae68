"""What happened to each private endpoint since the program watches."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.monitor.events import changed_rows
from tui.monitor.store import Store

MOST_IN_ALL = 200
MOST_A_KEY = 50
"""How many entries are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not what it was."""

    what: str
    """`Status`, `Turn`, `AWS`, `TiDB` or `Private DNS`."""
    was: str
    """Empty: it was not there."""
    now: str
    """Empty: it is not there any more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one poll found changed on one row."""

    at: datetime
    key: str
    changes: tuple[Change, ...]


class History:
    """Hears every snapshot and keeps what changed; make it before anything is published."""

    def __init__(self, store: Store) -> None:
        self.since: datetime | None = None
        """When it began to watch: the first poll."""
        self._entries: list[Entry] = []
        self._last = Snapshot()
        store.subscribe(self._take)

    def of(self, key: str) -> tuple[Entry, ...]:
        """What happened to the row of that key, newest first."""
        return tuple(entry for entry in reversed(self._entries) if entry.key == key)

    def _take(self, snapshot: Snapshot) -> None:
        was, self._last = self._last, snapshot
        if snapshot.at is None:
            return
        self.since = self.since or snapshot.at
        for key, changes in deque(between(was, snapshot), maxlen=MOST_IN_ALL):
            self._add(Entry(snapshot.at, key, changes))

    def _add(self, entry: Entry) -> None:
        own = [each for each in self._entries if each.key == entry.key]
        if len(own) >= MOST_A_KEY:
            self._entries.remove(own[0])
        self._entries.append(entry)
        del self._entries[:-MOST_IN_ALL]


def between(old: Snapshot, new: Snapshot) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The changes of each VPC endpoint's row from `old` to `new`, by its key; those that are gone last. Pure."""
    for was, row in changed_rows(old, new):
        if row.vpc_endpoint_id and (changes := differences(was, row)):
            yield row.key, changes
    there = {row.key for row in new.rows}
    for row in old.rows:
        if row.key not in there and row.vpc_endpoint_id:
            yield row.key, (Change("Status", row.standing.status, ""),)


def differences(was: PrivateEndpoint | None, now: PrivateEndpoint) -> tuple[Change, ...]:
    """What is not what it was, in the order people ask for it."""
    before, after = _aspects(was) if was else {}, _aspects(now)
    return tuple(Change(what, before.get(what, ""), is_) for what, is_ in after.items() if before.get(what, "") != is_)


def _aspects(row: PrivateEndpoint) -> dict[str, str]:
    aws, tidb = row.vpc_endpoint, row.connection
    return {
        "Status": row.standing.status,
        "Turn": row.standing.turn,
        "AWS": (aws.state_text or aws.state) if aws else "",
        "TiDB": (tidb.state_text or tidb.state) if tidb else "",
        "Private DNS": {True: "on", False: "off", None: ""}[row.private_dns],
    }
