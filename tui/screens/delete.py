"""Delete a private endpoint, or reject a connection one does not know."""

from textual import work

from tui.domain.clusters import TidbSide
from tui.domain.endpoints import PrivateEndpoint
from tui.domain.errors import PrivateEndpointError, ReadOnlyRefusal
from tui.domain.removal import Removal, Stage, next_stage, plan, to_type, what_stops
from tui.domain.snapshot import Snapshot, facts
from tui.domain.status import MARKS, Status
from tui.domain.wizard import resume
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ProblemDialog
from tui.screens.removing import RemovingScreen, Shown
from tui.screens.wizard.base import step_screen
from tui.widgets.plain import clock_time, plain

_LOST = {Status.FAILED, Status.REJECTED}
"""What can only be replaced: deleting and creating again is offered in one go."""


class DeleteScreen(RemovingScreen):
    """TiDB's side first, then AWS, each stage as it happens; a deletion that was interrupted is gone on with."""

    def __init__(self, runtime: Runtime, store: Store, key: str) -> None:
        super().__init__(store, runtime.label)
        self._runtime, self._operations, self._key = runtime, runtime.operations, key
        self._removal = next((each for each in self._operations.removals() if each.id == key), None)
        self._wished = False
        """Whether the operator said so since the page was opened, and nothing went wrong since."""
        self._facts: tuple[tuple[str, str], ...] = ()
        """Of the row as it last was."""
        self._seen = self._row
        """The row as it last was with AWS's half, if it ever had that."""
        self._doing: Stage | None = None
        self._asked: set[Stage] = set()

    def opened(self) -> None:
        super().opened()
        self._runtime.poller.hurry()

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
        if self._row and (self._row.vpc_endpoint or self._seen is None):
            self._seen = self._row
        if self.drawn:
            if self._removal:
                self._removal = self._removal.seen(snapshot)
                self._operations.removals()  # keeps, or ends, what is on disk
            super().watch_snapshot(snapshot)
            self._go_on_by_itself()

    def shown(self) -> Shown:
        if self._removal:
            return self._shown_removal(self._removal)
        row = self._row
        if row is None:
            return Shown(note=f"{self._key} is not there any more.", asking=False)
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

    def _shown_removal(self, removal: Removal) -> Shown:
        row = self._row
        self._facts = _facts(row, self.snapshot) if row else self._facts
        known = self._facts if row else (*self._facts[:-1], ("VPC endpoint", f"{removal.id}  {removal.region}"))
        stages = tuple(f"{mark} {text}" for mark, text in self._stages(removal))
        if self._over(removal):
            return Shown(known, stages=stages, note="Done.", asking=False)
        if self._wished:
            return Shown(known, stages=stages, note="Leaving this page does not undo it.", asking=False)
        note = f"This was begun at {clock_time(removal.asked_at)} and is not finished: ^R goes on."
        deeds = (("go_on", "Go on"), ("forget", "Do not go on"))
        return Shown(known, stages=stages, note=note, deeds=deeds, asking=False)

    def _over(self, removal: Removal) -> bool:
        row = self._row
        return bool(removal.gone_at) or (row is not None and not self._both_halves and removal.rejected_at is not None)

    @property
    def _both_halves(self) -> bool:
        """Whether AWS's half is ours to delete; where the row never was seen, for a deletion is kept only then."""
        row = self._seen
        return row is None or bool(row.vpc_endpoint and not row.vpc_endpoint.requester_managed)

    def _stages(self, removal: Removal) -> list[tuple[str, str]]:
        lines = [self._rejecting(removal)]
        return [*lines, self._deleting(removal), self._going(removal)] if self._both_halves else lines

    def _rejecting(self, removal: Removal) -> tuple[str, str]:
        said = self._row.connection.state_text if self._row and self._row.connection else "nothing"
        if removal.rejected_at:
            done = "gone" if self._on_tidb_cloud else "rejected"
            return "✓", f"{self._label(Stage.REJECT)}: {done}, read {clock_time(removal.rejected_at)}"
        return self._under_way(Stage.REJECT, f"TiDB's side says {plain(said, 40)}")

    def _deleting(self, removal: Removal) -> tuple[str, str]:
        said = self._row.vpc_endpoint.state_text if self._row and self._row.vpc_endpoint else "nothing"
        if removal.deleting_at:
            return "✓", f"{Stage.DELETE}: AWS says deleting, read {clock_time(removal.deleting_at)}"
        return self._under_way(Stage.DELETE, f"AWS says {plain(said, 40)}")

    def _under_way(self, stage: Stage, said: str) -> tuple[str, str]:
        if self._doing is stage:
            return "▶", f"{self._label(stage)}: asking …"
        if stage in self._asked:
            return "▶", f"{self._label(stage)}: asked; {said}, read {clock_time(self.snapshot.as_of)}"
        return "○", self._label(stage)

    def _going(self, removal: Removal) -> tuple[str, str]:
        if removal.gone_at:
            return "✓", f"Gone: neither side shows it, read {clock_time(removal.gone_at)}"
        return (
            ("▶", f"Gone: waiting for AWS, read {clock_time(self.snapshot.as_of)}")
            if removal.deleting_at
            else ("○", "Gone")
        )

    def perform(self, deed: str) -> None:
        if self.busy:
            return
        if deed == "forget":
            self._forget()
        elif deed == "go_on" or self._begin(again=deed == "again"):
            self._wished = True
            self._asked.clear()
            self._carry_out()

    def _begin(self, *, again: bool) -> bool:
        row = self._row
        if row is None:
            return False
        try:
            self._removal = self._operations.begin_removal(row, again=again)
        except PrivateEndpointError as error:
            self.open_page(ProblemDialog(error))
            return False
        return True

    def _forget(self) -> None:
        try:
            self._operations.forget_removal(self._key)
        except PrivateEndpointError as error:
            self.open_page(ProblemDialog(error))
            return
        self.dismiss()

    def _go_on_by_itself(self) -> None:
        """A stage may wait for what only a later poll tells."""
        removal = self._removal
        if removal is None or not self._wished or self.busy:
            return
        if removal.gone_at:
            self._create_again(removal)
        elif (stage := next_stage(removal, self.snapshot)) and stage not in self._asked:
            self._carry_out()

    @work(group="operation")
    async def _carry_out(self) -> None:
        """One stage after the other, until one has to be waited for."""
        while self._removal and (stage := next_stage(self._removal, self.snapshot)) and stage not in self._asked:
            self._asked.add(stage)
            self._doing, self.busy = stage, True
            try:
                self._removal = await self._operations.remove(self._removal)
            except PrivateEndpointError as error:
                self._removal = None if isinstance(error, ReadOnlyRefusal) else self._removal
                self._stop()
                await self.ask(ProblemDialog(error))
                return
            self._doing, self.busy = None, False
        self.draw()
        self._go_on_by_itself()

    def _stop(self) -> None:
        """Nothing is tried again unless the operator says so."""
        self._wished, self._doing, self.busy = False, None, False
        self._asked.clear()
        self.draw()
        self.focus_cancel()

    def _create_again(self, removal: Removal) -> None:
        draft = next((each for each in self._operations.drafts() if each.id == removal.again), None)
        if draft:
            step = resume(draft, facts(draft, self.snapshot))
            self.give_way(lambda: step_screen(step, self._runtime, self._store))


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
