"""The demo cloud, seen from the program: a process of its own, started, watched and ended here."""

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from tui.domain.errors import PrivateEndpointError
from tui.extras import how_to_get

READY_WITHIN_S = 60.0
"""moto's first call takes seconds on a busy machine."""

OPERATOR, SERVICE = ("demo-operator", "demo"), ("demo-service", "demo")
"""Access keys of the demo's accounts; no secret."""

_MODULE = "tui.demo.server"
_IMPORTABLE_FROM = Path(__file__).parents[1]
_LONGEST_LINE, _LAST_BYTES = 300, 100_000


@dataclass(frozen=True, slots=True)
class DemoCloud:
    """What the process tells when it is ready."""

    url: str
    profile: Mapping[str, Any]
    """In the shape of a profile of the settings."""
    tidb_cloud: Mapping[str, str] = field(default_factory=dict)
    """Where the demo's TiDB Cloud is, and its API key; empty in the self-managed demo."""


def why_missing() -> str:
    """One line if the `demo` extra is not installed; imports nothing."""
    if all(find_spec(name) for name in ("moto", "flask", "flask_cors", "jsonschema")):
        return ""
    return how_to_get("tidb-private-endpoint[demo]", "The demo")


_OWN = {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "BOTO_CONFIG": os.devnull,
}
_LEFT_OUT = ("AWS_", "MOTO_", "BOTO", "REQUESTS_", "SSL_", "FLASK_", "WERKZEUG_")


def _environment() -> dict[str, str]:
    """Ours, without what would change moto and its server, show it credentials, or lead it to a proxy."""
    kept = (name for name in os.environ if not name.startswith(_LEFT_OUT))
    return {name: os.environ[name] for name in kept if not name.lower().endswith("_proxy")} | _OWN


class DemoProcess:
    """Runs from construction to `close`; it also ends by itself when this program is killed, by its standard input."""

    def __init__(self, speed: float, *, tidb_cloud: bool = False) -> None:
        if missing := why_missing():
            raise PrivateEndpointError(missing)
        self._closed = False
        self._reading = Lock()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", _MODULE, "--speed", f"{speed:g}", *(["--tidb-cloud"] if tidb_cloud else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=_IMPORTABLE_FROM,  # `-m` looks here first: a `tui` folder where the operator happens to be is not ours
            env=_environment(),
            start_new_session=True,  # no terminal of its own: nothing it does reaches the screen
        )

    def ready(self, within_s: float = READY_WITHIN_S) -> DemoCloud:
        """Wait for the process; blocks. PrivateEndpointError if it ends, or is closed, before it is ready."""
        with self._reading:
            line = b"" if self._closed else self._first_line(within_s)
        try:
            return DemoCloud(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise PrivateEndpointError(self._why_not_ready(within_s)) from error

    def died(self) -> str:
        """One clear line if the process ended by itself; empty while it runs, and after `close`."""
        if self._closed or self._process.poll() is None:
            return ""
        return f"The demo cloud ended unexpectedly: {self._last_error() or f'exit code {self._process.returncode}'}"

    def close(self) -> None:
        """End the process now: it has nothing to save. Wakes `ready` in another thread; twice is no error."""
        self._closed = True
        self._process.kill()
        self._process.wait()
        with self._reading:
            for pipe in (self._process.stdin, self._process.stdout, self._errors):
                if pipe:
                    pipe.close()

    def _first_line(self, within_s: float) -> bytes:
        if not (out := self._process.stdout):
            return b""
        answered, _, _ = select.select([out], [], [], within_s)
        return out.readline() if answered else b""

    def _why_not_ready(self, within_s: float) -> str:
        if self._closed:
            return "The demo was closed while it started."
        with suppress(subprocess.TimeoutExpired):  # its output ends a moment before it does
            self._process.wait(1)
        return self.died() or f"The demo cloud did not start within {within_s:g} s."

    def _last_error(self) -> str:
        self._errors.seek(max(self._errors.seek(0, os.SEEK_END) - _LAST_BYTES, 0))
        lines = self._errors.read().decode(errors="replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "")
        return "".join(filter(str.isprintable, last.strip()))[:_LONGEST_LINE]
