"""However often it is asked for, and wherever it is cut off, one VPC endpoint is created."""

import asyncio

import pytest

from tests.fakes import TOKEN, VPCE_ID, vpc_endpoint
from tests.operations.world import DRAFT, LOST, World
from tui.domain.errors import Unreachable


async def test_an_endpoint_that_carries_the_drafts_tag_is_found_and_not_doubled(world: World) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint(draft_id=TOKEN)]
    assert (await world.operations.create_endpoint(DRAFT)).vpc_endpoint_id == VPCE_ID
    assert world.aws.called("create_vpc_endpoint") == 0


async def test_a_create_cut_off_by_a_kill_is_found_after_the_next_start(world: World) -> None:
    world.disk.kept[TOKEN] = DRAFT
    world.aws.vpc_endpoints = [vpc_endpoint(state="pendingAcceptance", draft_id=TOKEN)]
    operations = world.restarted()
    (draft,) = operations.drafts()
    assert (await operations.create_endpoint(draft)).vpc_endpoint_id == VPCE_ID
    assert len(world.aws.vpc_endpoints) == 1


async def test_a_second_run_while_the_first_is_under_way_creates_nothing(world: World) -> None:
    world.aws.open.clear()
    runs = [asyncio.create_task(world.operations.create_endpoint(DRAFT)) for _ in range(3)]
    await world.aws.entered.wait()
    world.aws.open.set()
    first, *others = await asyncio.gather(*runs)
    assert others == [first, first]
    assert world.aws.called("create_vpc_endpoint") == 1


async def test_an_older_draft_does_not_create_again_what_aws_does_not_show_yet(world: World) -> None:
    made = await world.operations.create_endpoint(DRAFT)
    world.aws.vpc_endpoints = []
    assert await world.operations.create_endpoint(DRAFT) == made
    assert world.aws.called("create_vpc_endpoint") == 1


async def test_a_draft_that_has_an_endpoint_nobody_sees_creates_no_second(world: World) -> None:
    draft = DRAFT.with_vpc_endpoint(VPCE_ID)
    assert await world.operations.create_endpoint(draft) == draft
    assert world.aws.vpc_endpoints == []


async def test_a_create_whose_answer_was_lost_is_found_again_by_its_tag(world: World) -> None:
    """The provider looked it up already and did not see it: AWS may show it later."""
    world.aws.lost = LOST
    with pytest.raises(Unreachable):
        await world.operations.create_endpoint(DRAFT)
    world.aws.lost = None
    draft = await world.operations.create_endpoint(DRAFT)
    assert [draft.vpc_endpoint_id] == [made.id for made in world.aws.vpc_endpoints]
    assert world.aws.called("create_vpc_endpoint") == 1


async def test_a_create_that_never_arrived_is_called_failed_at_once(world: World) -> None:
    world.aws.fail["create_vpc_endpoint"] = LOST
    before = world.polls()
    with pytest.raises(Unreachable):
        await world.operations.create_endpoint(DRAFT)
    assert world.polls() == before
    assert world.disk.kept[TOKEN] == DRAFT
    world.aws.fail.clear()
    assert (await world.operations.create_endpoint(DRAFT)).vpc_endpoint_id
