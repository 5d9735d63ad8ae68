"""One program at a time saves in a folder of the state place."""

import fcntl
import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lock:
    """How it went."""

    ours: bool = True
    """Whether this program may save: nobody else is known to."""
    notice: str = ""
    """What the operator should know about it, if anything."""


def take(path: Path, resources: ExitStack) -> Lock:
    """Hold the lock file at `path` until `resources` are closed, or the process ends, however it does.

    Where it cannot be made or the file system has no locks, the program works as if it were alone, and says so.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        return Lock(notice=f"Unfinished setups cannot be kept: {path.parent}: {error.strerror}.")
    resources.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return Lock(ours=False, notice="Another tidb-pe works on these setups: nothing is saved here.")
    except OSError as error:
        return Lock(notice=f"{path.parent} cannot be locked ({error.strerror}): run only one tidb-pe on these setups.")
    return Lock()
