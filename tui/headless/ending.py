"""How a command that changes something ends: what it printed, and its exit code."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime

from tui import exit_codes
from tui.domain.errors import PrivateEndpointError
from tui.headless.session import Session
from tui.headless.working import Ends
from tui.views.done import done_view


async def ended(session: Session, id_: str, command: str, doing: Awaitable[datetime | None], go_on: str) -> int:
    """Await `doing`, which answers when it saw the endpoint gone, if it did; `go_on` is told where it is not done."""
    code, gone_at = exit_codes.OK, None
    try:
        gone_at = await doing
    except Ends as end:
        session.tell(str(end))
        code = end.code
        if code == exit_codes.MOVING:
            session.tell(go_on)
    except (asyncio.CancelledError, PrivateEndpointError):
        if _begun(session, id_):
            session.tell(go_on)
        raise
    done = done_view(id_, command, session.store.snapshot, complete=code == exit_codes.OK, gone_at=gone_at)
    session.say_done(done)
    return code


def _begun(session: Session, id_: str) -> bool:
    """Whether something was asked for that is not over."""
    return any(work.id == id_ and not work.task.over for work in session.store.snapshot.works)
