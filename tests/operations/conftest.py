"""The world of the operations, after its first poll."""

import pytest

from tests.operations.world import World


@pytest.fixture
async def world() -> World:
    world = World()
    await world.poller.poll_once()
    return world
