"""What is announced while the program runs, and to whom it is no news."""

import pytest

from tests.fakes import VPCE_ID, vpc_endpoint
from tests.screens import worlds
from tui.domain.draft import Step
from tui.domain.endpoints import VpcEndpointState


@pytest.mark.parametrize(
    ("way", "told"), [("", True), ("enter", False), ("enter question_mark", False), ("enter ctrl+x", True)]
)
async def test_a_setup_in_hand_is_no_news_to_the_person_in_it(way: str, told: bool) -> None:
    """Its private DNS is enabled in another terminal: the endpoint becomes Active."""
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    async with world.running() as session:
        await session.press(*way.split())
        world.aws.change(VPCE_ID, private_dns_enabled=True)
        await session.poll()
        assert ("is Active" in session.notices) is told, session.notices


async def test_another_endpoint_is_news_in_the_flow_too() -> None:
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    world.aws.vpc_endpoints.append(vpc_endpoint(worlds.SECOND_VPCE_ID, "pending"))
    async with world.running() as session:
        await session.press("enter")
        world.aws.change(worlds.SECOND_VPCE_ID, state_text="failed", state=VpcEndpointState.FAILED)
        await session.poll()
        assert "Failed" in session.notices
