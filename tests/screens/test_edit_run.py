"""Running a change: asked for once, never twice, and followed until AWS shows it."""

import asyncio
from typing import Any

import pytest

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPCE_ID
from tests.screens.editing import BOTH_GROUPS, changes, editing, fill
from tests.screens.worlds import active
from tui.domain.endpoints import EndpointChange, VpcEndpointState
from tui.domain.errors import InvalidRequest


async def test_run_asks_once_changes_and_shows_what_aws_says() -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r")
        assert session.screen == "ConfirmDialog"
        assert f"Security group {CLOSED_GROUP} is added" in session.prose
        await session.press("tab enter")
        assert "✓ Changed: AWS shows it, read 12:00:00 UTC." in session.prose
        assert "Nothing to run: the endpoint is as shown." in session.prose
    assert changes(world) == [EndpointChange(add_groups=(CLOSED_GROUP,))]


async def test_pressing_run_twice_changes_once() -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        session.send("ctrl+r")
        session.send("ctrl+r")
        await session.settle()
        await session.press("tab")
        for _ in range(3):
            session.send("enter")
        await session.settle()
    assert len(changes(world)) == 1


async def test_what_is_confirmed_and_was_changed_elsewhere_meanwhile_is_not_run() -> None:
    world = active()
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r")
        world.aws.change(VPCE_ID, security_group_ids=(OPEN_GROUP, CLOSED_GROUP))
        await session.poll()
        await session.press("tab enter")
    assert changes(world) == []


@pytest.mark.parametrize("turns", [0, 15, 20, 25])
async def test_leaving_while_aws_answers_ends_nothing_but_the_page(turns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world, answers = active(), asyncio.Event()
    modify = world.aws.modify_vpc_endpoint

    async def modify_late(*given: Any, **named: Any) -> None:
        await answers.wait()
        await modify(*given, **named)

    monkeypatch.setattr(world.aws, "modify_vpc_endpoint", modify_late)
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r tab enter")
        session.send("ctrl+g")
        for _ in range(turns):
            await asyncio.sleep(0)
        answers.set()
        await session.settle()
        assert session.screen != "EditEndpointScreen"


async def test_what_aws_refuses_is_shown_and_what_was_entered_stays() -> None:
    world = active()
    world.aws.fail["modify_vpc_endpoint"] = InvalidRequest("private-dns-enabled cannot be set", "Wait.", "AWS", "X")
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r tab enter")
        assert "private-dns-enabled cannot be set" in session.prose
        await session.press("escape")
        assert session.box("groups").value == BOTH_GROUPS
        assert "Changed" not in session.prose


async def test_after_run_it_follows_an_endpoint_that_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    world = active()

    async def slowly(*arguments: object) -> None:
        world.aws.calls.append(("modify_vpc_endpoint", *arguments))

    monkeypatch.setattr(world.aws, "modify_vpc_endpoint", slowly)
    async with editing(world) as session:
        await fill(session, "subnets", " ".join(SUBNET_IDS))
        await session.press("ctrl+r tab enter")
        assert "▶ Asked; AWS does not show it yet" in session.prose
        world.aws.change(VPCE_ID, state=VpcEndpointState.PENDING, state_text="pending")
        await session.poll()
        assert "It is in motion: wait until AWS says available." in session.prose
        world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available", subnet_ids=SUBNET_IDS)
        await session.poll()
        assert "✓ Changed: AWS shows it" in session.prose


async def test_nothing_goes_out_twice_while_aws_is_changing(monkeypatch: pytest.MonkeyPatch) -> None:
    world = active()

    async def never(*arguments: object) -> None:
        world.aws.calls.append(("modify_vpc_endpoint", *arguments))
        await asyncio.Event().wait()

    monkeypatch.setattr(world.aws, "modify_vpc_endpoint", never)
    async with editing(world) as session:
        await fill(session, "groups", BOTH_GROUPS)
        await session.press("ctrl+r tab enter")
        assert "AWS is changing the endpoint …" in session.prose
        await session.press("ctrl+r")
        assert session.screen == "EditEndpointScreen"
        await session.press("escape")
        assert session.screen == "EndpointsScreen"
    assert len(changes(world)) == 1


async def test_a_held_enter_changes_nothing_unless_run_has_the_focus() -> None:
    world = active()
    async with editing(world) as session:
        for _ in range(30):
            session.send("enter")
        await session.settle()
    assert changes(world) == []
