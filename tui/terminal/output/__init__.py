"""What is written to the terminal: the cells that differ from what it shows, and no more.

Textual writes lines whole, each piece with its style in full; on a slow line most of that is waited for in vain.
"""

import os
import select
import signal
import termios
from contextlib import suppress
from threading import Condition, Thread

from tui.terminal.output.frame import Frame
from tui.terminal.output.shown import Shown
from tui.terminal.output.window import window_size

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a frame, so that no half of it is shown."""
_CANCEL = "\x18"
"""Ends a sequence that was cut."""
_CHUNK = 4096
_PATIENCE_S = 0.4
"""For the line to take what is left, twice: as it is, then after what it did not take was thrown away."""


class Output:
    """A terminal to write to, in Textual's frames. Who writes does not wait for the line: a thread does.

    A frame that the line did not take yet gives way to the newest one. All else is sent as it is, in its order, before
    the frame. What is written after the terminal is gone is dropped.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._changed = Condition()
        self._shown = Shown()
        self._rest: list[str] = []
        self._handed: list[Frame] = []
        self._going: list[Frame] = []
        """Frames that wait to go to the line, and those on their way."""
        self._around = ("", "")
        self._last: list[str] = []
        """What puts the terminal back."""
        self._leaving = self._closed = self._given_up = False
        self._newest: Frame | None = None
        self._thread = Thread(target=self._run, name="tidb-pe-output", daemon=True)
        self._thread.start()

    def write(self, text: str) -> None:
        """Take a frame, or anything else."""
        if not (self._thread.is_alive() or self._leaving):
            return
        with self._changed:
            if text in {_BEGIN, _END}:
                self._around = _BEGIN, _END
            elif self._shown.draw(text, window_size(self._descriptor)):
                self._newest = Frame()
                self._handed.append(self._newest)
            else:
                (self._last if self._leaving else self._rest).append(text)
            self._changed.notify()

    def new_frame(self) -> Frame | None:
        """The last that was written, once."""
        frame, self._newest = self._newest, None
        return frame

    def leave(self) -> None:
        """No frame is written any more; what comes now puts the terminal back."""
        with self._changed:
            self._leaving = True

    def close(self) -> None:
        """Wait until the line took what is left, about 1 s at most."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(_PATIENCE_S)
        if self._thread.is_alive():
            self._give_up()
            self._thread.join(_PATIENCE_S)
        elif self._last:  # it died of a bug
            self._thread = Thread(target=self._put_back, daemon=True)
            self._thread.start()
            self._thread.join(_PATIENCE_S)

    def _give_up(self) -> None:
        """Make room for what puts the terminal back; a write that waits for room hears of it by a signal alone."""
        self._given_up = True
        with suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCOFLUSH)
        signal.signal(signal.SIGURG, lambda *_: None)
        if self._thread.ident:
            signal.pthread_kill(self._thread.ident, signal.SIGURG)

    def _run(self) -> None:
        with suppress(OSError):  # the terminal is gone
            while text := self._next():
                self._put(text)
                self._arrived()
            self._put_back()

    def _put_back(self) -> None:
        last, self._last = "".join(self._last), []
        with suppress(OSError):
            self._put(last)
            if self._given_up:
                self._given_up = False
                self._put(_CANCEL + last)

    def _next(self) -> str:
        """What is to be written, as soon as there is something; empty at the end."""
        with self._changed:
            while not (text := self._take()) and not self._closed:
                self._changed.wait()
        return text

    def _take(self) -> str:
        rest, self._rest = "".join(self._rest), []
        if self._leaving:
            return rest
        frame = self._shown.news()
        self._going, self._handed = self._handed, []
        for each in self._going:
            each.begin()
        if not (frame or rest):  # shown already
            self._arrived()
        return rest + (frame.join(self._around) if frame else "")

    def _arrived(self) -> None:
        for each in self._going:
            each.end()

    def _put(self, text: str) -> None:
        """Blocks until the line took all, or the rest was given up."""
        data = text.encode(errors="replace")
        while data and not self._given_up:
            try:
                data = data[os.write(self._descriptor, data[:_CHUNK]) :]
            except BlockingIOError:  # another program set it so, for all that have this terminal open
                select.select([], [self._descriptor], [], _PATIENCE_S / 4)
