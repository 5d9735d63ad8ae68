"""The worlds of the contract suites."""

from collections.abc import Callable, Iterator

import pytest

from tests.contract.harness import FakeWorld, World, demo_worlds


@pytest.fixture(scope="module")
def demo_world() -> Iterator[Callable[[], World]]:
    with demo_worlds() as start_over:
        yield start_over


@pytest.fixture(params=["fake", "demo"])
def world(request: pytest.FixtureRequest) -> World:
    start: Callable[[], World] = FakeWorld if request.param == "fake" else request.getfixturevalue("demo_world")
    return start()
