"""What a command works with: the connected program, and where its output goes."""

from collections.abc import Callable, Sequence
from functools import cached_property

from tui import exit_codes
from tui.domain.errors import NotFound, PrivateEndpointError, read_only_refusal
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.headless.envelope import envelope
from tui.headless.progress import Progress
from tui.monitor.store import Store
from tui.runtime import Looking, Runtime
from tui.terminal.streams import say, tell
from tui.views.done import Done
from tui.views.plain import plain
from tui.views.sources import notes, problems, unread


class Session:
    """One command under way."""

    def __init__(self, looking: Looking, store: Store, output: str, progress: Progress) -> None:
        """`output` is `table`, `json` or `jsonl`."""
        self.poller, self.store = looking.poller, store
        self.output, self.progress = output, progress
        self._looking, self._told = looking, set[str]()

    @cached_property
    def runtime(self) -> Runtime:
        """All of the program; to be asked for before anything is read."""
        return self._looking.runtime()

    def changing(self) -> Runtime:
        """The same for a command that changes something. Raises ReadOnlyRefusal before anything is asked."""
        if self.runtime.read_only:
            raise read_only_refusal()
        return self.runtime

    def show_begun(self) -> None:
        """Have setups and deletions that were begun and changes of what was set up here, shown with what is read."""
        self.poller.set_intents(self._looking.intents)
        self.poller.set_drafts(self._looking.drafts)
        if removals := self._looking.removals:
            from tui.domain.work import Work

            self.poller.set_work(tuple(Work(each, active=False) for each in removals), frozenset())

    async def read(self) -> Snapshot:
        """Ask every side once; what did not answer, or not to its end, is told on standard error."""
        self.progress.text = "Reading TiDB and AWS …"
        self.show_begun()
        await self.poller.poll_once(inventory=True)
        self.tell_problems(self.store.snapshot)
        for sentence in unread(self.store.snapshot):
            self.tell(sentence)
        return self.store.snapshot

    def row(self, id_: str) -> PrivateEndpoint:
        """The row of that ID. Raises NotFound, or why it could not be read."""
        snapshot = self.store.snapshot
        if row := snapshot.row(id_):
            return row
        if problem := next((each.problem for each in snapshot.problems if each.problem), None):
            raise problem
        if not snapshot.complete:
            raise PrivateEndpointError(f"{plain(id_, 80)} was not read: not everything could be.", "Try again.")
        raise NotFound(f"{plain(id_, 80)} is not among the private endpoints.", "`tidb-pe list` shows their IDs.")

    def tell_problems(self, snapshot: Snapshot) -> None:
        """What did not answer, or has nothing in it though it is configured, each sentence once."""
        for name, reading in problems(snapshot):
            if reading.problem:
                self.tell(f"{name}: {reading.problem.told}")
        for sentence in notes(snapshot):
            self.tell(sentence)

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

    def say_done(self, done: Done) -> None:
        """Print what was done: for people, and shells, the ID alone."""
        if done.id or self.output != "table":
            self.say("done", done, lambda: f"{done.id}\n")


def code_of(snapshot: Snapshot) -> int:
    """0 where everything was read, else the code of the first problem."""
    codes = (exit_codes.exit_code(each.problem) for each in snapshot.problems if each.problem)
    return next(codes, exit_codes.OK if snapshot.complete else exit_codes.FAILED)
