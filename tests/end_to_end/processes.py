"""Processes, as Linux tells of them: /proc and pidfd."""

import select
from collections.abc import Iterator
from pathlib import Path


def ended(pid_fd: int, within_s: float) -> bool:
    """Whether the process of this pidfd ends in time."""
    return bool(select.select([pid_fd], [], [], within_s)[0])


def cpu_s(pid: int) -> float:
    """Processor time of the process itself so far, to the microsecond."""
    return sum(used for used, _ in _times_ns(pid)) / 1e9


def busy_s(pid: int) -> float:
    """Processor time so far, and the time for which it waited for a processor that others had."""
    return sum(used + waited for used, waited in _times_ns(pid)) / 1e9


def _times_ns(pid: int) -> Iterator[tuple[int, int]]:
    """Of each thread."""
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        used, waited, _ = map(int, thread.read_text().split())
        yield used, waited


def descendants(pid: int) -> set[int]:
    """What the process `pid` started, and what these did; without those whose parent ended."""
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
