"""The process: one line when ready, silence, and an end with its parent."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from tests.demo.running import control

LIMIT_S = 30.0
SERVER = [sys.executable, "-m", "tui.demo.server", "--speed", "100"]
PARENT = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.stdout.readline().decode(), end="", flush=True)
child.wait()
"""


@contextmanager
def started(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def ready(process: subprocess.Popen[bytes]) -> str:
    """Where it listens, once it says so."""
    return str(json.loads(pipe(process.stdout).readline())["url"])


def answers(url: str) -> bool:
    try:
        return bool(control(url, "GET", "calls") == [])
    except ConnectionError:
        return False


def test_it_says_one_line_and_ends_when_its_stdin_closes() -> None:
    with started(*SERVER) as process:
        line = json.loads(pipe(process.stdout).readline())
        assert answers(line["url"])
        pipe(process.stdin).close()
        assert process.wait(LIMIT_S) == 0
        assert (pipe(process.stdout).read(), pipe(process.stderr).read()) == (b"", b"")
    assert line["url"].startswith("http://127.0.0.1:")
    assert line["profile"]["regions"] == ["us-west-2", "eu-central-1"]
    assert [cluster["name"] for cluster in line["profile"]["clusters"]] == ["sandbox", "ledger-gcp"]


def test_it_ends_on_sigterm() -> None:
    with started(*SERVER) as process:
        ready(process)
        process.terminate()
        assert process.wait(LIMIT_S) == -signal.SIGTERM


def test_it_ends_when_its_parent_is_killed() -> None:
    with started(sys.executable, "-c", PARENT, *SERVER) as parent:
        url = ready(parent)
        assert answers(url)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(LIMIT_S)
        assert pipe(parent.stderr).read() == b""  # ends only when the child, which shares it, has ended
    assert not answers(url)


def test_a_world_that_is_not_there_is_told_on_stderr() -> None:
    with started(*SERVER, "--world", "/nowhere/world.toml") as process:
        _, told = process.communicate(timeout=LIMIT_S)
        assert process.returncode != 0
        assert b"/nowhere/world.toml" in told.splitlines()[-1]
