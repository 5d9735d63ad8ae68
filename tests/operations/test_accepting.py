"""Accepting a connection, which may take a while to ask for it."""

import asyncio

import pytest

from tests.fakes import VPCE_ID, cluster, service, vpc_endpoint
from tests.operations.world import DRAFT, World
from tui.domain.endpoints import VpcEndpoint
from tui.domain.errors import NotFound
from tui.domain.status import Status
from tui.operations import NOT_YET_ASKED_S


async def test_accepting_lets_the_connection_through(world: World) -> None:
    draft = await world.operations.create_endpoint(DRAFT)
    await world.operations.accept(draft)
    assert world.status(draft.vpc_endpoint_id) is Status.PENDING
    assert world.store.snapshot.rows[-1].vpc_endpoint == world.aws.vpc_endpoint(draft.vpc_endpoint_id)


async def test_an_endpoint_that_aws_shows_is_given_time_to_ask_for_acceptance(world: World) -> None:
    draft = await world.operations.create_endpoint(DRAFT)
    world.tidb.fail["accept"] = NotFound("not there yet")
    accepting = asyncio.create_task(world.operations.accept(draft))
    await world.clock.asleep.wait()
    world.tidb.fail.clear()
    world.clock.advance(1)
    await accepting
    assert world.tidb.called("accept") == 2


async def test_an_endpoint_that_never_asks_is_said_to_be_missing_in_the_end(world: World) -> None:
    draft = await world.operations.create_endpoint(DRAFT)
    world.tidb.fail["accept"] = NotFound("not there yet")
    accepting = asyncio.create_task(world.operations.accept(draft))
    for wait_s in NOT_YET_ASKED_S:
        await world.clock.asleep.wait()
        world.clock.asleep.clear()
        world.clock.advance(wait_s)
    with pytest.raises(NotFound):
        await accepting
    assert world.tidb.called("accept") == 4


@pytest.mark.parametrize("there", [[], [vpc_endpoint(to=service(cluster("events")))]], ids=["unknown", "other cluster"])
async def test_an_id_that_is_not_at_this_service_is_refused_at_once(world: World, there: list[VpcEndpoint]) -> None:
    world.aws.vpc_endpoints = there
    await world.poller.poll_once()
    with pytest.raises(NotFound):
        await world.operations.accept(DRAFT.with_vpc_endpoint(VPCE_ID))
    assert world.clock.slept_s == []
