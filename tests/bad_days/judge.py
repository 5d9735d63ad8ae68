"""What may never be said, by what the double really has."""

from tests.bad_days.program import Program
from tests.demo.running_tidb_cloud import TidbCloudDemo
from tui.domain.acceptance import Acceptance
from tui.domain.deletion import Deletion
from tui.domain.snapshot import Snapshot
from tui.monitor import history
from tui.monitor.events import between

GONE = frozenset({"deleted"})


class Judge:
    """Hears every snapshot; the double is asked past its front door, where no fault is met."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._last = program.store.snapshot
        self._quiet = False
        self._wrong: list[str] = []
        self._shown: set[str] = set()
        self._too_many = 0
        if isinstance(program.demo, TidbCloudDemo):
            self._count_refusals(program.demo)
        program.store.subscribe(self._hear)

    def expects_nothing_new(self) -> None:
        """Nothing happens in the double from now on."""
        self._quiet = True

    def check(self) -> None:
        assert not self._wrong, "; ".join(self._wrong)

    def check_budget(self) -> None:
        assert not self._too_many, f"{self._too_many} requests more than TiDB Cloud allows a minute"

    def _count_refusals(self, demo: TidbCloudDemo) -> None:
        """Those of the double's own count; those on order are none."""
        limit = demo.tidb_cloud.limit
        take = limit.take

        def counted(key: str) -> tuple[bool, dict[str, str]]:
            allowed, headers = take(key)
            self._too_many += bool(key) and not allowed
            return allowed, headers

        limit.take = counted  # type: ignore[method-assign] # a reset makes another

    def _hear(self, snapshot: Snapshot) -> None:
        last, self._last = self._last, snapshot
        there = {id_ for id_, each in self._program.there().items() if each.life.state not in GONE}
        self._wrong += self._false(snapshot, there)
        if self._quiet:
            self._wrong += [f"false notice: {each.text}" for each in between(last, snapshot)]
            self._wrong += [f"false history: {key} {of}" for key, of in history.between(last, snapshot)]

    def _false(self, snapshot: Snapshot, there: set[str]) -> list[str]:
        """What is said of a snapshot's facts that is not so."""
        said = [f"{key} is called gone" for key in snapshot.gone & there]
        keys = {row.key for row in snapshot.rows}
        said += [f"{key} vanished" for key in self._known(there) - keys]
        if snapshot.loaded and there and not snapshot.rows and snapshot.complete:
            said.append("the list is called empty")
        for work in snapshot.works:
            said += self._false_end(work.task, there)
        return said

    def _known(self, there: set[str]) -> set[str]:
        """What was shown once and is still there."""
        self._shown |= {row.key for row in self._last.rows if row.vpc_endpoint_id}
        return self._shown & there

    def _false_end(self, task: object, there: set[str]) -> list[str]:
        said = []
        if isinstance(task, Deletion):
            if task.gone_at and task.id in there:
                said.append(f"the deletion of {task.id} is called done")
            if task.rejected_at and self._has_record(task.id):
                said.append(f"the record of {task.id} is called gone")
        if isinstance(task, Acceptance) and task.over and self._state(task.id) != "available":
            said.append(f"the acceptance of {task.id} is called done")
        return said

    def _has_record(self, id_: str) -> bool:
        return isinstance(self._program.demo, TidbCloudDemo) and id_ in self._program.recorded()

    def _state(self, id_: str) -> str:
        found = self._program.there().get(id_)
        return found.life.state if found else ""
