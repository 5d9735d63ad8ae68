"""The worlds of the contract suites."""

from collections.abc import Iterator

import pytest

from tests.contract.harness import FakeWorld, World, demo_world
from tests.demo.running import DemoCloud


@pytest.fixture(scope="module")
def demo_cloud() -> Iterator[DemoCloud]:
    with DemoCloud() as cloud:
        yield cloud


@pytest.fixture(params=["fake", "demo"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    if request.param == "fake":
        yield FakeWorld()
        return
    with demo_world(request.getfixturevalue("demo_cloud")) as made:
        yield made
