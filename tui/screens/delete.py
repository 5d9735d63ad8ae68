"""Delete a private endpoint, or reject a connection one does not know."""

from textual import work as worker

from tui.domain.deletion import Deletion
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot, facts
from tui.domain.wizard import resume
from tui.domain.work import Work
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ConfirmDialog, agreed
from tui.screens.removing import RemovingScreen
from tui.screens.wizard.base import step_screen
from tui.views.deletion import DeletionPage, Facts, deletion_page
from tui.views.deletion import facts as facts_of
from tui.views.page import Page, Question
from tui.views.terms import terms


class DeleteScreen(RemovingScreen):
    """TiDB's side first, then AWS, each stage as it happens; a deletion that was interrupted is gone on with."""

    def __init__(self, runtime: Runtime, store: Store, key: str) -> None:
        super().__init__(store, runtime.label)
        self._runtime, self._operations, self._key = runtime, runtime.operations, key
        self._last: Facts = ()
        """What was said of the row while it was there."""

    def opened(self) -> None:
        super().opened()
        self._runtime.poller.hurry()
        if row := self._row:
            self._operations.watch(row)

    @property
    def works_on(self) -> str:
        return self._key

    @property
    def _deletion(self) -> DeletionPage:
        return DeletionPage(key=self._key, snapshot=self.snapshot, terms=terms(self._runtime), last=self._last)

    @property
    def _row(self) -> PrivateEndpoint | None:
        return self.snapshot.row(self._key)

    def headline(self) -> str:
        return self._deletion.title

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        super().watch_snapshot(snapshot)
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Only while it is on top it makes way for the setup that it was deleted for."""
        _, removal = self._deletion.work
        if removal and removal.gone_at and removal.again and self.is_active and self.drawn:
            self._create_again(removal)

    def shown(self) -> Page:
        if row := self._row:
            self._last = facts_of(row, self.snapshot)
        return deletion_page(self._deletion)

    def perform(self, deed: str) -> None:
        """Say what is wanted; the worklist does it, whatever becomes of this page."""
        work, _ = self._deletion.work
        if deed == "forget":
            self._operations.forget_removal(self._key)
            self.dismiss()
        elif deed == "go_on":
            self._ask_to_go_on()
        elif work is None and (offer := self.shown().action(deed)) and offer.question:
            self._begin(deed, offer.question.again)

    @worker(group="operation")
    async def _begin(self, deed: str, question: Question | None) -> None:
        """Asked once more where another program made it."""
        sure = question is None or await agreed(self, question)
        if sure and (row := self._row) and self._deletion.work[0] is None:
            self._operations.begin_removal(row, again=deed == "again")

    @worker(group="operation")
    async def _ask_to_go_on(self) -> None:
        """It was confirmed at another time, perhaps by somebody else: what follows is asked for once more."""
        offered = self.shown().action("go_on")
        question = offered.question if offered else None
        if question is not None and await self.ask(ConfirmDialog.of(question)):
            self._operations.work.go_on(self._key)

    def stopped(self, work: Work) -> None:
        self.focus_cancel()
        super().stopped(work)

    def _create_again(self, removal: Deletion) -> None:
        draft = next((each for each in self._operations.drafts() if each.id == removal.again), None)
        if draft:
            step = resume(draft, facts(draft, self.snapshot))
            self.give_way(lambda: step_screen(step, self._runtime, self._store))
