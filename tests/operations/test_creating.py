"""Creating a VPC endpoint: what is asked for, what is refused, and what makes way for another."""

import asyncio
from dataclasses import replace

import pytest

from tests.fakes import OPEN_GROUP, REGION, SUBNET_IDS, TOKEN, VPC_ID, VPCE_ID, cluster, service, vpc_endpoint
from tests.operations.world import DRAFT, LOST, World
from tui.domain.draft import Draft
from tui.domain.endpoints import EndpointRequest, VpcEndpoint
from tui.domain.errors import InvalidRequest, NotFound, Unreachable
from tui.domain.ids import Box
from tui.domain.status import Status
from tui.domain.tagging import Tagging


async def test_creating_asks_for_what_the_draft_says_and_notes_the_id(world: World) -> None:
    draft = await world.operations.create_endpoint(DRAFT)
    (made,) = world.aws.vpc_endpoints
    assert draft == world.disk.kept[TOKEN] == replace(DRAFT, vpc_endpoint_id=made.id)
    expected = EndpointRequest(TOKEN, REGION, service().name, VPC_ID, SUBNET_IDS, (OPEN_GROUP,))
    assert ("create_vpc_endpoint", expected) in world.aws.calls
    assert world.status(made.id) is Status.PENDING


@pytest.mark.parametrize(
    ("box", "text"),
    [(Box.GROUPS, f"{OPEN_GROUP} sg-0"), (Box.SUBNETS, f"{SUBNET_IDS[0]} subnet-0"), (Box.VPC, "vpc-0")],
)
async def test_what_cannot_be_read_is_never_sent(world: World, box: Box, text: str) -> None:
    with pytest.raises(InvalidRequest, match="still to fill in"):
        await world.operations.create_endpoint(DRAFT.enter(box, text))
    assert not world.aws.called("create_vpc_endpoint")


async def test_what_is_typed_while_aws_creates_is_kept(world: World) -> None:
    world.aws.open.clear()
    running = asyncio.create_task(world.operations.create_endpoint(DRAFT))
    await world.aws.entered.wait()
    typed = replace(DRAFT, security_group_ids=())
    world.operations.keep(typed)
    world.aws.open.set()
    made = await running
    assert made == world.disk.kept[TOKEN] == typed.with_vpc_endpoint(world.aws.vpc_endpoints[0].id)


async def test_a_create_that_aws_refuses_leaves_the_draft_as_it_was(world: World) -> None:
    world.aws.fail["create_vpc_endpoint"] = InvalidRequest("does not support the availability zone")
    with pytest.raises(InvalidRequest):
        await world.operations.create_endpoint(DRAFT)
    assert world.operations.drafts() == (DRAFT,)


async def test_without_a_look_at_what_is_there_nothing_is_created(world: World) -> None:
    world.aws.fail["describe_vpc_endpoints"] = LOST
    with pytest.raises(Unreachable):
        await world.operations.create_endpoint(DRAFT)
    assert world.aws.called("create_vpc_endpoint") == 0


@pytest.mark.parametrize("state", ["rejected", "failed", "expired", "deleting"])
@pytest.mark.parametrize("draft", [DRAFT, DRAFT.with_vpc_endpoint(VPCE_ID)], ids=["by tag", "by ID"])
async def test_an_endpoint_that_is_lost_makes_way_for_another_under_a_new_token(
    world: World, state: str, draft: Draft
) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint(state=state, draft_id=TOKEN)]
    made = await world.operations.create_endpoint(draft)
    assert made == replace(DRAFT, id="new-1", vpc_endpoint_id=world.aws.vpc_endpoints[1].id)
    assert world.aws.vpc_endpoints[1].draft_id == "new-1"
    assert world.disk.kept == {"new-1": made}


@pytest.mark.parametrize(
    "made_before",
    [vpc_endpoint(draft_id=TOKEN, vpc_id="vpc-0123abcd"), vpc_endpoint(draft_id=TOKEN, to=service(cluster("events")))],
    ids=["VPC", "cluster"],
)
async def test_an_endpoint_made_for_other_answers_stays_and_another_is_made(
    world: World, made_before: VpcEndpoint
) -> None:
    world.aws.vpc_endpoints = [made_before]
    made = await world.operations.create_endpoint(DRAFT)
    assert made.id == "new-1"
    assert [each.id for each in world.aws.vpc_endpoints] == [VPCE_ID, made.vpc_endpoint_id]


async def test_creating_without_a_service_says_where_it_is_started(world: World) -> None:
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    with pytest.raises(NotFound) as caught:
        await world.operations.create_endpoint(DRAFT)
    assert "Interface Endpoint" in caught.value.remedy


async def test_what_is_created_has_the_own_tags_that_the_command_shows(world: World) -> None:
    world.poller._reader.inventory._tagging = Tagging((("cost-centre", "42"),), "tidb-{cluster}")
    await world.poller.poll_once(inventory=True)
    await world.operations.create_endpoint(DRAFT)
    (asked,) = [call[1] for call in world.aws.calls if call[0] == "create_vpc_endpoint"]
    assert asked.tags == (("Name", "tidb-orders"), ("cost-centre", "42"))
