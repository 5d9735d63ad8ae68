"""One Python version owns the goldens: others compare, and refuse to update."""

import sys

import pytest

OWNER = (3, 11)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("update_snapshots", default=False) and sys.version_info[:2] != OWNER:
        raise pytest.UsageError(f"Goldens are updated with Python {OWNER[0]}.{OWNER[1]} alone.")
