"""A configuration file to write."""

from pathlib import Path

import pytest

from tests.settings.files import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a configuration file; its path."""
    path = tmp_path / "config.toml"

    def put(text: str) -> Path:
        path.write_text(text, "utf-8")
        return path

    return put
