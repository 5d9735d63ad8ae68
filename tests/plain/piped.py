"""The program with pipes for standard input and output."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


class Piped:
    """Says a line, and hears what comes."""

    def __init__(self, *words: str, env: Mapping[str, str] | None = None) -> None:
        self.heard = ""
        self._unread = ""
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
        self._process = subprocess.Popen(
            [sys.executable, *(words if words[0] == "-c" else ("-m", "tui", *words))],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=PATIENCE_S)

    def say(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def hear(self, pattern: str) -> str:
        """What `pattern` finds, or its group, in what was not heard before."""
        while not (found := re.search(pattern, self._unread, re.MULTILINE)):
            self._read()
        self._unread = self._unread[found.end() :]
        return found[found.re.groups]

    def ask(self, line: str, pattern: str) -> str:
        """Say `line`, and hear `pattern` in what follows."""
        self.say(line)
        return self.hear(pattern)

    def end(self) -> int:
        """Close the input; the exit code, with all that was said until then."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.stdin = None
        out, _ = self._process.communicate(timeout=PATIENCE_S)
        self.heard += out.decode()
        return self._process.returncode

    def interrupt(self) -> None:
        """As Ctrl-C does."""
        self._process.send_signal(signal.SIGINT)

    def wait(self) -> int:
        """The exit code, with all that was said until then; the input stays open."""
        assert self._process.stdout
        while data := self._process.stdout.read():
            self.heard += data.decode()
        return self._process.wait(PATIENCE_S)

    def _read(self) -> None:
        assert self._process.stdout
        ready = select.select([self._process.stdout], [], [], PATIENCE_S)[0]
        data = os.read(self._process.stdout.fileno(), 65536) if ready else b""
        assert data, f"nothing more was said after:\n{self.heard[-3000:]}"
        text = data.decode("utf-8", "replace")
        self.heard += text
        self._unread += text
