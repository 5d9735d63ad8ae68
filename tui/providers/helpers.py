"""Programs that print AWS credentials (`credential_process`), run where they reach neither keys nor screen."""

import json
import os
import selectors
import shlex
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import Any

from tui.domain.errors import CredentialsError
from tui.local.log import redacted

LIMIT_S = 120.0
"""How long one may take: a person may be signing in in a browser that it opened."""
_MOST_BYTES = 1_000_000
_LOOK_S = 0.2
"""How often a program that says nothing is looked at: it may have ended, and left its output to another."""
_LONGEST = 200


class Helpers:
    """The helpers that one account runs."""

    def __init__(self, limit_s: float | None = None) -> None:
        self.limit_s = LIMIT_S if limit_s is None else limit_s
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._ended = False

    def popen(self, profile: str) -> "Callable[..., _Run]":
        """In the place of subprocess.Popen, for botocore."""
        return lambda argv, **_: _Run(self, profile, argv)

    def run(self, argv: Sequence[str]) -> tuple[int, bytes, bytes]:
        """Exit code and both outputs; OSError where it cannot be run, TimeoutError, ValueError for endless output."""
        process = subprocess.Popen(  # noqa: S603 - the operator's own configuration names it
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # /dev/tty is none then
        )
        with self._lock:
            self._running.add(process)
            late = self._ended
        try:
            return _ended(process, monotonic() + (0 if late else self.limit_s))
        finally:
            _kill(process)
            with self._lock:
                self._running.discard(process)

    def end(self) -> None:
        """End those that run, and those that are started from now on: nobody waits for them any more."""
        with self._lock:
            self._ended = True
            running = list(self._running)
        for process in running:
            _kill(process)


class _Run:
    """What botocore's provider uses of a Popen."""

    returncode = 0

    def __init__(self, helpers: Helpers, profile: str, argv: Sequence[str]) -> None:
        self._helpers, self._profile, self._argv = helpers, profile, argv

    def communicate(self) -> tuple[bytes, bytes]:
        """Its output, which is a JSON object; CredentialsError for anything else."""
        try:
            code, out, err = self._helpers.run(self._argv)
        except TimeoutError:
            raise self._problem(f"has not ended within {self._helpers.limit_s:g} s") from None
        except (OSError, ValueError, IndexError) as error:
            raise self._problem(f"cannot be run: {_why(error)}") from None
        if code:
            raise self._problem(f"failed with exit code {code}{_said(err)}")
        if not _is_object(out):
            raise self._problem(f"printed no JSON object{_said(err)}")
        return out, err

    def _problem(self, what: str) -> CredentialsError:
        option = f" --profile {shlex.quote(self._profile)}"
        return CredentialsError(
            f"credential_process of the profile {self._profile}: {self._name} {what}.",
            f"Correct it in ~/.aws/config, or run `aws sts get-caller-identity{option}` in another terminal to see what"
            " it asks for; then try again.",
            "AWS",
            "CredentialRetrievalError",
        )

    @property
    def _name(self) -> str:
        """Of what follows it, something may be secret."""
        return self._argv[0] if self._argv else "it"


def _ended(process: subprocess.Popen[bytes], until: float) -> tuple[int, bytes, bytes]:
    out, err = process.stdout, process.stderr
    assert out  # noqa: S101 - both are pipes
    assert err  # noqa: S101
    read: dict[Any, bytearray] = {out: bytearray(), err: bytearray()}
    with out, err, selectors.DefaultSelector() as open_ones:
        for pipe in read:
            open_ones.register(pipe, selectors.EVENT_READ)
        while open_ones.get_map():
            ready = open_ones.select(min(max(until - monotonic(), 0), _LOOK_S))
            for key, _ in ready:
                some = os.read(key.fd, 65536)
                read[key.fileobj] += some
                if not some:
                    open_ones.unregister(key.fileobj)
            if max(map(len, read.values())) > _MOST_BYTES:
                raise ValueError("its output has no end")
            if not ready and process.poll() is not None:
                break
            if monotonic() >= until:
                raise TimeoutError
    try:
        return process.wait(max(until - monotonic(), 0)), bytes(read[out]), bytes(read[err])
    except subprocess.TimeoutExpired:
        raise TimeoutError from None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End it, and what it started; one that ended is only waited for."""
    if process.poll() is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)


def _is_object(text: bytes) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _why(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _said(err: bytes) -> str:
    words = " ".join(redacted(err[-4 * _LONGEST :].decode(errors="replace")).split())
    return f": {words[-_LONGEST:]}" if words else ""
