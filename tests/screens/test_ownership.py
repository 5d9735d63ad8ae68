"""An endpoint that another program made: it is said, and a change is asked for once more."""

from tests.fakes import VPCE_ID
from tests.screens import worlds
from tests.screens.describing import described, facts
from tests.screens.editing import changes, editing
from tests.screens.harness import World
from tests.screens.removing import confirm, deleting, written
from tui.domain.endpoints import EndpointChange

WHOSE = "CloudFormation stack network"


def made_elsewhere() -> World:
    return worlds.active(managed_by=WHOSE)


async def test_describe_says_whose_it_is() -> None:
    async with described(made_elsewhere()) as session:
        assert facts(session)["Made by"].startswith(WHOSE)


async def test_a_change_is_asked_for_once_more() -> None:
    world = made_elsewhere()
    async with editing(world) as session:
        session.button("toggle-dns").press()
        await session.settle()
        await session.press("ctrl+r")
        await session.agree()
        assert changes(world) == []
        assert f"It belongs to {WHOSE}. Do it all the same?" in session.prose
        await session.agree()
    assert changes(world) == [EndpointChange(private_dns=False)]


async def test_a_no_to_the_second_question_changes_nothing() -> None:
    world = made_elsewhere()
    async with editing(world) as session:
        session.button("toggle-dns").press()
        await session.settle()
        await session.press("ctrl+r")
        await session.agree()
        await session.press("escape")
    assert changes(world) == []


async def test_so_is_a_deletion() -> None:
    world = made_elsewhere()
    async with deleting(world) as session:
        await confirm(session)
        assert written(world) == []
        assert f"The tags of {VPCE_ID} say that {WHOSE} made it." in session.prose
        await session.agree()
        assert written(world) != []


async def test_what_was_set_up_by_hand_is_asked_for_once() -> None:
    world = worlds.active()
    async with editing(world) as session:
        session.button("toggle-dns").press()
        await session.settle()
        await session.press("ctrl+r")
        await session.agree()
    assert changes(world) == [EndpointChange(private_dns=False)]
