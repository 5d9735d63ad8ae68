"""`connect ID --client NAME`."""

from argparse import Namespace

from tui import exit_codes
from tui.domain.connect_strings import Client
from tui.domain.status import Status, Turn
from tui.headless.session import Session, code_of
from tui.views.connecting import connect_view
from tui.views.plain import plain

_CODES = {
    Turn.YOU: exit_codes.YOUR_TURN,
    Turn.AWS: exit_codes.MOVING,
    Turn.TIDB: exit_codes.MOVING,
    Turn.NOBODY: exit_codes.FAILED,
}


async def connect(session: Session, arguments: Namespace) -> int:
    """The string alone; what one has to know beside it goes to standard error."""
    ca_files = session.runtime.ca_files
    snapshot = await session.read()
    row = session.row(arguments.id)
    ca_file = plain(ca_files.path(row.cluster_id), 4096)
    view = connect_view(row, Client[arguments.client.upper()], snapshot, ca_file)
    for text in (view.warning, view.note, view.why_not):
        if text:
            session.tell(text)
    if not view.why_not or session.output != "table":
        session.say("connection", view, lambda: f"{view.text.rstrip()}\n")
    if not view.why_not:
        return code_of(snapshot)
    return (
        exit_codes.FOUND_FAILED
        if row.standing.status in {Status.FAILED, Status.REJECTED}
        else _CODES[row.standing.turn]
    )
