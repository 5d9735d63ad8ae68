"""What a command works with: the connected program, and where its output goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tui import exit_codes
from tui.domain.endpoints import PrivateEndpoint
from tui.domain.errors import NotFound
from tui.domain.snapshot import Snapshot
from tui.headless.envelope import envelope
from tui.headless.progress import Progress
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.streams import say, tell
from tui.views.plain import plain


@dataclass(frozen=True, slots=True)
class Session:
    """One command under way."""

    runtime: Runtime
    store: Store
    output: str
    """`table`, `json` or `jsonl`."""
    progress: Progress
    _told: set[str] = field(default_factory=set)

    async def read(self) -> Snapshot:
        """Ask every side once; what did not answer is told on standard error."""
        self.progress.text = "Reading TiDB and AWS …"
        self.runtime.poller.set_drafts(self.runtime.operations.drafts())
        await self.runtime.poller.poll_once(inventory=True)
        self.tell_problems(self.store.snapshot)
        return self.store.snapshot

    def row(self, id_: str) -> PrivateEndpoint:
        """The row of that ID. Raises NotFound, or why it could not be read."""
        snapshot = self.store.snapshot
        if row := snapshot.row(id_):
            return row
        if problem := next((each.problem for each in snapshot.problems if each.problem), None):
            raise problem
        raise NotFound(f"{plain(id_, 80)} is not among the private endpoints.", "`tidb-pe list` shows their IDs.")

    def tell_problems(self, snapshot: Snapshot) -> None:
        """What did not answer, each sentence once."""
        for reading in snapshot.problems:
            if reading.problem:
                self.tell(f"{reading.side}: {reading.problem.told}")

    def tell(self, text: str) -> None:
        """A line on standard error, once."""
        if text not in self._told:
            self._told.add(text)
            self.progress.clear()
            tell(f"tidb-pe: {plain(text, 1000)}")

    def say(self, kind: str, value: object, text: Callable[[], str]) -> None:
        """Print `value`: `text` for people, else one JSON document."""
        self.progress.clear()
        say(text() if self.output == "table" else f"{envelope(kind, value, self.store.snapshot)}\n")

    def say_rows(self, kind: str, value: object, rows: Sequence[object], text: Callable[[], str]) -> None:
        """Likewise; as JSON lines, one document a row, whose kind is `kind` without its plural."""
        if self.output == "jsonl":
            self.progress.clear()
            say("".join(f"{envelope(kind.removesuffix('s'), row, self.store.snapshot)}\n" for row in rows))
        else:
            self.say(kind, value, text)


def code_of(snapshot: Snapshot) -> int:
    """0 where everything was read, else the code of the first problem."""
    return next((exit_codes.exit_code(each.problem) for each in snapshot.problems if each.problem), exit_codes.OK)
