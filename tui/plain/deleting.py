"""Delete, reject and terminate: what stops working is read out, and the ID is typed."""

from tui.domain.endpoints import Owner
from tui.domain.snapshot import facts as draft_facts
from tui.domain.wizard import resume
from tui.monitor.store import Store
from tui.plain.place import Place
from tui.plain.steps import Steps
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.deletion import DeletionPage, Facts, deletion_page, facts
from tui.views.page import Page
from tui.views.termination import Termination, termination_page
from tui.views.terms import terms


class Deleting(Place):
    """It goes on whichever page is open."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store, key: str) -> None:
        super().__init__(talk, runtime, store)
        self._key = key
        self._last: Facts = ()

    async def enter(self) -> None:
        self._runtime.poller.hurry()
        if row := self._store.snapshot.row(self._key):
            self._operations.watch(row)

    def shows(self, key: str) -> bool:
        return key == self._key

    def page(self) -> Page:
        snapshot = self._store.snapshot
        if row := snapshot.row(self._key):
            self._last = facts(row, snapshot)
        return deletion_page(self._deletion)

    @property
    def _deletion(self) -> DeletionPage:
        return DeletionPage(key=self._key, snapshot=self._store.snapshot, terms=terms(self._runtime), last=self._last)

    async def _agreed(self, name: str) -> bool:
        """Whether the operator confirms it, and it is offered still."""
        action = self.page().action(name)
        if action is None or action.question is None or not await self._talk.confirmed(action.question):
            return False
        return self.page().action(name) is not None

    async def do_do(self) -> None:
        await self._begin("do")

    async def do_again(self) -> None:
        await self._begin("again")

    async def _begin(self, name: str) -> None:
        row = self._store.snapshot.row(self._key)
        if row and await self._agreed(name):
            self._operations.begin_removal(row, again=name == "again")

    async def do_go_on(self) -> None:
        if await self._agreed("go_on"):
            self._operations.work.go_on(self._key)

    async def do_forget(self) -> None:
        if await self._agreed("forget"):
            self._operations.forget_removal(self._key)
            self.open = False

    async def do_close(self) -> None:
        """On to the setup that it was deleted for, where there is one."""
        self.open = False
        _, removal = self._deletion.work
        drafts = (each for each in self._operations.drafts() if removal and each.id == removal.again)
        if removal and removal.gone_at and (draft := next(drafts, None)):
            wizard = resume(draft, draft_facts(draft, self._store.snapshot))
            await Steps(self._talk, self._runtime, self._store, wizard).run()


class Terminating(Place):
    """The endpoint service of a cluster that no connection uses."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store, owner: Owner) -> None:
        super().__init__(talk, runtime, store)
        self._owner = owner
        self._known = store.snapshot.service(*owner)

    def page(self) -> Page:
        snapshot, given = self._store.snapshot, terms(self._runtime)
        return termination_page(Termination(owner=self._owner, snapshot=snapshot, terms=given, known=self._known))

    async def do_do(self) -> None:
        action = self.page().action("do")
        if action and action.question and await self._talk.confirmed(action.question):
            asked = self._operations.terminate_service(*self._owner)
            await self.attempt("Asking for the deletion of the endpoint service …", asked)
