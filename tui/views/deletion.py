"""What the pages say that take a private endpoint away: what stops working, what is done, and what is to be typed."""

from dataclasses import dataclass

from tui import keymap
from tui.domain.clusters import TidbSide
from tui.domain.commands import Command
from tui.domain.deletion import Deletion, Stage
from tui.domain.deletion_plan import plan, to_type, what_stops
from tui.domain.errors import PrivateEndpointError
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import MARKS, Status, Turn
from tui.domain.waits import Wait
from tui.domain.work import Work, work_on
from tui.views import waiting
from tui.views.ownership import once_more
from tui.views.page import Action, Page, Question, action, aligned
from tui.views.plain import clock_time, plain
from tui.views.removal_commands import command_of, copying, stage_left
from tui.views.terms import Terms

Facts = tuple[tuple[str, str], ...]
_WIDTH = 14
_LOST = {Status.FAILED, Status.REJECTED}
"""What can only be replaced: deleting and creating again is offered in one go."""


def removing_page(
    title: str,
    facts: Facts = (),
    *,
    stops: tuple[str, ...] = (),
    stages: tuple[str, ...] = (),
    note: str = "",
    deeds: tuple[Action, ...] = (),
    command: Command | None = None,
    turn: Turn = Turn.YOU,
    asking: bool = False,
) -> Page:
    """`command`: does what comes next; `asking`: whether leaving is a way not to do it."""
    lines = (
        ("facts", "\n".join(aligned(facts, _WIDTH))),
        ("stops", _listed("What stops working", tuple(f"• {line}" for line in stops))),
        ("stages", _listed("What is done", stages)),
        ("note", note),
    )
    close = action("removing", "close", label="Cancel" if asking else "Back")
    actions = (*deeds, *copying(command), close)
    return Page(title=title, turn=turn, lines=lines, command=command, actions=actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionPage:
    """A private endpoint on its way out, as of one snapshot."""

    key: str
    snapshot: Snapshot
    terms: Terms
    last: Facts = ()
    """What was said of the row while it was there."""

    @property
    def row(self) -> PrivateEndpoint | None:
        return self.snapshot.row(self.key)

    @property
    def on_tidb_cloud(self) -> bool:
        return self.snapshot.tidb_side is TidbSide.TIDB_CLOUD

    @property
    def work(self) -> tuple[Work, Deletion] | tuple[None, None]:
        """What is under way."""
        return work_on(self.snapshot.works, self.key, Deletion)

    @property
    def title(self) -> str:
        if self.row is None or plan(self.row, self.snapshot).stages != (Stage.REJECT,):
            return "Delete a private endpoint"
        return "Delete a connection" if self.on_tidb_cloud else "Reject a connection"

    def label(self, stage: Stage) -> str:
        return stage.label(self.snapshot.tidb_side)


def deletion_page(deletion: DeletionPage) -> Page:
    """Asked before it is begun; then each stage as it happens."""
    work, removal = deletion.work
    if work and removal:
        return _under_way(deletion, work, removal)
    row, snapshot = deletion.row, deletion.snapshot
    if row is None:
        return removing_page(deletion.title, note=snapshot.missing(deletion.key))
    what = plan(row, snapshot)
    if not what.stages:
        return removing_page(deletion.title, facts(row, snapshot), note=plain(what.note))
    gone = ("○ Gone",) if Stage.DELETE in what.stages else ()
    return removing_page(
        deletion.title,
        facts(row, snapshot),
        stops=tuple(plain(line) for line in what_stops(row, snapshot)),
        stages=(*(f"○ {deletion.label(each)}" for each in what.stages), *gone),
        note=plain(what.note),
        deeds=_offers(deletion, row, what.stages),
        command=command_of(what.stages[0], row, snapshot, deletion.terms),
        asking=True,
    )


def facts(row: PrivateEndpoint, snapshot: Snapshot) -> Facts:
    """What is taken away."""
    cluster = snapshot.cluster(row.cluster_id)
    host = (row.service.private_dns_name if row.service else "") or (cluster.host if cluster else "")
    owner = row.connection.owner_account if row.connection else ""
    unseen = "not visible from this account" + (f"; its owner is account {plain(owner, 20)}" if owner else "")
    return (
        ("Cluster", f"{plain(row.cluster_name, 60)}  {row.region}"),
        ("VPC", row.vpc_id or unseen),
        ("Host name", plain(host, 120) or "none"),
        ("VPC endpoint", f"{row.vpc_endpoint_id or 'none yet'}  {MARKS[row.standing.status]} {row.standing.status}"),
    )


def deed(
    name: str,
    label: str,
    title: str = "",
    *,
    lines: tuple[str, ...] = (),
    expected: str = "",
    key: str = "",
    again: Question | None = None,
) -> Action:
    """A button of these pages, and what is asked before it."""
    question = Question(title=title or f"{label}?", lines=lines, yes=label, expected=expected, again=again)
    return Action(name=name, label=label, key=key, question=question)


def _offers(deletion: DeletionPage, row: PrivateEndpoint, stages: tuple[Stage, ...]) -> tuple[Action, ...]:
    expected = to_type(row, deletion.snapshot)
    if Stage.DELETE not in stages:
        return (deed("do", "Delete" if deletion.on_tidb_cloud else "Reject", expected=expected),)
    twice = once_more(row.vpc_endpoint, "Delete it here")
    delete = deed("do", "Delete", expected=expected, again=twice)
    if row.standing.status not in _LOST:
        return (delete,)
    return (delete, deed("again", "Delete and create again", expected=expected, again=twice))


def _under_way(deletion: DeletionPage, work: Work, removal: Deletion) -> Page:
    row, snapshot = deletion.row, deletion.snapshot
    gone = (*deletion.last[:-1], ("VPC endpoint", f"{removal.id}  {removal.region}"))
    known = facts(row, snapshot) if row else gone
    stages = tuple(f"{mark} {text}" for mark, text in _stages(deletion, work, removal))
    if removal.over:
        return removing_page(deletion.title, known, stages=stages, note="Done.", turn=Turn.NOBODY)
    if work.active:
        note = " ".join((plain(work.waits), "Leaving this page does not stop it.")).strip()
        turn = Turn.AWS if removal.rejected_at else Turn.TIDB
        return removing_page(deletion.title, known, stages=stages, note=note, turn=turn)
    key = keymap.key("removing", "go_on")
    begun = f"This was begun at {clock_time(removal.asked_at)} and is not finished: {key} goes on."
    stopped = _stopped(work.problem) if work.problem else ""
    what = aligned(known, _WIDTH)
    deeds = (deed("go_on", "Go on", "Go on with this deletion?", lines=what, key=key), deed("forget", "Do not go on"))
    left = stage_left(removal)
    command = command_of(left, row, snapshot, deletion.terms) if left and row else None
    return removing_page(deletion.title, known, stages=stages, note=stopped + begun, deeds=deeds, command=command)


def _stages(deletion: DeletionPage, work: Work, removal: Deletion) -> list[tuple[str, str]]:
    lines = [_rejecting(deletion, work, removal)]
    return lines if removal.rejects_only else [*lines, _deleting(deletion, work, removal), _going(deletion, removal)]


def _rejecting(deletion: DeletionPage, work: Work, removal: Deletion) -> tuple[str, str]:
    row = deletion.row
    said = row.connection.state_text if row and row.connection else "nothing"
    if removal.rejected_at:
        done = "gone" if deletion.on_tidb_cloud else "rejected"
        return "✓", f"{deletion.label(Stage.REJECT)}: {done}, read {clock_time(removal.rejected_at)}"
    return _stage(deletion, work, Stage.REJECT, f"TiDB's side says {plain(said, 40)}")


def _deleting(deletion: DeletionPage, work: Work, removal: Deletion) -> tuple[str, str]:
    row = deletion.row
    said = row.vpc_endpoint.state_text if row and row.vpc_endpoint else "nothing"
    if removal.deleting_at:
        return "✓", f"{Stage.DELETE}: AWS says deleting, read {clock_time(removal.deleting_at)}"
    return _stage(deletion, work, Stage.DELETE, f"AWS says {plain(said, 40)}")


def _stage(deletion: DeletionPage, work: Work, stage: Stage, said: str) -> tuple[str, str]:
    if work.doing == stage:
        return "▶", f"{deletion.label(stage)}: asking …"
    if work.active and stage in work.asked:
        return "▶", f"{deletion.label(stage)}: asked; {said}, read {clock_time(deletion.snapshot.as_of)}"
    return "○", deletion.label(stage)


def _going(deletion: DeletionPage, removal: Deletion) -> tuple[str, str]:
    if removal.gone_at:
        return "✓", f"Gone: neither side has it, looked up {clock_time(removal.gone_at)}"
    if removal.deleting_at is None:
        return "○", "Gone"
    waited = waiting.of(Wait.DELETION, removal.deleting_at, deletion.snapshot)
    said = (
        f"Gone: waiting for AWS, {waiting.so_far(waited, deletion.snapshot)}",
        waiting.late(waited, deletion.snapshot),
    )
    return "▶", ". ".join(filter(None, said))


def _stopped(problem: PrivateEndpointError) -> str:
    remedy = f"What to do: {plain(problem.remedy)}\n" if problem.remedy else ""
    return f"It stopped: {plain(problem.summary)}\n{remedy}"


def _listed(title: str, lines: tuple[str, ...]) -> str:
    return "\n".join((title, *lines)) if lines else ""
