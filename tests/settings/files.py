"""What a configuration file is written with, and what is wrong with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.settings.loading import load
from tui.settings.problems import SettingsError

Write = Callable[[str], Path]


def problems(path: Path, options: dict[str, str] | None = None, environment: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(path, options or {}, environment or {})
    return caught.value.summary.splitlines()
