"""One program in a terminal, with a stop-watch."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.end_to_end.terminal import BIN, PROGRAM, Terminal

HELLO = (sys.executable, "-m", "tests.bench.hello")
DEMO = (PROGRAM, "--demo")


@dataclass(frozen=True, slots=True)
class Started:
    first_paint_s: float
    exit_s: float


def started(command: Sequence[str], text: str) -> Started:
    """From the start to the first paint that holds `text`, and from `q` to the end."""
    begun = time.monotonic()
    with Terminal(*command) as terminal:
        terminal.wait_for(text)
        painted, left = terminal.heard_at, time.monotonic()
        terminal.press("q")
        terminal.wait_exit()
        return Started(painted - begun, time.monotonic() - left)


def until(command: Sequence[str], text: str) -> float:
    """Seconds from the start until `text` is on the screen."""
    begun = time.monotonic()
    with Terminal(*command) as terminal:
        terminal.wait_for(text)
        return terminal.heard_at - begun


def whole(*command: str) -> float:
    """Seconds that a command takes from start to end."""
    begun = time.monotonic()
    subprocess.run([str(BIN / command[0]), *command[1:]], check=True, capture_output=True)
    return time.monotonic() - begun


def first_byte(*command: str) -> float:
    """Seconds until a command says anything; its output is no terminal."""
    begun = time.monotonic()
    with subprocess.Popen([str(BIN / command[0]), *command[1:]], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read(1)
        heard = time.monotonic() - begun
        process.stdout.read()
    return heard


def peak_mib(pid: int) -> float:
    """The most memory that the process itself ever held."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


@dataclass(frozen=True, slots=True)
class Key:
    seen_s: float
    bytes: int


def keys(terminal: Terminal, names: Sequence[str]) -> list[Key]:
    """For each key: until what makes the screen show another text arrives, and how many bytes that takes."""
    return [_key(terminal, name) for name in names]


def _key(terminal: Terminal, name: str) -> Key:
    before, written = terminal.text, terminal.display.bytes_seen
    begun = time.monotonic()
    terminal.press(name)
    terminal.wait_until(lambda: terminal.text != before, "change after a key")
    seen = terminal.heard_at - begun
    quiet(terminal, 0.05)
    return Key(seen, terminal.display.bytes_seen - written)


def quiet(terminal: Terminal, seconds: float) -> int:
    """Bytes written while nobody does anything for so long."""
    written, end = terminal.display.bytes_seen, time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.listen(min(0.05, max(end - time.monotonic(), 0)))
    return terminal.display.bytes_seen - written


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` of them do not exceed."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)
