"""The page that deletes or rejects, opened on an endpoint, and what is asked of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.widgets import Button

from tests.fakes import VPCE_ID
from tests.screens.harness import Session, World
from tui.domain.errors import Unreachable
from tui.screens.delete import DeleteScreen

LOST = Unreachable("no answer", retryable=True)


@asynccontextmanager
async def deleting(world: World, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Session]:
    """The page, opened on the endpoint that is there."""
    async with world.running(size=size) as session:
        await opened(session)
        yield session


async def opened(session: Session, key: str = VPCE_ID) -> None:
    """Open the page of one endpoint."""
    await session.open(DeleteScreen, key)


async def confirm(session: Session, text: str = VPCE_ID) -> None:
    """Type `text`, then press the button, each with keys of their own."""
    await session.press("shift+tab")
    await session.write(text)
    await session.press("tab enter")


def written(world: World) -> list[str]:
    """The writes, in their order."""
    wanted = {"reject", "delete_vpc_endpoint", "delete_service", "create_vpc_endpoint", "accept"}
    return [call[0] for call in world.tidb.calls + world.aws.calls if call[0] in wanted]


def deeds(session: Session) -> list[str]:
    return [
        str(button.label) for button in session.app.screen.query("#buttons Button").results(Button) if button.display
    ]
