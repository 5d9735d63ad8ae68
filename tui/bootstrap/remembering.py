"""Keeps the names of what was read, for the completion of shells."""

from tui.domain.snapshot import Snapshot
from tui.local import last_read
from tui.local.writer import Writing
from tui.monitor.store import Store


def remember(store: Store, writer: Writing, prefix: str) -> None:
    """Have `writer` keep the names in `store` whenever they change; the event loop waits for no disk."""
    kept: tuple[last_read.Names, bool] | None = None
    shown = Snapshot()

    def look(now: Snapshot) -> None:
        nonlocal kept, shown
        if not now.loaded or all(one is other for one, other in zip(_told(now), _told(shown), strict=True)):
            return
        shown, found = now, (last_read.names_of(now), now.complete)
        if found != kept:
            kept = found
            writer.put("names", lambda: last_read.write(found[0], prefix, whole=found[1]))

    store.subscribe(look)


def _told(snapshot: Snapshot) -> tuple[object, ...]:
    """What the names follow from; equal rows and clusters stay the same from one snapshot to the next."""
    return snapshot.rows, snapshot.clusters, snapshot.complete
