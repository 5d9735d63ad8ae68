"""Runs one command."""

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module

from tui.headless.progress import Progress
from tui.headless.session import Session
from tui.monitor.store import Store
from tui.runtime import Looking

Command = Callable[[Session, Namespace], Awaitable[int]]

COMMANDS: Mapping[str, tuple[str, str]] = {
    "list": ("listing", "list_endpoints"),
    "clusters": ("clusters", "list_clusters"),
    "describe": ("describing", "describe"),
    "check": ("checking", "check"),
    "diagnose": ("checking", "diagnose_endpoint"),
    "connect": ("connecting", "connect"),
    "export": ("exporting", "export"),
    "create": ("creating", "create"),
    "accept": ("deciding", "accept"),
    "reject": ("deleting", "reject"),
    "enable-dns": ("deciding", "enable_dns"),
    "delete": ("deleting", "delete"),
    "watch": ("watching", "watch"),
}
"""Module and function of each: only that of the command asked for is loaded."""


def run(arguments: Namespace, connected: Callable[[Store], Looking]) -> int:
    """Carry out `arguments.command` with what `connected` builds; its exit code. Raises PrivateEndpointError."""
    store = Store()
    with Progress("Connecting …") as progress:
        looking = connected(store)
        session = Session(looking, store, arguments.output, progress)
        looking.notices.listen(session.tell)
        return asyncio.run(_run(session, arguments))


async def _run(session: Session, arguments: Namespace) -> int:
    module, name = COMMANDS[arguments.command]
    command: Command = getattr(import_module(f"tui.headless.{module}"), name)
    return await command(session, arguments)
