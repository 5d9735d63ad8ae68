"""The program at work beside a command: polling, and carrying on what was begun."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from tui import exit_codes
from tui.domain.snapshot import Snapshot
from tui.headless.session import Session

T = TypeVar("T")


class Ends(Exception):  # noqa: N818 - reads as what it says
    """The command ends here, with an exit code, and with what the operator should know."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class Working:
    """Waits for what the sides show."""

    def __init__(self, session: Session, tasks: "Sequence[asyncio.Future[None]]", ends_at: float | None) -> None:
        self._session, self._tasks, self._ends_at = session, tasks, ends_at

    async def read(self) -> Snapshot:
        """What the first poll says."""
        return await self.until("Reading TiDB and AWS …", lambda snapshot: snapshot if snapshot.loaded else None)

    async def until(self, doing: str, ready: Callable[[Snapshot], T | None]) -> T:
        """What `ready` first answers but None. Raises what it raises, and Ends when the time is up."""
        loop, session = asyncio.get_running_loop(), self._session
        found: asyncio.Future[T] = loop.create_future()

        def look(snapshot: Snapshot) -> None:
            session.tell_problems(snapshot)
            if not found.done():
                _answer(found, lambda: ready(snapshot))

        session.progress.text = doing
        unsubscribe = session.store.subscribe(look)
        try:
            left = None if self._ends_at is None else max(self._ends_at - loop.time(), 0)
            awaited: set[asyncio.Future[Any]] = {found, *self._tasks}
            await asyncio.wait(awaited, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        finally:
            unsubscribe()
        for task in self._tasks:
            if task.done():
                task.result()  # a bug in one of them is raised here
        if not found.done():
            raise Ends(exit_codes.MOVING, f"The time is up. {doing}")
        return found.result()


def _answer(found: "asyncio.Future[T]", ready: Callable[[], T | None]) -> None:
    try:
        answer = ready()
    except Exception as error:  # noqa: BLE001 - raised where it is waited for
        found.set_exception(error)
    else:
        if answer is not None:
            found.set_result(answer)


@asynccontextmanager
async def at_work(session: Session, timeout_s: float | None) -> AsyncIterator[Working]:
    """Until the block is left, or `timeout_s` are over. Raises the refusal of a program that changes nothing."""
    runtime = session.changing()
    loop = asyncio.get_running_loop()
    tasks = [asyncio.ensure_future(each) for each in (runtime.operations.run(), runtime.poller.run())]
    try:
        yield Working(session, tasks, None if timeout_s is None else loop.time() + timeout_s)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
