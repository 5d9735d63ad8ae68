"""`export ID --format NAME`."""

from argparse import Namespace

from tui.domain.errors import PrivateEndpointError
from tui.domain.findings import CheckInputs
from tui.headless.checking import draft_of, gathered
from tui.headless.session import Session, code_of
from tui.views.describe import why_not_visible
from tui.views.exports.inputs import NEEDS, export_inputs
from tui.views.exports.view import export_view


async def export(session: Session, arguments: Namespace) -> int:
    """The file alone; what one has to know beside it goes to standard error."""
    runtime = session.runtime
    snapshot = await session.read()
    row = session.row(arguments.id)
    if row.vpc_endpoint is None:
        raise PrivateEndpointError(f"{row.key} cannot be exported.", why_not_visible(row, snapshot))
    known = gathered(session, draft_of(row))

    def show(now: CheckInputs) -> None:
        nonlocal known
        known = now

    session.progress.text = "Reading the network …"
    await runtime.preflight.gather(known, NEEDS, show)
    view = export_view(arguments.format, export_inputs(known, runtime.tidb_commands))
    for note in view.notes:
        session.tell(note)
    session.say("export", view, lambda: view.text)
    return code_of(snapshot)
