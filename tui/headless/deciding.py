"""`accept` and `enable-dns`: single steps of the five, on the setup that was begun for the endpoint, if any."""

from argparse import Namespace

from tui import exit_codes
from tui.domain.draft import Draft, Step
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status, Turn
from tui.domain.wizard import blockers
from tui.headless.checking import draft_of
from tui.headless.consent import agree, agree_once_more, check_asked
from tui.headless.ending import ended
from tui.headless.five_steps import FiveSteps
from tui.headless.session import Session
from tui.headless.working import Ends, Working, at_work
from tui.views.describe import why_not_visible

GO_ON = "The same command goes on with it."
_CODES = {Turn.AWS: exit_codes.MOVING, Turn.TIDB: exit_codes.MOVING, Turn.YOU: exit_codes.YOUR_TURN}


async def accept(session: Session, arguments: Namespace) -> int:
    """Let an endpoint through, and wait until it is available."""
    check_asked(arguments)
    async with at_work(session, arguments.timeout) as working:
        return await ended(session, arguments.id, "accept", _accept(session, arguments, working), GO_ON)


async def enable_dns(session: Session, arguments: Namespace) -> int:
    """Have the host name lead to an endpoint; a setup of it is complete then."""
    check_asked(arguments)
    async with at_work(session, arguments.timeout) as working:
        return await ended(session, arguments.id, "enable-dns", _enable_dns(session, arguments, working), GO_ON)


async def _accept(session: Session, arguments: Namespace, working: Working) -> None:
    await working.read()
    row = session.row(arguments.id)
    steps = FiveSteps(session, working, _draft(session, row), waits=True)
    if steps.facts.available:
        return
    await agree(session, arguments, "accept it", _who_gets_in(session, row))
    try:
        await steps.accept()
    except Ends as end:
        if end.code != exit_codes.MOVING:
            _let_go(session, steps.draft)
        raise
    _let_go(session, steps.draft)


def _who_gets_in(session: Session, row: PrivateEndpoint) -> tuple[str, ...]:
    unseen = "" if row.vpc_endpoint else f"{row.key}: {why_not_visible(row, session.store.snapshot)}"
    whoever = f"Whoever has {row.key} can then connect to the SQL port of {row.cluster_name}."
    return tuple(filter(None, (row.standing.next, unseen, whoever)))


def _let_go(session: Session, draft: Draft) -> None:
    """A setup that was kept for the acceptance alone has nothing left to go on with."""
    if not draft.vpc_id:
        session.runtime.operations.forget(draft.id)


async def _enable_dns(session: Session, arguments: Namespace, working: Working) -> None:
    await working.read()
    row = session.row(arguments.id)
    steps = FiveSteps(session, working, _draft(session, row), waits=True)
    if not steps.facts.available:
        failed = row.standing.status in {Status.FAILED, Status.REJECTED}
        code = exit_codes.FOUND_FAILED if failed else _CODES.get(row.standing.turn, exit_codes.FAILED)
        raise Ends(code, f"It is not accepted and available yet. {row.standing.next}")
    if row.vpc_endpoint is None:
        raise Ends(exit_codes.FAILED, why_not_visible(row, session.store.snapshot))
    if blockers(Step.ENABLE_PRIVATE_DNS, steps.draft, steps.facts):
        leads = f"{steps.host or 'The private host name'} leads clients in {row.vpc_id} to {row.key} from then on."
        await agree(session, arguments, "enable its private DNS", (leads,))
        await agree_once_more(session, arguments, "enable it", row.vpc_endpoint)
    await steps.enable_private_dns()
    if steps.kept:
        await session.runtime.operations.finish(steps.draft)


def _draft(session: Session, row: PrivateEndpoint) -> Draft:
    """The setup that was begun for `row`, else one for this alone."""
    if row.draft:
        return row.draft.with_vpc_endpoint(row.vpc_endpoint_id)
    new, mere = session.runtime.operations.new_draft(), draft_of(row)
    return Draft(new.id, *mere.owner, mere.region, vpc_endpoint_id=mere.vpc_endpoint_id)
