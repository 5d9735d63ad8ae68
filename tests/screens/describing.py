"""The Describe page, opened on an endpoint, and what is read off it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unittest.mock import patch

from tests.fakes import VPCE_ID
from tests.screens.harness import Session, World
from tui.domain.errors import PermissionDenied
from tui.screens.detail import DetailScreen
from tui.terminal import capabilities

DENIED = PermissionDenied("You are not authorized.", "Allow ec2:Describe.", "AWS", "UnauthorizedOperation")
EXTRA = ("list_subnets", "describe_network_interfaces", "list_security_groups")


@asynccontextmanager
async def described(world: World, size: tuple[int, int] = (100, 60), key: str = VPCE_ID) -> AsyncIterator[Session]:
    """The page of one endpoint; tall enough to show it all."""
    async with world.running(size=size) as session:
        await session.open(DetailScreen, key)
        yield session


def extra_calls(world: World) -> list[int]:
    return [world.aws.called(method) for method in EXTRA]


def facts(session: Session) -> dict[str, str]:
    """The value beside each label; its lines joined."""
    found: dict[str, str] = {}
    label = ""
    for line in session.text.splitlines():
        head, value = line[1:17].strip(), line[17:].strip()
        label = head or label
        found[label] = f"{found.get(label, '')} {value}".strip() if not head else value
    return found


async def copied(session: Session, key: str) -> list[str]:
    """What pressing `key` sends to the clipboard."""
    sent: list[str] = []

    async def send(text: str, _write: object) -> capabilities.Sent:
        sent.append(text)
        return capabilities.Sent("OSC 52")

    with patch.object(capabilities, "send_to_clipboard", send):
        await session.press(key)
    return sent
