"""The worlds of the contract suites."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.contract.harness import FakeWorld, World, demo_worlds, tidb_cloud_worlds


@pytest.fixture(scope="module")
def demo_world() -> Iterator[Callable[[], World]]:
    with demo_worlds() as start_over:
        yield start_over


@pytest.fixture(scope="module")
def tidb_cloud_world() -> Iterator[Callable[[], World]]:
    with tidb_cloud_worlds() as start_over:
        yield start_over


@pytest.fixture(params=["fake", "demo", "tidb_cloud"])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    start: Callable[[], World] = (
        FakeWorld if request.param == "fake" else request.getfixturevalue(f"{request.param}_world")
    )
    made = start()
    yield made
    await made.aclose()
