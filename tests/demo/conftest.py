"""One demo cloud, as new for each test."""

from collections.abc import Iterator

import pytest

from tests.demo.parties import Operator, Owner
from tests.demo.running import DemoCloud


@pytest.fixture(scope="package")
def running() -> Iterator[DemoCloud]:
    with DemoCloud() as cloud:
        yield cloud


@pytest.fixture
def demo(running: DemoCloud) -> DemoCloud:
    running.reset()
    return running


@pytest.fixture
def operator(demo: DemoCloud) -> Operator:
    return Operator(demo)


@pytest.fixture
def owner(demo: DemoCloud) -> Owner:
    return Owner(demo)
