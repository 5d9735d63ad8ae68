"""One operation after another, and what is true of each: it ends with a poll and holds up no other."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from tests.fakes import TOKEN, VPCE_ID, cluster, vpc_endpoint
from tests.operations.world import DRAFT, LOST, World, rest
from tui.domain.draft import Draft
from tui.domain.errors import Unreachable
from tui.domain.status import Status
from tui.operations import Operations


async def test_the_whole_way_from_nothing_to_active(world: World) -> None:
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    async with world.at_work() as operations:
        operations.prepare(DRAFT)
        await world.tick()
        world.tidb.advance()
        await world.tick()
        draft = await operations.create_endpoint(DRAFT)
        operations.begin_acceptance(draft)
        await world.tick()
    await world.operations.enable_private_dns(draft)
    await world.operations.finish(draft)
    assert world.status(draft.vpc_endpoint_id) is Status.ACTIVE
    assert (world.store.snapshot.drafts, world.disk.kept) == ((), {})


async def test_two_drafts_do_not_wait_for_each_other(world: World) -> None:
    world.aws.open.clear()
    running = asyncio.create_task(world.operations.create_endpoint(DRAFT))
    await world.aws.entered.wait()
    async with asyncio.timeout(5):
        await world.operations.verify_name(Draft("2", cluster("events").id))
    world.aws.open.set()
    await running


Operation = Callable[[Operations, Draft], Coroutine[Any, Any, object]]
OPERATIONS: list[tuple[str, Operation]] = [
    ("verify_name", Operations.verify_name),
    ("create_vpc_endpoint", Operations.create_endpoint),
    ("modify_vpc_endpoint", Operations.enable_private_dns),
]


@pytest.mark.parametrize(("call", "operation"), OPERATIONS, ids=[each[0] for each in OPERATIONS])
async def test_a_write_that_ended_badly_is_told_at_once_and_a_poll_follows(
    world: World, call: str, operation: Operation
) -> None:
    async with world.at_work() as operations:
        world.aws.fail[call] = world.tidb.fail[call] = LOST
        before = world.polls()
        with pytest.raises(Unreachable):
            await operation(operations, DRAFT)
        assert world.polls() == before
        await rest()
        assert world.polls() == before + 1


@pytest.mark.parametrize(("call", "operation"), OPERATIONS, ids=[each[0] for each in OPERATIONS])
async def test_every_operation_ends_with_a_poll(world: World, call: str, operation: Operation) -> None:
    state = "pendingAcceptance" if call == "create_vpc_endpoint" else "available"
    world.aws.vpc_endpoints = [vpc_endpoint(state=state)]
    before = world.polls()
    await operation(world.operations, DRAFT if call == "create_vpc_endpoint" else DRAFT.with_vpc_endpoint(VPCE_ID))
    assert world.polls() == before + 1


async def test_an_operation_whose_screen_was_left_does_not_hold_up_the_next(world: World) -> None:
    world.aws.open.clear()
    left = asyncio.create_task(world.operations.create_endpoint(DRAFT))
    await world.aws.entered.wait()
    left.cancel()
    with pytest.raises(asyncio.CancelledError):
        await left
    world.aws.open.set()
    async with asyncio.timeout(5):
        assert (await world.operations.create_endpoint(DRAFT)).vpc_endpoint_id


async def test_an_operation_goes_on_when_its_page_is_left_and_a_problem_is_told(world: World) -> None:
    told: list[str] = []
    world.operations.tell_failed = lambda error: told.append(error.summary)
    world.aws.open.clear()
    for lost in (None, LOST):
        world.aws.lost = lost
        left = asyncio.create_task(world.operations.outlive(world.operations.create_endpoint(DRAFT)))
        await world.aws.entered.wait()
        left.cancel()
        world.aws.open.set()
        await rest()
        assert world.disk.kept[TOKEN].vpc_endpoint_id if not lost else told == ["no answer"]
        world.operations.forget(TOKEN)
        world.aws.vpc_endpoints = []
        world.aws.entered.clear()
        world.aws.open.clear()


async def test_a_setup_whose_endpoint_is_lost_is_renewed_with_the_same_answers(world: World) -> None:
    world.operations.keep(DRAFT.with_vpc_endpoint(VPCE_ID))
    renewed = world.operations.renew(DRAFT.with_vpc_endpoint(VPCE_ID))
    assert renewed == replace(DRAFT, id="new-1")
    assert world.operations.drafts() == (renewed,)
