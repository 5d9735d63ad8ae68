"""Screens that show the store's current snapshot."""

from typing import TYPE_CHECKING

from textual.reactive import var
from textual.widgets import Static

from tui.domain.snapshot import Snapshot
from tui.monitor.store import Store
from tui.screens.leaving import LeavesOnce

if TYPE_CHECKING:
    from tui.domain.work import Work


class LiveScreen(LeavesOnce[None]):
    """Subscribes to the store while it is mounted and offers `snapshot` for binding."""

    snapshot: var[Snapshot] = var(Snapshot)
    label: var[str] = var("")
    """Profile or demo, for the status line."""

    def __init__(self, store: Store, label: str = "") -> None:
        super().__init__()
        self._store = store
        self._composed = False
        self.set_reactive(LiveScreen.snapshot, store.snapshot)
        self.set_reactive(LiveScreen.label, label)

    def on_mount(self) -> None:
        """The one handler of all live screens: Textual calls that of each class, so none may call another."""
        self._composed = True
        self.opened()
        self._unsubscribe = self._store.subscribe(self._take)

    def opened(self) -> None:
        """Its widgets are there: draw them for the first time."""

    def on_unmount(self) -> None:
        self._unsubscribe()

    @property
    def drawn(self) -> bool:
        """Whether its widgets are there: not before they are composed, nor once the screen was left."""
        return self._composed and self.is_attached and self in self.app.screen_stack

    def refreshed(self) -> None:
        """The operator asked for a refresh: read again what the poller does not."""

    @property
    def in_hand(self) -> str:
        """ID of the draft that a person works on here; empty where it is none."""
        return ""

    @property
    def about(self) -> str:
        """Key of the private endpoint that this page is about; empty where it is about none."""
        return self.works_on

    @property
    def works_on(self) -> str:
        """ID of the work under way that this page is about; empty where it is about none."""
        return ""

    def stopped(self, work: "Work") -> None:
        """The work that this page is about met a problem; called while the page is on top."""
        from tui.screens.dialogs import ProblemDialog

        if work.problem:
            self.open_page(ProblemDialog(work.problem))

    def put(self, where: str, text: str, *, keep: bool = False) -> None:
        """Touch that line only if it changed: an idle screen writes nothing. Empty, it takes room only with `keep`."""
        line = self.query_one(where, Static)
        line.display = keep or bool(text)
        if line.content != text:
            line.update(text)

    def _take(self, snapshot: Snapshot) -> None:
        if self.drawn:
            self.snapshot = snapshot
