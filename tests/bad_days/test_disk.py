"""The disk is full, or the state place cannot be written: it is said, and nothing typed is lost."""

import pytest

from tests.fakes import OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID
from tests.screens import worlds
from tests.screens.removing import confirm, deleting, written
from tests.screens.worlds import active
from tui.domain.draft import Step
from tui.domain.errors import PrivateEndpointError

FULL = PrivateEndpointError(
    "The unfinished flow could not be saved: No space left on device.", "Free some space, or make x writable."
)


async def test_what_is_typed_stays_goes_on_and_is_saved_with_the_next_change() -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    before = world.draft
    world.drafts.fail = FULL
    async with world.running() as session:
        await session.press("enter")
        await session.write(VPC_ID)
        assert "No space left on device. Free some space" in session.notices
        worlds.service_active(world)
        await session.poll()
        await session.press("tab")
        await session.write(" ".join(SUBNET_IDS[:2]))
        await session.press("ctrl+x enter")
        assert session.box("vpc").value == VPC_ID, "still there after leaving the step"
        assert world.draft == before
        world.drafts.fail = None
        session.box("groups").focus()
        await session.write(OPEN_GROUP)
    assert (world.draft.vpc_id, world.draft.subnet_ids, world.draft.security_group_ids) == (
        VPC_ID,
        SUBNET_IDS[:2],
        (OPEN_GROUP,),
    )


async def test_an_endpoint_is_created_all_the_same_and_only_once() -> None:
    world = worlds.filled()
    async with world.running() as session:
        await session.press("enter")
        world.drafts.fail = FULL
        await session.press("ctrl+r tab enter")
        assert [each.draft_id for each in world.aws.vpc_endpoints] == [worlds.DRAFT]
        await session.press("ctrl+n")
        assert session.screen == "AcceptEndpointConnectionScreen"
    assert world.aws.called("create_vpc_endpoint") == 1


async def test_a_deletion_that_cannot_be_remembered_is_said_and_not_begun() -> None:
    world = active()
    world.removals.fail = FULL
    async with deleting(world) as session:
        await confirm(session)
        assert "No space left on device." in session.prose
        assert written(world) == []


@pytest.mark.parametrize("notice", ["x.toml is damaged and was kept as x.broken.", "Another tidb-pe works: [bold]\x1b"])
async def test_what_connecting_has_to_say_is_said_at_once_and_harmlessly(notice: str) -> None:
    world = worlds.with_endpoint()
    world.notices = (notice,)
    async with world.running() as session:
        assert session.notices == notice.rstrip("\x1b")
        assert VPCE_ID[-3:] in session.text, "the list is there all the same"
