"""Delete a private endpoint, or reject a connection one does not know."""

from tui.domain.clusters import TidbSide
from tui.domain.deletion import Deletion, Stage, plan, to_type, what_stops
from tui.domain.endpoints import PrivateEndpoint
from tui.domain.errors import PrivateEndpointError
from tui.domain.snapshot import Snapshot, facts
from tui.domain.status import MARKS, Status
from tui.domain.wizard import resume
from tui.domain.work import Work, work_on
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.removing import RemovingScreen, Shown
from tui.screens.wizard.base import step_screen
from tui.views.plain import clock_time, plain

_LOST = {Status.FAILED, Status.REJECTED}
"""What can only be replaced: deleting and creating again is offered in one go."""


class DeleteScreen(RemovingScreen):
    """TiDB's side first, then AWS, each stage as it happens; a deletion that was interrupted is gone on with."""

    def __init__(self, runtime: Runtime, store: Store, key: str) -> None:
        super().__init__(store, runtime.label)
        self._runtime, self._operations, self._key = runtime, runtime.operations, key
        self._facts: tuple[tuple[str, str], ...] = ()
        """Of the row as it last was."""

    def opened(self) -> None:
        super().opened()
        self._runtime.poller.hurry()
        if row := self._row:
            self._operations.watch(row)

    @property
    def works_on(self) -> str:
        return self._key

    @property
    def _work(self) -> tuple[Work, Deletion] | tuple[None, None]:
        return work_on(self.snapshot.works, self._key, Deletion)

    @property
    def _row(self) -> PrivateEndpoint | None:
        return self.snapshot.row(self._key)

    @property
    def _rejects_only(self) -> bool:
        return self._row is not None and plan(self._row, self.snapshot).stages == (Stage.REJECT,)

    def headline(self) -> str:
        if not self._rejects_only:
            return "Delete a private endpoint"
        return "Delete a connection" if self._on_tidb_cloud else "Reject a connection"

    @property
    def _on_tidb_cloud(self) -> bool:
        return self.snapshot.tidb_side is TidbSide.TIDB_CLOUD

    def _label(self, stage: Stage) -> str:
        return stage.label(self.snapshot.tidb_side)

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        super().watch_snapshot(snapshot)
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Only while it is on top it makes way for the setup that it was deleted for."""
        _, removal = self._work
        if removal and removal.gone_at and removal.again and self.is_active and self.drawn:
            self._create_again(removal)

    def shown(self) -> Shown:
        work, removal = self._work
        if work and removal:
            return self._shown_work(work, removal)
        row = self._row
        if row is None:
            return Shown(note=self.snapshot.missing(self._key), asking=False)
        what = plan(row, self.snapshot)
        if not what.stages:
            return Shown(_facts(row, self.snapshot), note=plain(what.note), asking=False)
        return Shown(
            facts=_facts(row, self.snapshot),
            stops=tuple(plain(line) for line in what_stops(row, self.snapshot)),
            stages=(
                *(f"○ {self._label(each)}" for each in what.stages),
                *(("○ Gone",) if Stage.DELETE in what.stages else ()),
            ),
            note=plain(what.note),
            expected=to_type(row, self.snapshot),
            deeds=self._offers(row, what.stages),
        )

    def _offers(self, row: PrivateEndpoint, stages: tuple[Stage, ...]) -> tuple[tuple[str, str], ...]:
        if Stage.DELETE not in stages:
            return (("do", "Delete" if self._on_tidb_cloud else "Reject"),)
        again = (("again", "Delete and create again"),) if row.standing.status in _LOST else ()
        return (("do", "Delete"), *again)

    def _shown_work(self, work: Work, removal: Deletion) -> Shown:
        row = self._row
        self._facts = _facts(row, self.snapshot) if row else self._facts
        known = self._facts if row else (*self._facts[:-1], ("VPC endpoint", f"{removal.id}  {removal.region}"))
        stages = tuple(f"{mark} {text}" for mark, text in self._stages(work, removal))
        if removal.over:
            return Shown(known, stages=stages, note="Done.", asking=False)
        if work.active:
            note = " ".join((plain(work.waits), "Leaving this page does not stop it.")).strip()
            return Shown(known, stages=stages, note=note, asking=False)
        begun = f"This was begun at {clock_time(removal.asked_at)} and is not finished: ^R goes on."
        stopped = _stopped(work.problem) if work.problem else ""
        deeds = (("go_on", "Go on"), ("forget", "Do not go on"))
        return Shown(known, stages=stages, note=stopped + begun, deeds=deeds, asking=False)

    def _stages(self, work: Work, removal: Deletion) -> list[tuple[str, str]]:
        lines = [self._rejecting(work, removal)]
        return lines if removal.rejects_only else [*lines, self._deleting(work, removal), self._going(removal)]

    def _rejecting(self, work: Work, removal: Deletion) -> tuple[str, str]:
        said = self._row.connection.state_text if self._row and self._row.connection else "nothing"
        if removal.rejected_at:
            done = "gone" if self._on_tidb_cloud else "rejected"
            return "✓", f"{self._label(Stage.REJECT)}: {done}, read {clock_time(removal.rejected_at)}"
        return self._under_way(work, Stage.REJECT, f"TiDB's side says {plain(said, 40)}")

    def _deleting(self, work: Work, removal: Deletion) -> tuple[str, str]:
        said = self._row.vpc_endpoint.state_text if self._row and self._row.vpc_endpoint else "nothing"
        if removal.deleting_at:
            return "✓", f"{Stage.DELETE}: AWS says deleting, read {clock_time(removal.deleting_at)}"
        return self._under_way(work, Stage.DELETE, f"AWS says {plain(said, 40)}")

    def _under_way(self, work: Work, stage: Stage, said: str) -> tuple[str, str]:
        if work.doing == stage:
            return "▶", f"{self._label(stage)}: asking …"
        if work.active and stage in work.asked:
            return "▶", f"{self._label(stage)}: asked; {said}, read {clock_time(self.snapshot.as_of)}"
        return "○", self._label(stage)

    def _going(self, removal: Deletion) -> tuple[str, str]:
        if removal.gone_at:
            return "✓", f"Gone: neither side has it, looked up {clock_time(removal.gone_at)}"
        return (
            ("▶", f"Gone: waiting for AWS, read {clock_time(self.snapshot.as_of)}")
            if removal.deleting_at
            else ("○", "Gone")
        )

    def perform(self, deed: str) -> None:
        """Say what is wanted; the worklist does it, whatever becomes of this page."""
        work, _ = self._work
        if deed == "forget":
            self._operations.forget_removal(self._key)
            self.dismiss()
        elif deed == "go_on":
            self._operations.work.go_on(self._key)
        elif (row := self._row) and work is None:
            self._operations.begin_removal(row, again=deed == "again")

    def stopped(self, work: Work) -> None:
        self.focus_cancel()
        super().stopped(work)

    def _create_again(self, removal: Deletion) -> None:
        draft = next((each for each in self._operations.drafts() if each.id == removal.again), None)
        if draft:
            step = resume(draft, facts(draft, self.snapshot))
            self.give_way(lambda: step_screen(step, self._runtime, self._store))


def _stopped(problem: PrivateEndpointError) -> str:
    remedy = f"What to do: {plain(problem.remedy)}\n" if problem.remedy else ""
    return f"It stopped: {plain(problem.summary)}\n{remedy}"


def _facts(row: PrivateEndpoint, snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
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
