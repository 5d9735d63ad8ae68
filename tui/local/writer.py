"""One thread that writes to disk, in order: the event loop waits for no disk."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Protocol

LAST_S = 1.0
"""How long the end of the program waits for a disk that does not answer."""

Write = Callable[[], None]


class Writing(Protocol):
    """Has something written, sooner or later."""

    def put(self, what: Hashable, write: Write) -> "Future[None]":
        """Have `write` called; the future ends when it has, with its error. Never blocks.

        A write of the same `what` that has not begun yet is replaced, in its place: only the newest text counts.
        """


class AtOnce:
    """Writes where it is asked to: for what has no event loop to hold up."""

    def put(self, what: Hashable, write: Write) -> "Future[None]":  # noqa: ARG002 - nothing waits that it could replace
        done: Future[None] = Future()
        _run(write, [done])
        return done


class Writer:
    """A thread of its own; `close` ends it once everything is written."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, tuple[Write, list[Future[None]]]] = {}
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="tidb-pe-writer", daemon=True)
        self._thread.start()

    def put(self, what: Hashable, write: Write) -> "Future[None]":
        done: Future[None] = Future()
        if self._closed:  # the program ends: what comes now has nobody to hold up
            _run(write, [done])
            return done
        with self._changed:
            _, waiting = self._waiting.get(what, (write, []))
            self._waiting[what] = write, [*waiting, done]
            self._changed.notify()
        return done

    def close(self) -> None:
        """Write what waits, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(LAST_S)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                write, waiting = self._waiting.pop(next(iter(self._waiting)))
            _run(write, waiting)


def _run(write: Write, waiting: "list[Future[None]]") -> None:
    """Write in any case; of those who wait, some may have given up, which is no reason to lose anything."""
    heard = [each for each in waiting if each.set_running_or_notify_cancel()]
    try:
        write()
    except Exception as error:  # noqa: BLE001 - it is raised where it is asked for
        for each in heard:
            each.set_exception(error)
        return
    for each in heard:
        each.set_result(None)


def tell_end(done: "Future[None]", tell: Callable[[BaseException | None], None]) -> None:
    """Call `tell`, on this event loop, with the error that `done` ends with, or None."""
    if done.done():
        tell(done.exception())
        return
    loop = asyncio.get_running_loop()

    def ended(future: "Future[None]") -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody is there to hear it
            loop.call_soon_threadsafe(tell, future.exception())

    done.add_done_callback(ended)
