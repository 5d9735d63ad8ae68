"""Connect to TiDB, opened on a cluster, and what is chosen and copied there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.fakes import cluster
from tests.screens.harness import Session, World
from tui.domain.connect import Address
from tui.domain.connect_strings import Client, connection_string
from tui.screens.connect import ConnectScreen

HOST = "orders.tidb.example.com"


@asynccontextmanager
async def connecting(world: World, key: str = "", size: tuple[int, int] = (100, 40)) -> AsyncIterator[Session]:
    """The dialog of the cluster `orders`, opened over the list."""
    async with world.running(size=size) as session:
        await session.open(ConnectScreen, cluster().id, key)
        yield session


async def copied(session: Session) -> str:
    """What `y` sends."""
    await session.press("y")
    return session.app.clipboard


def given(client: Client, host: str = HOST, port: int = 4000) -> str:
    return connection_string(client, Address(host, port)).text
