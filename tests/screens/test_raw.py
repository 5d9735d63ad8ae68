"""The raw answers of both sides, opened from the Describe page."""

from tests.fakes import VPCE_ID
from tests.screens import worlds
from tests.screens.describing import DENIED, copied, described
from tests.screens.worlds import active


async def test_the_raw_answers_of_both_sides_are_shown_as_they_were_sent() -> None:
    world = active()
    async with described(world) as session:
        await session.press("v")
        assert "AWS: read 12:00:00 UTC" in session.text
        assert f'   "VpcEndpointId": "{VPCE_ID}",\n   "State": "available"\n' in session.text
        assert '   "VpcEndpointState": "available"' in session.text
        (text,) = await copied(session, "y")
        assert text.count(VPCE_ID) == 2
        assert world.aws.called("raw_vpc_endpoint") == 1
        await session.press("r")
        assert world.aws.called("raw_vpc_endpoint") == 2
        await session.press("escape")
        assert session.screen == "DetailScreen"


async def test_a_side_that_does_not_answer_hides_no_other() -> None:
    world = active()
    world.aws.fail["raw_vpc_endpoint"] = DENIED
    async with described(world) as session:
        await session.press("v")
        assert "AWS: could not be read: You are not authorized. Allow ec2:Describe." in session.text
        assert '"VpcEndpointState": "available"' in session.text


async def test_raw_answers_say_that_they_are_read() -> None:
    world = active()
    answer = worlds.never_answers(world.aws, "raw_vpc_endpoint")
    async with described(world) as session:
        await session.press("v")
        assert "AWS: reading …" in session.text
        await session.press("escape")
        answer()
        await session.settle()
        assert session.screen == "DetailScreen"
