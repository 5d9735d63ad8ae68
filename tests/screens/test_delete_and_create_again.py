"""What is lost is deleted and created again, with the same answers."""

import pytest

from tests.fakes import OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID, cluster
from tests.screens import worlds
from tests.screens.harness import MemoryDrafts
from tests.screens.removing import deeds, deleting, written
from tests.screens.worlds import active
from tui.domain.draft import Draft


@pytest.mark.parametrize("state", ["failed", "rejected"])
async def test_deleting_and_creating_again_opens_the_flow_with_the_same_answers(state: str) -> None:
    world = worlds.with_endpoint(state, draft_id=worlds.DRAFT)
    world.drafts = MemoryDrafts(Draft(worlds.DRAFT, cluster().id, "", "us-west-2", VPC_ID, vpc_endpoint_id=VPCE_ID))
    async with deleting(world) as session:
        await session.press("shift+tab")
        await session.write(VPCE_ID)
        await session.press("tab tab enter")
        assert written(world) == ["delete_vpc_endpoint"]
        world.aws.advance()
        await session.poll()
        assert session.screen == "InterfaceEndpointScreen"
        assert session.box("vpc").value == VPC_ID
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        assert session.box("groups").value == OPEN_GROUP
    assert world.draft.id != worlds.DRAFT
    assert world.removals.saved == {}


@pytest.mark.parametrize("state", ["failed", "rejected"])
async def test_editing_what_is_lost_leads_to_deleting_and_creating_it_again(state: str) -> None:
    async with worlds.with_endpoint(state).running() as session:
        await session.press("e")
        assert "Delete and create again" in deeds(session)


async def test_an_active_endpoint_is_not_offered_to_be_created_again() -> None:
    async with deleting(active()) as session:
        assert deeds(session) == ["Cancel", "Delete"]
