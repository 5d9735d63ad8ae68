"""The installed program in a terminal of its own: keys in, screen out, and what it leaves behind.

Finds processes as Linux tells them: /proc and pidfd.
"""

import base64
import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

import pyte

BIN = Path(sys.executable).parent
PROGRAM = str(BIN / "tidb-pe")
PATIENCE_S = 30.0
"""No wait is longer; on an idle machine none takes more than five."""

_ON_A_TERMINAL = 'exec "$@" <>"$0" >&0 2>&0'
"""For `sh -c`: a session's first process opens the terminal, which makes it the session's own."""
_SEQUENCE = re.compile(
    r"\x1b(?:\[([<=>?]?)([\d;:]*)([ -/]*)([@-~])|\](.*?)(?:\x07|\x1b\\)|[ -/]*[0-OQ-WYZ\\a-z=>])", re.DOTALL
)
_ALTERNATE, _CURSOR, _WHOLE_FRAMES = "1049", "25", "2026"
_ANSWERED_MODES = {_WHOLE_FRAMES, "2004", "1004"}
"""What this terminal says it can, when asked."""
_KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "f1": "\x1bOP",
    "f5": "\x1b[15~",
}


class Display:
    """What a terminal makes of the bytes it gets: two screens, modes, a clipboard, answers to questions."""

    def __init__(self, columns: int, rows: int) -> None:
        self.modes = {_CURSOR}
        """Numbers of the DEC private modes that are on."""
        self.clipboard: list[str] = []
        """What was sent to it by OSC 52, in order."""
        self.bytes_seen = 0
        self._screens = {alternate: pyte.Screen(columns, rows) for alternate in (False, True)}
        self._streams = {alternate: pyte.Stream(screen) for alternate, screen in self._screens.items()}
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    @property
    def text(self) -> str:
        """What stands on the screen in use, trailing blanks cut."""
        return "\n".join(line.rstrip() for line in self._screens[_ALTERNATE in self.modes].display)

    @property
    def frame_is_whole(self) -> bool:
        """Whether the program is not in the middle of drawing."""
        return _WHOLE_FRAMES not in self.modes

    def feed(self, data: bytes) -> str:
        """Take output; the answers to what was asked in it."""
        self.bytes_seen += len(data)
        text, answers, done = self._rest + self._decoder.decode(data), "", 0
        for found in _SEQUENCE.finditer(text):
            self._draw(text[done : found.start()])
            answers += self._obey(found)
            done = found.end()
        cut = text.find("\x1b", done)
        cut = len(text) if cut < 0 else cut
        self._draw(text[done:cut])
        self._rest = text[cut:]
        return answers

    def _draw(self, text: str) -> None:
        self._streams[_ALTERNATE in self.modes].feed(text)

    def _obey(self, found: re.Match[str]) -> str:
        prefix, arguments, between, final, message = found.groups()
        if message is not None and message.startswith("52;"):
            self.clipboard.append(base64.b64decode(message.split(";", 2)[2]).decode())
        elif prefix == "?" and final in {"h", "l"}:
            (self.modes.update if final == "h" else self.modes.difference_update)(arguments.split(";"))
        elif (prefix, between, final) == ("?", "$", "p"):
            known = arguments in _ANSWERED_MODES
            return f"\x1b[?{arguments};{(1 if arguments in self.modes else 2) if known else 0}$y"
        elif (prefix, final) == ("", "c"):
            return "\x1b[?62;22c"
        elif (prefix, arguments, final) == ("", "6", "n"):
            cursor = self._screens[_ALTERNATE in self.modes].cursor
            return f"\x1b[{cursor.y + 1};{cursor.x + 1}R"
        elif not prefix and not between and message is None:
            self._draw(found.group())
        return ""


class Terminal:
    """A pseudo-terminal with a program in it; as a context manager it ends the program and all that it started."""

    def __init__(self, *command: str, columns: int = 80, rows: int = 24) -> None:
        self.display = Display(columns, rows)
        self._line, self._tty = pty.openpty()
        fcntl.ioctl(self._tty, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._before = termios.tcgetattr(self._tty)
        self.process = subprocess.Popen(
            ["sh", "-c", _ON_A_TERMINAL, os.ttyname(self._tty), *(command or (PROGRAM,))],
            start_new_session=True,
        )
        self.pressed: list[str] = []
        """Every key so far."""
        self._descendants: dict[int, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.descendants()
        self.process.kill()
        self.process.wait()
        for pid_fd in self._descendants.values():
            if not _ended(pid_fd, PATIENCE_S):
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
            assert self._pump() or self.process.poll() is None or met(), f"ended, no {what}; the screen:\n{self.text}"

    def wait_exit(self, within_s: float = PATIENCE_S) -> int:
        """The exit code; negative for the signal that killed it."""
        end = monotonic() + within_s
        while self.process.poll() is None:
            assert monotonic() < end, f"still runs after {within_s:g} s; the screen:\n{self.text}"
            self._pump()
        while self._pump(0):
            pass
        return self.process.returncode

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
        for pid in _descendants(self.process.pid):
            if pid not in self._descendants:
                self._descendants[pid] = os.pidfd_open(pid)
        return frozenset(self._descendants)

    def left_running(self, within_s: float = PATIENCE_S) -> list[int]:
        """Of the processes seen by `descendants`, those that do not end in time."""
        return [pid for pid, pid_fd in self._descendants.items() if not _ended(pid_fd, within_s)]

    def left_on(self) -> set[str]:
        """What a program that ended did not put back: modes of the screen, or of the line."""
        changed = {f"mode {mode}" for mode in self.display.modes ^ {_CURSOR, "7"} if mode != "7"}
        return changed | ({"line"} if termios.tcgetattr(self._tty) != self._before else set())

    def _pump(self, patience_s: float = 0.05) -> bool:
        """Take what the program wrote, if anything, and answer it."""
        if self._line < 0:
            self.process.poll()
            return False
        ready, _, _ = select.select([self._line], [], [], patience_s)
        if ready and (answers := self.display.feed(os.read(self._line, 65536))):
            os.write(self._line, answers.encode())
        return bool(ready)


def _bytes(key: str) -> bytes:
    if key.startswith("ctrl+"):
        return bytes([ord(key[5:].upper()) & 0x1F])
    return _KEYS.get(key, key).encode()


def _ended(pid_fd: int, within_s: float) -> bool:
    return bool(select.select([pid_fd], [], [], within_s)[0])


def _descendants(pid: int) -> set[int]:
    parents = dict(_parents())
    found = {pid}
    while grown := {child for child, parent in parents.items() if parent in found} - found:
        found |= grown
    return found - {pid}


def _parents() -> list[tuple[int, int]]:
    """Every process with its parent."""
    pairs = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pairs.append((int(folder.name), int(words[1])))
    return pairs
