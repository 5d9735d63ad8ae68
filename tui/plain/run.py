"""Runs the conversation on a connected program."""

import asyncio
from typing import IO, TYPE_CHECKING

from tui import exit_codes
from tui.domain.errors import PrivateEndpointError
from tui.domain.snapshot import Snapshot
from tui.monitor.store import Store
from tui.plain.lines import Lines
from tui.plain.listing import Listing
from tui.plain.talk import Left, Talk
from tui.runtime import Runtime
from tui.streams import say
from tui.views.plain import plain

if TYPE_CHECKING:
    from tui.domain.work import Work

NOTHING_LEFT = "Left. Nothing is unfinished."
GO_ON = "tidb-pe --plain goes on: open the setup from the list. What was begun is kept."


def run(runtime: Runtime, store: Store, stdin: IO[bytes] | None) -> int:
    """Until the operator leaves, or `stdin` ends; the exit code. Raises PrivateEndpointError."""
    return asyncio.run(_run(runtime, store, stdin))


async def _run(runtime: Runtime, store: Store, stdin: IO[bytes] | None) -> int:
    lines = Lines(stdin)
    lines.start()
    talk = Talk(store, lines)
    _listen(runtime, store, talk)
    work = [asyncio.ensure_future(each) for each in (runtime.operations.run(), runtime.poller.run())]
    conversation = asyncio.ensure_future(_converse(talk, runtime, store))
    try:
        await asyncio.wait({*work, conversation}, return_when=asyncio.FIRST_COMPLETED)
        for task in (*work, conversation):
            if task.done():
                task.result()  # a bug in one of them is raised here
    finally:
        for task in (*work, conversation):
            task.cancel()
        await asyncio.gather(*work, conversation, return_exceptions=True)
    return exit_codes.OK


async def _converse(talk: Talk, runtime: Runtime, store: Store) -> None:
    talk.tell(f"tidb-pe, {runtime.label}. Reading TiDB and AWS …")
    while not store.snapshot.loaded:
        await talk.change()
    try:
        await Listing(talk, runtime, store).run()
    except Left:
        unfinished = len(store.snapshot.drafts) + sum(work.unfinished for work in store.snapshot.works)
        say(f"{GO_ON if unfinished else NOTHING_LEFT}\n")


def _listen(runtime: Runtime, store: Store, talk: Talk) -> None:
    """What is told on whatever page one is."""

    def stopped(work: "Work") -> None:
        if work.problem and not work.expected:
            talk.later(_told(work.problem, work.stopped))

    runtime.notices.listen(lambda text: talk.later(plain(text)))
    runtime.operations.tell_unsaved = lambda error: talk.later(_told(error, "Not saved"))
    runtime.operations.tell_failed = lambda error: talk.later(_told(error, "That did not work"))
    runtime.operations.work.tell_stopped = stopped
    store.subscribe(_Demo(runtime, talk).watch)


def _told(error: PrivateEndpointError, title: str) -> str:
    return plain(f"✗ {title}. {error.told}", 1000)


class _Demo:
    """Without its process the demo has nothing to show."""

    def __init__(self, runtime: Runtime, talk: Talk) -> None:
        self._demo, self._talk = runtime.demo, talk

    def watch(self, snapshot: Snapshot) -> None:
        """End the conversation once it died."""
        if self._demo and snapshot.problems and (line := self._demo.died()):
            self._talk.end(PrivateEndpointError(line))
