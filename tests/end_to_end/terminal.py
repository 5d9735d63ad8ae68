"""The installed program in a terminal of its own: keys in, screen out, and what it leaves behind."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import MappingProxyType, TracebackType
from typing import Any, Self

from tests.end_to_end import processes
from tests.end_to_end.display import USUAL_MODES, Display

BIN = Path(sys.executable).parent
PROGRAM = str(BIN / "tidb-pe")
PATIENCE_S = 30.0
"""No wait is longer; on an idle machine none takes more than five."""

_ON_A_TERMINAL = 'exec "$@" <>"$0" >&0 2>&0'
"""For `sh -c`: a session's first process opens the terminal, which makes it the session's own."""
_FIXED_SIZE = {"LINES", "COLUMNS"}
"""Set by pytest's workers, and by readline behind os.environ's back: a program takes them for the terminal's size."""
_KEYS = {
    "enter": "\r",
    "tab": "\t",
    "backtab": "\x1b[Z",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "f1": "\x1bOP",
    "f5": "\x1b[15~",
}


class Terminal:
    """A pseudo-terminal with a program in it; as a context manager it ends the program and all that it started."""

    def __init__(
        self, *command: str, columns: int = 80, rows: int = 24, environment: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.display = Display(columns, rows)
        self._line, self._tty = pty.openpty()
        self._set_size(columns, rows)
        self._before = termios.tcgetattr(self._tty)
        self.process = subprocess.Popen(
            ["sh", "-c", _ON_A_TERMINAL, os.ttyname(self._tty), *(command or (PROGRAM,))],
            env={name: text for name, text in os.environ.items() if name not in _FIXED_SIZE} | dict(environment),
            start_new_session=True,
        )
        self.pressed: list[str] = []
        """Every key so far."""
        self.heard_at = 0.0
        """When what it last wrote arrived, by the monotonic clock: what is made of it here takes milliseconds."""
        self._descendants: dict[int, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.descendants()
        self.process.kill()
        self.process.wait()
        for pid_fd in self._descendants.values():
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(pid_fd, signal.SIGKILL)
            os.close(pid_fd)
        for descriptor in {self._line, self._tty} - {-1}:
            os.close(descriptor)

    @property
    def text(self) -> str:
        return self.display.text

    def press(self, *keys: str) -> None:
        """Send keys: `enter`, `ctrl+r`, `down`, …, or a text as it is typed."""
        self.pressed += keys
        for key in keys:
            os.write(self._line, _bytes(key))

    def send(self, data: bytes) -> None:
        """Bytes as a terminal may send them, whatever they mean."""
        os.write(self._line, data)

    def write_over(self, text: str) -> None:
        """As another program does that has this terminal too."""
        with os.fdopen(os.open(os.ttyname(self._tty), os.O_WRONLY | os.O_NOCTTY), "w") as tty:
            tty.write(text)

    def burst(self, *keys: str) -> None:
        """Send keys in one write, as a line that was stalled delivers them."""
        self.pressed += keys
        os.write(self._line, b"".join(_bytes(key) for key in keys))

    def resize(self, columns: int, rows: int) -> None:
        """Another size, which the program is told by a signal."""
        self.display.resize(columns, rows)
        self._set_size(columns, rows)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._tty, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, *texts: str, within_s: float = PATIENCE_S) -> str:
        """Until every one of `texts` stands on the screen; that screen."""
        self.wait_until(lambda: all(text in self.text for text in texts), f"{texts} on the screen", within_s)
        return self.text

    def wait_without(self, text: str) -> None:
        """Until `text` stands nowhere on the screen."""
        self.wait_until(lambda: text not in self.text, f"screen without {text!r}")

    def wait_until(self, met: Callable[[], bool], what: str, within_s: float = PATIENCE_S) -> None:
        """Until `met`, looked at whenever a frame is drawn; AssertionError, with the screen, if it is not in time."""
        end = monotonic() + within_s
        while not (self.display.frame_is_whole and met()):
            assert monotonic() < end, f"no {what} within {within_s:g} s; the screen:\n{self.text}"
            assert self.listen() or self.process.poll() is None or met(), f"ended, no {what}; the screen:\n{self.text}"

    def hear_out(self, quiet_s: float = 0.3) -> None:
        """Until nothing is written for so long, for most of which the program did not want to compute either."""
        busy_s = self._busy_s()
        while self.listen(quiet_s) or self._busy_s() - busy_s > quiet_s / 2:
            busy_s = self._busy_s()

    def _busy_s(self) -> float:
        """Of the program; 0 of one that has ended."""
        with suppress(FileNotFoundError, ProcessLookupError):
            return processes.busy_s(self.process.pid)
        return 0.0

    def agree(self) -> None:
        """Say yes to the question on the screen, as a person who has read it."""
        self.hear_out()
        self.press("tab", "enter")

    def wait_exit(self, within_s: float = PATIENCE_S) -> int:
        """The exit code; negative for the signal that killed it."""
        end = monotonic() + within_s
        while self.process.poll() is None:
            assert monotonic() < end, f"still runs after {within_s:g} s; the screen:\n{self.text}"
            self.listen()
        while self.listen(0):
            pass
        return self.process.returncode

    def stall(self) -> int:
        """From now on the line takes nothing, until it is listened to; bytes that are in it."""
        tty = os.open(os.ttyname(self._tty), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        filled = fill(tty)
        os.close(tty)
        return filled

    def wait_until_taken(self) -> None:
        """Until what was pressed is read."""
        while struct.unpack("i", fcntl.ioctl(self._tty, termios.FIONREAD, b"\0" * 4))[0]:
            select.select([], [], [], 0.01)

    def wait_until_idle(self, quiet_s: float = 0.5) -> None:
        """Until it wants nearly no processor time any more; nothing is listened to meanwhile."""
        before = 0.0
        while (now := self._busy_s()) - before > quiet_s / 10:
            before = now
            select.select([], [], [], quiet_s)

    def wait_exit_unread(self, within_s: float) -> int:
        """The exit code of a program whose line takes nothing; the line is read after that."""
        self.process.wait(within_s)
        return self.wait_exit()

    def hang_up(self) -> None:
        """Break the line, as a lost connection does."""
        self.descendants()
        os.close(self._line)
        self._line = -1

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to the program alone."""
        self.descendants()
        self.process.send_signal(number)

    def kill_descendants(self) -> None:
        """Kill what the program started, and leave the program alone."""
        for pid in self.descendants():
            signal.pidfd_send_signal(self._descendants[pid], signal.SIGKILL)

    def descendants(self) -> frozenset[int]:
        """Process IDs of what the program started, and of what these did; remembered, to be looked for later."""
        for pid in processes.descendants(self.process.pid):
            if pid not in self._descendants:
                with suppress(ProcessLookupError):
                    self._descendants[pid] = os.pidfd_open(pid)
        return frozenset(self._descendants)

    def left_running(self, within_s: float = PATIENCE_S) -> list[int]:
        """Of the processes seen by `descendants`, those that do not end in time."""
        return [pid for pid, pid_fd in self._descendants.items() if not processes.ended(pid_fd, within_s)]

    def left_on(self) -> set[str]:
        """What a program that ended did not put back: modes of the screen, or of the line."""
        line = {"line"} if self.line_modes() != self._before else set()
        return (self.display.modes ^ USUAL_MODES) | line

    def line_modes(self) -> list[Any]:
        """How the line is set, as termios tells it."""
        return termios.tcgetattr(self._tty)

    def listen(self, patience_s: float = 0.05) -> bool:
        """Take what the program wrote, if anything, and answer it."""
        if self._line < 0:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(patience_s)
            return False
        ready, _, _ = select.select([self._line], [], [], patience_s)
        if ready:
            data, self.heard_at = os.read(self._line, 65536), monotonic()
            os.write(self._line, self.display.feed(data).encode())
        return bool(ready)


def fill(tty: int) -> int:
    """Write to a terminal that nobody reads, and that does not block, until it takes nothing any more; bytes."""
    filled = 0
    while select.select([], [tty], [], 0.05)[1]:
        for piece in (b"." * 1000, b"."):
            with suppress(BlockingIOError):
                while True:
                    filled += os.write(tty, piece)
    return filled


def _bytes(key: str) -> bytes:
    if key.startswith("ctrl+"):
        return bytes([ord(key[5:].upper()) & 0x1F])
    return _KEYS.get(key, key).encode()
