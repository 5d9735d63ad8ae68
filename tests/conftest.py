"""What every test stands on: an environment of its own, and nothing of the machine's."""

import os
from pathlib import Path

import botocore.session  # noqa: F401 - before awscli, which else puts its own old copy in botocore's place
import pytest

_CLEARED = ("AWS_", "TIDBCLOUD_", "TIDB_PE_", "XDG_", "BOTO", "TMUX", "SSH_", "NO_COLOR", "FORCE_COLOR", "TEXTUAL")


def pytest_xdist_auto_num_workers() -> int:
    """Twice the cores: half of the time a test waits for a terminal, a demo cloud or a clock."""
    return 2 * (os.cpu_count() or 1)


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
