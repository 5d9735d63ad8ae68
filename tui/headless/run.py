"""Runs one command that looks."""

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable, Mapping

from tui.headless.checking import check, diagnose_endpoint
from tui.headless.connecting import connect
from tui.headless.describing import describe
from tui.headless.listing import list_clusters, list_endpoints
from tui.headless.progress import Progress
from tui.headless.session import Session
from tui.headless.watching import watch
from tui.monitor.store import Store
from tui.runtime import Runtime

COMMANDS: Mapping[str, Callable[[Session, Namespace], Awaitable[int]]] = {
    "list": list_endpoints,
    "clusters": list_clusters,
    "describe": describe,
    "check": check,
    "diagnose": diagnose_endpoint,
    "connect": connect,
    "watch": watch,
}


def run(arguments: Namespace, connected: Callable[[Store], Runtime]) -> int:
    """Carry out `arguments.command` with what `connected` builds; its exit code. Raises PrivateEndpointError."""
    store = Store()
    with Progress("Connecting …") as progress:
        runtime = connected(store)
        session = Session(runtime, store, arguments.output, progress)
        runtime.notices.listen(session.tell)
        return asyncio.run(_run(session, arguments))


async def _run(session: Session, arguments: Namespace) -> int:
    return await COMMANDS[arguments.command](session, arguments)
