"""`watch`: one line for each change, until it is as wanted, or the time is up."""

import asyncio
from argparse import Namespace
from typing import TYPE_CHECKING

from tui import exit_codes
from tui.domain.errors import CredentialsError, PermissionDenied
from tui.domain.listing import select
from tui.domain.snapshot import Snapshot
from tui.domain.status import Turn
from tui.headless.listing import check_filter
from tui.headless.session import Session
from tui.headless.until import Seen, at_the_end, ended
from tui.monitor.history import Change
from tui.settings.problems import SettingsError
from tui.views.changes import ChangeView, changes_view
from tui.views.plain import plain

if TYPE_CHECKING:
    from tui.domain.private_endpoint import PrivateEndpoint

_NOT_BY_WAITING = (CredentialsError, PermissionDenied, SettingsError)


async def watch(session: Session, arguments: Namespace) -> int:
    """Poll as the screen does, and print what changes of the rows that the filter ever meant."""
    wanted = " ".join(arguments.filter)
    check_filter(wanted)
    watching = Watching(session, wanted, arguments.until or "")
    poller, operations = session.runtime.poller, session.runtime.operations
    tasks = [asyncio.ensure_future(each) for each in (operations.run(), poller.run(), watching.end())]
    try:
        await asyncio.wait(tasks, timeout=arguments.timeout, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                task.result()  # a bug in one of them is raised here
        return watching.finish()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Watching:
    """Hears every snapshot and prints what is new in it."""

    def __init__(self, session: Session, wanted: str, until: str) -> None:
        self._session, self._wanted, self._until = session, wanted, until
        self._rows: dict[str, PrivateEndpoint] = {}
        """Those ever meant, as they last were; without those that are known to be gone."""
        self._keys: set[str] = set()
        self._changes: list[ChangeView] = []
        self._code: int | None = None
        self._ended = asyncio.Event()
        self._printing: BaseException | None = None

    async def end(self) -> None:
        """Return once nothing is to be waited for any more. Raises OutputError where nothing can be printed."""
        unsubscribe = self._session.store.subscribe(self._take)
        try:
            await self._ended.wait()
        finally:
            unsubscribe()
        if self._printing:
            raise self._printing

    def finish(self) -> int:
        """Print what is printed at the end alone; the exit code."""
        session = self._session
        code = self._code if self._code is not None else at_the_end(self._until, self._seen(session.store.snapshot))
        if session.output == "json":
            session.say("changes", self._changes, str)
        for row in self._seen(session.store.snapshot).rows if code == exit_codes.YOUR_TURN else ():
            if row.standing.turn is Turn.YOU:
                session.tell(f"{row.key}: your turn. {row.standing.next}")
        return code

    def _take(self, snapshot: Snapshot) -> None:
        if not snapshot.loaded or self._ended.is_set():
            return
        self._session.tell_problems(snapshot)
        try:
            self._print(snapshot)
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            self._printing = error
            self._ended.set()
            return
        self._code = _hopeless(snapshot) if not self._keys else None
        if self._code is None and self._until:
            self._code = ended(self._until, self._seen(snapshot))
        if self._code is not None:
            self._ended.set()

    def _seen(self, snapshot: Snapshot) -> Seen:
        return Seen(self._keys, snapshot)

    def _print(self, snapshot: Snapshot) -> None:
        self._keys |= {row.key for row in select(snapshot.rows, self._wanted)}
        rows = {row.key: row for row in snapshot.rows if row.key in self._keys}
        for row in rows.values():
            self._session.runtime.operations.watch(row)
        for change in changes_view(self._rows, rows, snapshot):
            self._print_change(change)
        self._rows = {key: row for key, row in (self._rows | rows).items() if key not in snapshot.gone}
        moving = sum(row.standing.turn in {Turn.AWS, Turn.TIDB} for row in rows.values())
        self._session.progress.text = f"Watching {len(rows)}, {moving} of them moving …"

    def _print_change(self, change: ChangeView) -> None:
        if self._session.output == "json":
            self._changes.append(change)
        else:
            self._session.say_rows("changes", [change], [change], lambda: _text(change))


def _hopeless(snapshot: Snapshot) -> int | None:
    """The exit code where nothing was read, and waiting does not help."""
    for reading in snapshot.problems:
        if isinstance(reading.problem, _NOT_BY_WAITING):
            return exit_codes.exit_code(reading.problem)
    return None


def _text(change: ChangeView) -> str:
    """`2026-08-01T12:00:05Z  vpce-…  orders  Status Pending → Active  Ready for use.`."""
    line = change.endpoint
    at = f"{change.at:%Y-%m-%dT%H:%M:%SZ}" if change.at else "-"
    told = "; ".join(map(_change, change.changes))
    words = (at, line.id or "-", plain(line.cluster, 120), told, "" if change.gone else plain(line.next))
    return "  ".join(word for word in words if word) + "\n"


def _change(change: Change) -> str:
    if change.what == "Status" and not change.now:
        return f"Gone, was {change.was}"
    was = f"{plain(change.was, 60)} → " if change.was else ""
    return f"{change.what} {was}{plain(change.now, 60) or 'not visible'}"
