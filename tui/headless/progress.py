"""What is waited for, on one line of standard error, while that is a terminal."""

import os
import sys
import time
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Self

FIRST_AFTER_S = 1.0
"""What is quicker says nothing."""
_ERASE = b"\r\x1b[K"


class Progress:
    """Shows `text`, unless it is empty, and the seconds since it began; nothing of it is left at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._over, self._lock = Event(), Lock()
        self._shown = False

    def __enter__(self) -> Self:
        if _shows():
            Thread(target=self._run, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.clear()

    def clear(self) -> None:
        """Take the line away until it is shown again a second later."""
        with self._lock:
            if self._shown:
                self._write(_ERASE)
                self._shown = False

    def _run(self) -> None:
        begun = time.monotonic()
        while not self._over.wait(FIRST_AFTER_S):
            with self._lock:
                if self.text and not self._over.is_set():
                    self._shown = True
                    self._write(_ERASE + f"{self.text} {_elapsed(time.monotonic() - begun)}".encode())

    def _write(self, data: bytes) -> None:
        with suppress(OSError):
            os.write(sys.stderr.fileno(), data)


def _shows() -> bool:
    return bool(sys.stderr and sys.stderr.isatty()) and os.environ.get("TERM", "") not in {"", "dumb"}


def _elapsed(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
