"""Standard input, a line at a time, without that the program stands still meanwhile."""

import asyncio
from contextlib import suppress
from threading import Thread
from typing import IO

LONGEST = 200_000
"""Characters of a line that are read at once: a list of IDs that is pasted is as long."""


class Lines:
    """What is typed, or comes through a pipe; None at its end, and from then on."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._stream = stream
        self._read: asyncio.Queue[str | None] = asyncio.Queue()
        self._ended = stream is None

    def start(self) -> None:
        """In a thread that does not keep the program from ending; call it in the event loop."""
        if self._stream:
            Thread(target=self._run, args=(asyncio.get_running_loop(), self._stream), daemon=True).start()

    async def next(self) -> str | None:
        """The next line without its end."""
        if self._ended:
            return None
        line = await self._read.get()
        self._ended = line is None
        return line

    def _run(self, loop: asyncio.AbstractEventLoop, stream: IO[bytes]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            with suppress(OSError, ValueError):  # a terminal that is gone
                while data := stream.readline(LONGEST):
                    text = data.decode("utf-8", "replace").strip()
                    loop.call_soon_threadsafe(self._read.put_nowait, text)
            loop.call_soon_threadsafe(self._read.put_nowait, None)
