"""The terminal and the process, as the application meets them: keys, output, size, signals, crashes."""

import asyncio
import os
import select
import signal
import sys
import threading
from typing import Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tui.domain.errors import PrivateEndpointError
from tui.driver.parser import Parser
from tui.local import log
from tui.terminal.output import Output
from tui.terminal.output.frame import Frame
from tui.terminal.output.window import window_size

_TICK_S = 0.1
_CHUNK = 4096


class TerminalDriver(LinuxDriver):
    """Textual's, but it never waits for the line, no byte from the terminal ends it, and it repaints.

    Textual's own writer thread is there and has nothing to do.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._terminal = sys.__stderr__.fileno() if sys.__stderr__ else self.fileno
        self._size = self._get_terminal_size()
        self._output: Output | None = None
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            self._loop.add_signal_handler(number, self._end, number)
        self._loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        self._loop.add_signal_handler(signal.SIGCONT, self._continued)
        self._loop.set_exception_handler(self._failed)
        threading.excepthook = self._thread_failed

    # Output

    def write(self, data: str) -> None:
        if self._output:
            self._output.write(data)

    def new_frame(self) -> Frame | None:
        """What was written last, once; None if that was no frame."""
        return self._output.new_frame() if self._output else None

    def repaint(self) -> None:
        """Write the whole screen, whatever something else wrote over it, and the modes."""
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self.write("\x1b[?25l\x1b[?1004h")
        self._app.refresh()

    def use_mouse(self, *, on: bool) -> None:
        """Have clicks sent here, or leave them to the terminal."""
        if on == self._mouse:
            return
        if not on:
            self._disable_mouse_support()
        self._mouse = on
        self._enable_mouse_support()

    def start_application_mode(self) -> None:
        self._output = Output(self._terminal)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._loop.add_signal_handler(signal.SIGWINCH, self._resized)

    def stop_application_mode(self) -> None:
        if self._output:
            self._output.leave()
            super().stop_application_mode()

    def close(self) -> None:
        super().close()
        if self._output:
            self._output.close()
            self._output = None

    # Size

    def _get_terminal_size(self) -> tuple[int, int]:
        size = window_size(self._terminal)
        return size.columns, size.lines

    def _query_in_band_window_resize(self) -> None:
        """The size is the window's, and told by a signal."""

    def _resized(self) -> None:
        """Tell the size, and repaint: it may be the old one, if somebody attached to it or it was another meanwhile."""
        size = Size(*self._get_terminal_size())
        self.send_message(events.Resize(size, size))
        self.repaint()

    # Input

    def _run_input_thread(self) -> None:
        """Without Textual's net under it, which shows a traceback with local variables and ends with exit code 0."""
        self.run_input_thread()

    def run_input_thread(self) -> None:
        """Until the driver stops, or the line is lost."""
        keys = Parser()
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _TICK_S)[0]:
                if not (data := self._read()):
                    self._loop.call_soon_threadsafe(self._end, signal.SIGHUP)
                    break
                for event in keys.feed(data):
                    self.process_message(event)
            for event in keys.late():
                self.process_message(event)

    def _read(self) -> bytes:
        """What is typed; empty once the line is lost."""
        try:
            return os.read(self.fileno, _CHUNK)
        except OSError:
            return b""

    # Signals

    @property
    def can_suspend(self) -> bool:
        """Not where no shell is there to take it up again."""
        return os.getpgrp() != os.getsid(0)

    def _end(self, number: int) -> None:
        self._app.exit(return_code=128 + number)

    def _continued(self) -> None:
        """After ^Z, or after a stop that it could not see coming: another program had the terminal meanwhile."""
        if not self._auto_restart:
            return
        if self._output:
            self.suspend_application_mode()
        self.resume_application_mode()
        self._app.refresh()

    # Crashes

    def _failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and not isinstance(error, PrivateEndpointError):
            self._app._handle_exception(error)  # noqa: SLF001 - as Textual's message pumps do
        else:
            loop.default_exception_handler(context)

    def _thread_failed(self, crash: threading.ExceptHookArgs) -> None:
        if isinstance(error := crash.exc_value, Exception):
            try:
                self._loop.call_soon_threadsafe(self._app._handle_exception, error)  # noqa: SLF001 - as above
            except RuntimeError:  # the application has ended
                log.note_bug(error)
