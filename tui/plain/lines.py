"""Standard input, a line at a time, without that the program stands still meanwhile."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Thread

Read = Callable[[int], bytes]
"""At most so many bytes of the input, as soon as there are some; none at its end. May raise OSError."""
AT_ONCE = 65_536


class Lines:
    """What is typed, or comes through a pipe; None at its end, and from then on."""

    def __init__(self, read: Read | None) -> None:
        """`read` must not hold a lock while it blocks: the interpreter ends with it in the midst of that."""
        self._bytes = read
        self._read: asyncio.Queue[str | None] = asyncio.Queue()
        self._ended = read is None

    def start(self) -> None:
        """In a thread that does not keep the program from ending; call it in the event loop."""
        if self._bytes:
            Thread(target=self._run, args=(asyncio.get_running_loop(), self._bytes), daemon=True).start()

    async def next(self) -> str | None:
        """The next line without its end."""
        if self._ended:
            return None
        line = await self._read.get()
        self._ended = line is None
        return line

    def _run(self, loop: asyncio.AbstractEventLoop, read: Read) -> None:
        with suppress(RuntimeError):  # the loop has ended
            for line in _lines(read):
                loop.call_soon_threadsafe(self._read.put_nowait, line.decode("utf-8", "replace").strip())
            loop.call_soon_threadsafe(self._read.put_nowait, None)


def _lines(read: Read) -> Iterator[bytes]:
    """The last one may lack its end."""
    rest = b""
    with suppress(OSError):  # a terminal that is gone
        while data := read(AT_ONCE):
            *lines, rest = (rest + data).split(b"\n")
            yield from lines
    if rest:
        yield rest
