"""Two copies of the program on the same setups: one saves."""

import errno
import fcntl
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tui.local.locks import Lock, take

ROOT = Path(__file__).parents[1]
HOLD = """
import contextlib, pathlib, sys, tui.local.locks
print(tui.local.locks.take(pathlib.Path(sys.argv[1]), contextlib.ExitStack()).ours, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts.lock"


@pytest.fixture
def resources() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_the_first_may_save_and_has_nothing_to_say(path: Path, resources: ExitStack) -> None:
    assert take(path, resources) == Lock()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_second_may_not_and_says_so_until_the_first_is_left(path: Path, resources: ExitStack) -> None:
    with ExitStack() as first:
        take(path, first)
        second = take(path, resources)
        assert not second.ours
        assert second.notice == "Another tidb-pe works on these setups: nothing is saved here."
    assert take(path, resources) == Lock()


def test_a_lock_ends_with_its_process_also_when_killed(path: Path, resources: ExitStack) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"True\n"
        assert not take(path, resources).ours
        other.send_signal(signal.SIGKILL)
        other.wait(30)
    assert take(path, resources).ours


def test_a_process_started_meanwhile_does_not_hold_it(path: Path, resources: ExitStack) -> None:
    """The demo's process would keep it for the next start."""
    with ExitStack() as first:
        take(path, first)
        child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False)
    with child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(b"runs")
        child.stdin.flush()
        assert child.stdout.read(4) == b"runs"
        assert take(path, resources).ours


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_without_locks_it_says_so_and_works(
    path: Path, resources: ExitStack, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_locks(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    lock = take(path, resources)
    assert lock.ours
    assert lock.notice == (
        f"{path.parent} cannot be locked ({os.strerror(number)}): run only one tidb-pe on these setups."
    )


def test_a_place_that_cannot_be_written_is_told_at_the_start(tmp_path: Path, resources: ExitStack) -> None:
    (tmp_path / "file").touch()
    lock = take(tmp_path / "file" / "drafts.lock", resources)
    assert lock.ours
    assert lock.notice == f"Unfinished setups cannot be kept: {tmp_path / 'file'}: File exists."
