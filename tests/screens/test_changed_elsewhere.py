"""An endpoint that somebody changed since it was set up here: what the pages say, and the ways out."""

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, VPCE_ID
from tests.screens import worlds
from tests.screens.describing import described
from tests.screens.editing import changes
from tui.domain.endpoints import EndpointChange
from tui.domain.status import Status

DNS_BACK = EndpointChange(add_groups=(OPEN_GROUP,), remove_groups=(CLOSED_GROUP,), private_dns=True)


async def test_the_list_says_so_and_names_the_keys() -> None:
    async with worlds.changed_elsewhere().running(size=(120, 30)) as session:
        assert "≠ Drift" in session.text
        said = "Not as it was set up here: private DNS, security groups. Change it back with e; Describe takes it as it"
        assert said in session.prose


async def test_taken_as_it_is_after_asking_it_is_no_drift() -> None:
    world = worlds.changed_elsewhere()
    async with described(world) as session:
        assert "Not as it was set up here" in session.text
        await session.press("a")
        assert "private DNS: set up on, now off" in session.prose
        await session.press("escape")
        assert world.intents.saved[VPCE_ID].private_dns, "not without a yes"
        await session.press("a")
        await session.agree()
        assert "Not as it was set up here" not in session.text
    assert not world.intents.saved[VPCE_ID].private_dns
    assert changes(world) == []


async def test_what_changed_while_it_was_asked_is_not_taken() -> None:
    world = worlds.changed_elsewhere()
    async with described(world) as session:
        await session.press("a")
        world.aws.change(VPCE_ID, security_group_ids=("sg-00000000000000bad",))
        await session.poll()
        await session.agree()
    assert world.intents.saved[VPCE_ID].private_dns


async def test_edit_brings_it_back() -> None:
    world = worlds.changed_elsewhere()
    async with described(world) as session:
        await session.press("e")
        assert session.screen == "EditEndpointScreen"
        assert "Set up here with private DNS on." in session.prose
        session.button("restore").press()
        await session.settle()
        await session.press("ctrl+r")
        await session.agree()
        assert changes(world) == [DNS_BACK]
        row = session.app.store.snapshot.row(VPCE_ID)
        assert row
        assert row.standing.status is Status.ACTIVE


async def test_there_is_nothing_to_take_where_all_is_as_it_was_set_up() -> None:
    async with described(worlds.active()) as session:
        await session.press("a")
        assert session.screen == "DetailScreen"
        assert "As it is" not in session.text
