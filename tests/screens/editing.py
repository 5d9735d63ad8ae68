"""The page that changes an endpoint, opened on one, and what is entered and asked for there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, VPCE_ID
from tests.screens.harness import Session, World
from tui.domain.endpoints import EndpointChange
from tui.screens.edit import EditEndpointScreen

BOTH_GROUPS = f"{OPEN_GROUP} {CLOSED_GROUP}"


@asynccontextmanager
async def editing(world: World, size: tuple[int, int] = (100, 40)) -> AsyncIterator[Session]:
    """The page, opened on the endpoint that is there."""
    async with world.running(size=size) as session:
        await opened(session)
        yield session


async def opened(session: Session, key: str = VPCE_ID) -> None:
    """Open the page of one endpoint."""
    await session.open(EditEndpointScreen, key)


async def fill(session: Session, field: str, text: str) -> None:
    """Replace what stands in a box."""
    session.box(field).value = text
    await session.settle()


def changes(world: World) -> list[EndpointChange]:
    """What AWS was asked to change."""
    return [call[3] for call in world.aws.calls if call[0] == "modify_vpc_endpoint"]
