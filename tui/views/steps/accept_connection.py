"""Step 4: the VPC endpoint ID, whether TiDB's side accepted its connection, and what is waited for."""

from tui import keymap
from tui.domain.acceptance import Acceptance, AcceptStage
from tui.domain.commands import Command
from tui.domain.draft import Step
from tui.domain.ids import Box
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import MARKS, Turn
from tui.domain.waits import Wait
from tui.domain.wizard import lost
from tui.domain.work import work_on
from tui.views import waiting
from tui.views.describe import why_not_visible
from tui.views.page import Field, Page, Question, action
from tui.views.plain import plain
from tui.views.steps.base import Setup, page


def accept_connection(setup: Setup) -> Page:
    """Next accepts, then waits until AWS says available."""
    box = Box.ENDPOINT
    hint = "Down: pick from the connections that wait"
    draft = setup.draft
    field = Field(name=box, label=box.label, text=draft.text(box), wrong=draft.wrong(box), hint=hint)
    count = len(candidates(setup))
    blocks = _blocks(setup)
    waiting = f"{count} connections wait for this service: Down lists them." if count > 1 else ""
    return page(
        setup,
        (
            ("intro", "Fill in the ID of your VPC endpoint; Next accepts its connection."),
            ("waiting-list", waiting),
            ("standing", _standing(setup)),
        ),
        fields=(field,),
        blocks=blocks,
        actions=(action("flow", "instruction"),),
        next_question=_question(setup),
        goes_on=bool(blocks) and blocks == _under_way(setup),
    )


def candidates(setup: Setup) -> list[PrivateEndpoint]:
    """Endpoints that wait to be accepted by this service."""
    return [
        row
        for row in setup.snapshot.rows
        if row.vpc_endpoint_id
        and row.owner == setup.draft.owner
        and row.standing.step is Step.ACCEPT_ENDPOINT_CONNECTION
    ]


def _blocks(setup: Setup) -> tuple[str, ...]:
    """Next needs the ID alone; what follows is waited for."""
    if gone := lost(setup.step, setup.draft, setup.facts):
        return gone
    if wrong := setup.draft.wrong(Box.ENDPOINT):
        return (wrong,)
    if not setup.draft.vpc_endpoint_id:
        return ("Enter the VPC endpoint ID.",)
    return () if setup.facts.available else _under_way(setup)


def _under_way(setup: Setup) -> tuple[str, ...]:
    """What is asked for, or waited for, of an acceptance."""
    work, acceptance = work_on(setup.snapshot.works, setup.draft.vpc_endpoint_id, Acceptance)
    if not work or not acceptance:
        return ()
    if work.doing or work.waits:
        return (work.doing or work.waits,)
    at = setup.snapshot.at
    read_since = at and acceptance.available_at and at > acceptance.available_at
    if acceptance.over and not read_since:
        return (_waiting(setup),)
    if not work.active:
        return ()
    if acceptance.accepted_at:
        return (_waiting(setup),)
    return (AcceptStage.RETIRE if AcceptStage.RETIRE in work.asked else AcceptStage.ACCEPT,)


def _waiting(setup: Setup) -> str:
    row = setup.facts.endpoint
    unseen = row is not None and row.vpc_endpoint is None
    awaited = "TiDB says active; AWS's side is not visible" if unseen else "AWS says available"
    _, acceptance = work_on(setup.snapshot.works, setup.draft.vpc_endpoint_id, Acceptance)
    waited = waiting.of(Wait.ACCEPT, acceptance.asked_at if acceptance else None, setup.snapshot)
    lines = (waiting.so_far(waited, setup.snapshot), waiting.late(waited, setup.snapshot))
    return f"Accepted. Waiting until {awaited} … {' '.join(filter(None, lines))}"


def _standing(setup: Setup) -> str:
    row = setup.facts.endpoint
    if row is None:
        return _unseen(setup)
    aws = row.vpc_endpoint.state_text if row.vpc_endpoint else "not visible"
    whose = {Turn.YOU: "your turn"}.get(row.standing.turn, f"waiting for {row.standing.turn}")
    whose = "" if row.standing.turn is Turn.NOBODY else f" ({whose})"
    status = row.standing.status
    work, _ = work_on(setup.snapshot.works, row.vpc_endpoint_id, Acceptance)
    stopped = f"\n✗ {plain(work.problem.summary)}" if work and work.problem else ""
    return f"{MARKS[status]} {status}{whose}: {plain(row.standing.next)}\nAWS says {plain(aws, 40)}.{stopped}"


def _unseen(setup: Setup) -> str:
    known = setup.draft.vpc_endpoint_id
    if not known or setup.why_another:
        return ""
    return f"{known} is not seen yet at this service; a new one takes some seconds to appear."


def _question(setup: Setup) -> Question | None:
    """Of an endpoint that is not to be seen from here only a person can know whose it is."""
    row = setup.facts.endpoint
    if row is None or row.vpc_endpoint or setup.facts.available:
        return None
    leave, delete = keymap.key("flow", "leave"), keymap.key("endpoints", "delete")
    lines = (
        f"{row.vpc_endpoint_id}: {why_not_visible(row, setup.snapshot)}",
        f"Whoever has it can then connect to the SQL port of {row.cluster_name}.",
        f"Accept it only if you know it. To turn it away: {leave} for the list, then {delete}.",
    )
    title = "Accept a connection from elsewhere?"
    return Question(title=title, lines=lines, yes="Accept", command=_command(setup))


def _command(setup: Setup) -> Command | None:
    """What accepts it from a shell."""
    service, cluster = setup.facts.service, setup.facts.cluster
    if not (service and cluster):
        return None
    return setup.terms.tidb_commands.accept(service, cluster, setup.draft.vpc_endpoint_id)
