"""What waits for the first poll to end."""

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest

from tests.screens import worlds

if TYPE_CHECKING:
    from unittest.mock import Mock


@pytest.fixture(autouse=True)
def _collector_off() -> Iterator[None]:
    """As the program begins."""
    gc.disable()
    yield
    gc.enable()


def frozen() -> int:
    """How often what is there was taken out of the collector's way, which the harness only counts."""
    return cast("Mock", gc.freeze).call_count


async def test_the_collector_runs_once_the_first_poll_has_ended() -> None:
    async with worlds.active().running() as session:
        assert gc.isenabled()
        await session.poll()
        assert frozen() == 1


async def test_it_does_not_run_before() -> None:
    world = worlds.active()
    worlds.never_answers(world.aws, "describe_vpc_endpoints")
    async with world.running():
        assert not gc.isenabled()
        assert frozen() == 0
