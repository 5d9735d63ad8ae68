"""What every test stands on: an environment of its own, and nothing of the machine's."""

import os
from collections.abc import Iterable
from itertools import groupby, islice
from pathlib import Path

import botocore.session  # noqa: F401 - before awscli, which else puts its own old copy in botocore's place
import pytest

_CLEARED = ("AWS_", "TIDBCLOUD_", "TIDB_PE_", "XDG_", "BOTO", "TMUX", "SSH_", "NO_COLOR", "FORCE_COLOR", "TEXTUAL")
_LONGEST = Path(__file__).parent / "end_to_end"


def pytest_xdist_auto_num_workers() -> int:
    """Twice the cores: half of the time a test waits for a terminal, a demo cloud or a clock."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)  # after pytest-randomly
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest, each module in one worker: no worker is left alone with them at the end.

    Half of the workers have them, as more terminals than cores at once only wait for each other.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.path.is_relative_to(_LONGEST)]
    others = [item for item in items if not item.path.is_relative_to(_LONGEST)]
    hands = dealt(long, max(workers // 2, 1))
    if max(map(len, hands)) <= len(items) // workers:
        items[:] = shared(hands, others, workers)


def dealt(items: Iterable[pytest.Item], hands: int) -> list[list[pytest.Item]]:
    """Module by module to the hand that has the fewest."""
    dealt: list[list[pytest.Item]] = [[] for _ in range(hands)]
    for _, module in groupby(items, key=lambda item: item.path):
        min(dealt, key=len).extend(module)
    return dealt


def shared(hands: list[list[pytest.Item]], others: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """What xdist's `worksteal` gives to each worker at first, one after the other; a hand is the front of a share."""
    left, order = sum(map(len, hands)) + len(others), iter(others)
    items: list[pytest.Item] = []
    for worker in range(workers):
        share = left // (workers - worker)
        hand = hands[worker] if worker < len(hands) else []
        items += [*hand, *islice(order, share - len(hand))]
        left -= share
    return items


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No AWS configuration, no home, no network but what a test names."""
    for name in list(os.environ):
        if name.startswith(_CLEARED):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    settings = {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TZ": "UTC"}
    for name, value in (settings | {"AWS_EC2_METADATA_DISABLED": "true"}).items():
        monkeypatch.setenv(name, value)
