"""`create`: the five steps of the screen, by the same operations and on the same kept setups."""

import asyncio
from argparse import Namespace

from tui import exit_codes
from tui.domain.errors import PrivateEndpointError
from tui.headless.five_steps import FiveSteps
from tui.headless.planning import plan, setup
from tui.headless.session import Session
from tui.headless.wanted import network, placed
from tui.headless.working import Ends, at_work
from tui.views.done import done_view

GO_ON = "What was begun is kept: the same command goes on with it, or open the setup in tidb-pe."


async def create(session: Session, arguments: Namespace) -> int:
    """Until the endpoint is Active; without --wait until somebody has to be waited for."""
    wanted = network(arguments)
    if arguments.dry_run:
        return await plan(session, arguments.cluster, wanted)
    runtime = session.changing()
    if not runtime.saved:
        raise PrivateEndpointError("Nothing is created: what is begun could not be kept.", "End the other tidb-pe.")
    async with at_work(session, arguments.timeout) as working:
        snapshot = await working.read()
        draft = setup(placed(wanted, snapshot, arguments.cluster, runtime.operations.new_draft().id), snapshot)
        return await _carry_out(session, FiveSteps(session, working, draft, waits=arguments.wait))


async def _carry_out(session: Session, steps: FiveSteps) -> int:
    """The ID is printed where there is one, however far it came."""
    code = exit_codes.OK
    try:
        await steps.run()
    except Ends as end:
        session.tell(str(end))
        code = end.code
    except (asyncio.CancelledError, PrivateEndpointError):
        _say_how(session, steps)
        raise
    if code == exit_codes.MOVING:
        session.tell(GO_ON)
    done = done_view(steps.draft.vpc_endpoint_id, "create", session.store.snapshot, complete=code == exit_codes.OK)
    session.say_done(done)
    return code


def _say_how(session: Session, steps: FiveSteps) -> None:
    if steps.kept:
        session.tell(f"Ended at {steps.at}. {GO_ON}")
