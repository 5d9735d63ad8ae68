"""The Private Endpoint page: the live list, the first screen."""

from textual import on, work
from textual.app import ComposeResult
from textual.reactive import var
from textual.widgets import Static

from tui.domain.snapshot import Snapshot
from tui.domain.status import Status
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ConfirmDialog
from tui.screens.finished import FinishedScreen
from tui.screens.live import LiveScreen
from tui.screens.wizard import creation, editing
from tui.widgets.endpoint_table import EndpointTable
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.problem_banner import ProblemBanner
from tui.widgets.selected_row import SelectedRow
from tui.widgets.status_line import StatusLine

_EMPTY = "No private endpoints yet.\n\nPress n to create one."
_NO_CLUSTERS = (
    "No TiDB clusters found.\n\nA cluster is a network load balancer with the tag tidb-pe:cluster, or one named in the"
    " configuration.\nPress n for how to make one, r to look again."
)


class EndpointsScreen(LiveScreen):
    """All private endpoints, with their status and whose turn it is."""

    CSS_PATH = "../styles/endpoints.tcss"
    BINDINGS = bindings("endpoints")

    waiting: var[str] = var("Loading the AWS SDK …")
    """What the program does until it can read; empty once it is connected."""

    runtime: var[Runtime | None] = var(None, init=False)
    """What pages opened from here work with; None until connected."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._offered = False

    def compose(self) -> ComposeResult:
        yield StatusLine("Private Endpoint").data_bind(LiveScreen.snapshot, LiveScreen.label)
        yield ProblemBanner().data_bind(LiveScreen.snapshot)
        yield Static(id="empty", markup=False)
        yield EndpointTable().data_bind(LiveScreen.snapshot)
        yield Static(id="unfinished", markup=False)
        yield SelectedRow()
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(EndpointTable).focus()
        self._say()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        if self.drawn:
            self._say()
            self._offer(snapshot)
            self.refresh_bindings()

    def watch_waiting(self) -> None:
        if self.drawn:
            self._say()
            self.refresh_bindings()

    def _say(self) -> None:
        """An empty list tells why it is empty and what to press; also from `on_mount`, when `drawn` is still false."""
        text = "" if self.snapshot.rows else self._why_empty(self.snapshot)
        self._put("#empty", text)
        self.query_one(EndpointTable).display = self.query_one(SelectedRow).display = not text
        count = len(self.snapshot.drafts)
        plural = "" if count == 1 else "s"
        self._put("#unfinished", f"{count} unfinished setup{plural}: Enter goes on, x discards." if count else "")

    def _put(self, where: str, text: str) -> None:
        """Touch the line only if it changed: an idle screen writes nothing."""
        line = self.query_one(where, Static)
        line.display = bool(text)
        if line.content != text:
            line.update(text)

    def _why_empty(self, snapshot: Snapshot) -> str:
        if self.waiting:
            return self.waiting
        if not snapshot.loaded:
            return "Reading clusters and endpoints …"
        if snapshot.problems:
            return "Nothing could be read. Press r to try again."
        return _EMPTY if snapshot.clusters else _NO_CLUSTERS

    def _offer(self, snapshot: Snapshot) -> None:
        """Once, after the first answer: put the cursor on a setup that was left unfinished."""
        if self._offered or not snapshot.loaded:
            return
        self._offered = True
        unfinished = next((row.key for row in snapshot.rows if row.draft), None)
        if unfinished:
            self.query_one(EndpointTable).select(unfinished)

    @on(EndpointTable.Moved)
    def _show_selected(self, event: EndpointTable.Moved) -> None:
        self.query_one(SelectedRow).row = event.row
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if not self.drawn:
            return True
        row = self.query_one(EndpointTable).row
        if action == "create":
            return True if self.snapshot.loaded and self.runtime else None
        if action == "open":
            return True if row and self.runtime else None
        return bool(row and row.draft) if action == "discard" else True

    def action_create(self) -> None:
        if self.runtime:
            self.app.push_screen(creation(self.runtime, self._store))

    def action_open(self) -> None:
        row = self.query_one(EndpointTable).row
        if not row or not self.runtime:
            return
        if row.draft or (row.standing.step and row.standing.status is not Status.ACTIVE):
            self.app.push_screen(editing(self.runtime, self._store, row))
        else:
            self.app.push_screen(FinishedScreen(self._store, self.label, row.key))

    @work(group="operation")
    async def action_discard(self) -> None:
        row = self.query_one(EndpointTable).row
        if not row or not row.draft or not self.runtime:
            return
        lines = ["The answers given so far are forgotten.", "Nothing on AWS is deleted or changed."]
        if await self.app.push_screen_wait(ConfirmDialog("Discard this unfinished setup?", lines, "Discard")):
            self.runtime.operations.forget(row.draft.id)
