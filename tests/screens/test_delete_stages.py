"""The stages of a deletion: each is shown as it happens, and a refusal with what goes on from there."""

from typing import Any

import pytest

from tests.fakes import VPC_ID, VPCE_ID, cluster, connection
from tests.screens import worlds
from tests.screens.harness import MemoryDrafts
from tests.screens.removing import LOST, confirm, deeds, deleting, written
from tests.screens.worlds import active
from tui.domain.draft import Draft
from tui.domain.errors import InvalidRequest

REFUSED = InvalidRequest("The VPC Endpoint is in an invalid state", "Wait.", "AWS", "InvalidState")


async def test_that_it_is_rejected_on_the_way_is_no_news() -> None:
    world = active()
    async with deleting(world) as session:
        await confirm(session)
        assert "✓ Delete on AWS" in session.text
        assert len(session.app._notifications) == 0


async def test_each_stage_is_shown_as_it_happens_with_the_time_it_was_read() -> None:
    world = active()
    answer = worlds.never_answers(world.tidb, "reject")
    async with deleting(world) as session:
        await confirm(session)
        assert "▶ Reject on TiDB's side: asking …" in session.text
        assert "○ Delete on AWS" in session.text
        answer()
        await session.settle()
        assert "✓ Reject on TiDB's side: rejected, read 12:00:00 UTC" in session.text
        assert "✓ Delete on AWS: AWS says deleting, read 12:00:00 UTC" in session.text
        assert "▶ Gone: waiting for AWS" in session.text
        world.aws.advance()
        await session.poll()
        assert "✓ Gone: neither side has it, looked up 12:00:30 UTC" in session.text
        assert deeds(session) == ["Back"]
    assert world.removals.saved == {}


async def test_aws_is_asked_only_once_tidbs_side_lets_nobody_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reject may take until a later poll to show."""
    world = active()
    world.tidb.connections = [connection()]

    async def silently(*arguments: object) -> None:
        world.tidb.calls.append(("reject", *arguments))

    monkeypatch.setattr(world.tidb, "reject", silently)
    async with deleting(world) as session:
        await confirm(session)
        assert written(world) == ["reject"]
        assert "▶ Reject on TiDB's side: asked; TiDB's side says ACTIVE" in session.prose
        world.tidb.connections = [connection(state="REJECTED")]
        await session.poll()
        assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_a_refusal_is_shown_with_cause_and_remedy_and_nothing_goes_on_by_itself() -> None:
    world = active()
    world.aws.fail["delete_vpc_endpoint"] = REFUSED
    async with deleting(world) as session:
        await confirm(session)
        assert session.screen == "ProblemDialog"
        assert "invalid state" in session.prose
        assert "What to do: Wait." in session.prose
        for _ in range(30):
            session.send("enter")
        await session.settle()
        await session.poll()
    assert world.aws.called("delete_vpc_endpoint") == 1
    assert set(world.removals.saved) == {VPCE_ID}


async def test_after_a_refusal_one_key_goes_on() -> None:
    world = active()
    world.aws.fail["delete_vpc_endpoint"] = REFUSED
    async with deleting(world) as session:
        await confirm(session)
        await session.press("escape")
        world.aws.fail.clear()
        await session.press("ctrl+r")
        await session.agree()
        assert "✓ Delete on AWS" in session.text
    assert world.tidb.called("reject") == 1


async def test_a_write_whose_answer_was_lost_is_looked_up_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    world = active()
    reject = world.tidb.reject

    async def lost(*arguments: Any) -> None:
        await reject(*arguments)
        raise LOST

    monkeypatch.setattr(world.tidb, "reject", lost)
    async with deleting(world) as session:
        await confirm(session)
        assert session.screen == "DeleteScreen"
    assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_the_setup_of_a_deleted_endpoint_goes_with_it() -> None:
    world = worlds.with_endpoint("pendingAcceptance", draft_id=worlds.DRAFT)
    world.drafts = MemoryDrafts(Draft(worlds.DRAFT, cluster().id, "", "us-west-2", VPC_ID, vpc_endpoint_id=VPCE_ID))
    async with deleting(world) as session:
        assert "Nothing: it lets nobody through." in session.prose
        await confirm(session)
        world.aws.advance()
        await session.poll()
    assert world.drafts.saved == {}


async def test_an_endpoint_that_vanishes_meanwhile_is_said_to_be_gone() -> None:
    world = active()
    async with deleting(world) as session:
        world.aws.vpc_endpoints = []
        await session.poll()
        assert f"{VPCE_ID} is not there any more." in session.prose
        assert deeds(session) == ["Back"]


async def test_a_deletion_begun_elsewhere_is_watched() -> None:
    async with deleting(worlds.with_endpoint("deleting")) as session:
        assert "AWS is deleting it." in session.prose
        assert deeds(session) == ["Back"]
