"""Where an endpoint cannot be changed, the page says why."""

import pytest

from tests.fakes import VPCE_ID, connection, vpc_endpoint
from tests.screens import worlds
from tests.screens.editing import changes, editing
from tests.screens.worlds import active
from tui.widgets.command_box import CommandBox


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("deleting", "It is being deleted."),
        ("pending", "It is in motion"),
        ("pendingAcceptance", "it can be changed once available"),
        ("failed", "delete it and create another"),
        ("rejected", "delete it and create another"),
        ("hibernating", "AWS says hibernating"),
    ],
)
async def test_where_nothing_can_be_changed_it_says_why(state: str, reason: str) -> None:
    world = active()
    world.aws.vpc_endpoints = [vpc_endpoint(state=state)]
    async with editing(world) as session:
        assert reason in session.prose
        assert not session.one(CommandBox).is_on_screen
        assert session.app.focused is session.button("back")
        await session.press("ctrl+r ctrl+y")
        assert session.screen == "EditEndpointScreen"
    assert changes(world) == []


async def test_an_endpoint_of_another_account_is_its_owners_to_change() -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(owner_account="999988887777")]
    async with editing(world) as session:
        assert "not visible from this account: its owner changes it" in session.prose


async def test_a_requester_managed_endpoint_is_told_apart() -> None:
    async with editing(active(requester_managed=True)) as session:
        assert "It is requester-managed" in session.prose


async def test_an_endpoint_that_vanishes_is_said_to_be_gone() -> None:
    world = active()
    async with editing(world) as session:
        world.aws.vpc_endpoints = []
        await session.poll()
        assert f"{VPCE_ID} is not there any more." in session.prose
