"""Where AWS refused, the checks are offered if they would tell why."""

from tests.screens import worlds
from tui.domain.errors import CredentialsError, InvalidRequest

REFUSAL = InvalidRequest("There is already a conflicting DNS domain.", "Use that one.", "AWS", "InvalidParameter", "7f")


async def test_where_aws_refuses_the_checks_are_one_key_away() -> None:
    world = worlds.filled()
    world.aws.fail["create_vpc_endpoint"] = REFUSAL
    async with world.running() as session:
        await session.press("enter ctrl+r tab enter")
        assert session.screen == "ProblemDialog"
        assert "^T Checks" in session.text
        await session.press("ctrl+t")
        assert session.screen == "ChecksScreen"
        await session.press("escape")
        assert session.screen == "InterfaceEndpointScreen"


async def test_a_refusal_is_copied_with_its_code_and_request() -> None:
    world = worlds.filled()
    world.aws.fail["create_vpc_endpoint"] = REFUSAL
    async with world.running() as session:
        await session.press("enter ctrl+r tab enter y")
        assert session.app.clipboard == (
            "There is already a conflicting DNS domain.\nUse that one.\nAWS · InvalidParameter · request 7f"
        )


async def test_checks_are_not_offered_where_they_would_tell_nothing() -> None:
    world = worlds.filled()
    world.aws.fail["create_vpc_endpoint"] = CredentialsError("The token has expired", "Sign in.", "AWS", "ExpiredToken")
    async with world.running() as session:
        await session.press("enter ctrl+r tab enter")
        assert not session.app.screen.query("#checks")
        await session.press("ctrl+t")
        assert session.screen == "ProblemDialog"
