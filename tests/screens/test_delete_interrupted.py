"""A deletion that was interrupted: it says what was done, and goes on when told to."""

import asyncio

import pytest
from textual.widgets import Input

from tests.clock import START
from tests.fakes import VPCE_ID, cluster
from tests.screens.harness import MemoryRemovals
from tests.screens.removing import confirm, deeds, deleting, written
from tests.screens.worlds import active
from tui.domain.deletion import Deletion

REMOVAL = Deletion(VPCE_ID, cluster().id, "", "us-west-2", START)


async def test_what_was_killed_between_the_stages_says_what_was_done_and_goes_on_with_one_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def never(*_arguments: object) -> None:
        await asyncio.Event().wait()

    world = active()
    with monkeypatch.context() as cut_off:
        cut_off.setattr(world.aws, "delete_vpc_endpoint", never)
        async with deleting(world) as session:
            await confirm(session)
    async with deleting(world) as session:
        assert written(world) == ["reject"]
        assert "This was begun at 12:00:00 UTC and is not finished" in session.prose
        assert "✓ Reject on TiDB's side" in session.text
        assert "○ Delete on AWS" in session.text
        assert not session.one(Input).is_on_screen
        await session.press("ctrl+r")
        assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_opening_a_deletion_that_was_interrupted_does_nothing_by_itself() -> None:
    world = active()
    world.removals = MemoryRemovals(REMOVAL)
    async with deleting(world) as session:
        await session.poll()
        for _ in range(30):
            session.send("enter")
        await session.settle()
    assert written(world) == []


async def test_a_deletion_that_was_interrupted_can_be_let_go() -> None:
    world = active()
    world.removals = MemoryRemovals(REMOVAL)
    async with deleting(world) as session:
        assert deeds(session) == ["Back", "Go on", "Do not go on"]
        await session.press("tab tab enter")
        assert session.screen == "EndpointsScreen"
    assert (written(world), world.removals.saved) == ([], {})


async def test_an_endpoint_whose_service_is_gone_is_deleted_on_aws_all_the_same() -> None:
    world = active()
    world.removals = MemoryRemovals(REMOVAL)
    world.tidb.services = []
    async with deleting(world) as session:
        await session.press("ctrl+r")
        assert "✓ Gone" not in session.text, "AWS is still deleting it"
        world.aws.advance()
        await session.poll()
        assert "✓ Gone" in session.text
    assert written(world) == ["delete_vpc_endpoint"]
    assert world.removals.saved == {}
