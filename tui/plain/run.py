"""Runs the conversation on a connected program."""

import asyncio

from tui import exit_codes
from tui.monitor.store import Store
from tui.plain.announcing import listen
from tui.plain.lines import Lines, Read
from tui.plain.listing import Listing
from tui.plain.talk import Left, Talk
from tui.runtime import Runtime
from tui.terminal.streams import say

NOTHING_LEFT = "Left. Nothing is unfinished."
GO_ON = "tidb-pe --plain goes on: open the setup from the list. What was begun is kept."


def run(runtime: Runtime, store: Store, read: Read | None) -> int:
    """Until the operator leaves, or the input ends; the exit code. Raises PrivateEndpointError."""
    try:
        return asyncio.run(_run(runtime, store, read))
    except KeyboardInterrupt:
        say(f"{_farewell(store)}\n")
        raise


async def _run(runtime: Runtime, store: Store, read: Read | None) -> int:
    lines = Lines(read)
    lines.start()
    talk = Talk(store, lines)
    listen(runtime, store, talk)
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
        say(f"{_farewell(store)}\n")


def _farewell(store: Store) -> str:
    unfinished = len(store.snapshot.drafts) + sum(work.unfinished for work in store.snapshot.works)
    return GO_ON if unfinished else NOTHING_LEFT
