"""The Private Endpoint page: the live list, the first screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from tui.domain.listing import Order, arrange, select
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens import opening
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.views.list_words import summary, why_empty
from tui.views.waiting import late_of
from tui.widgets.endpoint_table import EndpointTable
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.problem_banner import ProblemBanner
from tui.widgets.selected_row import SelectedRow
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.widgets.filter_box import FilterBox

_NEEDS_ROW: dict[str, Callable[[PrivateEndpoint], bool]] = {
    "open": lambda _: True,
    "edit": opening.editable,
    "delete": lambda row: bool(row.vpc_endpoint_id),
    "connect": lambda row: bool(row.vpc_endpoint_id),
    "discard": lambda row: row.draft is not None,
}
"""Actions on the row under the cursor, and which rows they are for."""


def _for_actions(row: PrivateEndpoint | None) -> list[bool]:
    """Which of the actions on a row are for this one."""
    return [bool(row and for_it(row)) for for_it in _NEEDS_ROW.values()]


class EndpointsScreen(LiveScreen):
    """All private endpoints, with their status and whose turn it is."""

    BINDINGS = bindings("endpoints")
    HORIZONTAL_BREAKPOINTS = [(120, "-wide")]
    VERTICAL_BREAKPOINTS = [(30, "-tall")]
    """Where it is both, the selected row stands beside the list, not below it."""

    wanted: var[str] = var("", init=False)
    """The filter; empty shows all."""
    order: var[Order] = var(Order, init=False)
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
        with Container(id="both"):
            with Container(id="listed"):
                yield Static(id="empty", markup=False)
                yield EndpointTable()
                yield Static(id="summary", markup=False)
            yield SelectedRow()
        yield KeyBar()

    def opened(self) -> None:
        self.query_one(EndpointTable).focus()
        self.watch(self.query_one(EndpointTable), "row", self._show_selected, init=False)
        self._list()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        self._list()
        if self.drawn:
            self._offer(snapshot)

    def watch_wanted(self) -> None:
        self._list()

    def watch_order(self) -> None:
        self._list()

    def watch_waiting(self) -> None:
        self._list()

    def watch_runtime(self, runtime: Runtime) -> None:
        self.label, self.waiting = runtime.label, ""
        self.refresh_bindings()

    def _list(self) -> None:
        """Show what the filter leaves, in the order wanted."""
        if self.drawn:
            rows = arrange(select(self.snapshot.rows, self.wanted), self.order)
            self.query_one(EndpointTable).present(rows, self.order, self.snapshot.at)
            self._say()
            self.query_one(SelectedRow).late = late_of(self.query_one(EndpointTable).row, self.snapshot)
            self.refresh_bindings()

    def _say(self) -> None:
        """An empty list tells why it is empty and what to press."""
        text = "" if self.snapshot.rows else why_empty(self.snapshot, self.waiting)
        self.put("#empty", text)
        self.query_one(EndpointTable).display = self.query_one(SelectedRow).display = not text
        self.put(
            "#summary",
            summary(self.snapshot, self.query_one(EndpointTable).rows, filtered=bool(self.wanted)) if not text else "",
        )

    def _offer(self, snapshot: Snapshot) -> None:
        """Once, after the first answer: put the cursor on a setup that was left unfinished."""
        if self._offered or not snapshot.loaded:
            return
        self._offered = True
        unfinished = next((row.key for row in snapshot.rows if row.draft), None)
        if unfinished:
            self.query_one(EndpointTable).select(unfinished)

    def come_back_from(self, page: LiveScreen) -> None:
        """Put the cursor on the endpoint that `page` was about."""
        if self.drawn and page.about:
            self.query_one(EndpointTable).select(page.about)

    def on_filter_box_wanted(self, event: "FilterBox.Wanted") -> None:
        self.wanted = event.text

    def on_filter_box_done(self) -> None:
        self.query_one(EndpointTable).focus()

    async def action_filter(self) -> None:
        """The box is made when it is first asked for: text boxes are the heaviest thing on a page."""
        from tui.widgets.filter_box import FilterBox

        if not self.query(FilterBox):
            await self.query_one("#listed").mount(FilterBox())
        self.query_one(FilterBox).open()

    def action_sort(self) -> None:
        self.order = self.order.next()

    def action_sort_by(self, number: int) -> None:
        if column := self.query_one(EndpointTable).numbered(number):
            self.order = self.order.by(column)

    def on_endpoint_table_sort_wanted(self, event: EndpointTable.SortWanted) -> None:
        self.order = self.order.by(event.column)

    def action_show_all(self) -> None:
        from tui.widgets.filter_box import FilterBox

        self.query_one(FilterBox).action_clear()

    def action_reverse(self) -> None:
        self.order = self.order.reversed()

    def action_mark(self) -> None:
        self.query_one(EndpointTable).toggle_mark()

    def action_copy_ids(self) -> None:
        table = self.query_one(EndpointTable)
        here = [table.row] if table.row else []
        chosen = [row for row in table.rows if row.key in table.marked] or here
        ids = [row.vpc_endpoint_id for row in chosen if row.vpc_endpoint_id]
        if ids:
            self.post_message(CopyRequested(" ".join(ids), f"{len(ids)} ID{'' if len(ids) == 1 else 's'}"))

    def _show_selected(self, before: PrivateEndpoint | None, row: PrivateEndpoint | None) -> None:
        self.query_one(SelectedRow).row = row
        self.query_one(SelectedRow).late = late_of(row, self.snapshot)
        if _for_actions(before) != _for_actions(row):
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if action == "show_all":
            return bool(self.wanted)
        if not self.drawn or action not in {"create", "clusters", *_NEEDS_ROW}:
            return True
        row = self.query_one(EndpointTable).row
        if not self.runtime or not self.snapshot.loaded:
            return None
        if action in _NEEDS_ROW:
            return bool(row and _NEEDS_ROW[action](row)) or (False if action == "discard" else None)
        return True

    def _open(self, make: Callable[[Runtime, Store, PrivateEndpoint], Screen[Any]]) -> None:
        row = self.query_one(EndpointTable).row
        if row and self.runtime:
            self.open_page(make(self.runtime, self._store, row))

    def action_create(self) -> None:
        if self.runtime:
            from tui.screens.wizard import creation

            self.open_page(creation(self.runtime, self._store))

    def action_clusters(self) -> None:
        if self.runtime:
            from tui.screens.clusters import ClustersScreen

            self.open_page(ClustersScreen(self.runtime, self._store))

    def action_open(self) -> None:
        self._open(_page)

    def action_edit(self) -> None:
        self._open(opening.editor)

    def action_delete(self) -> None:
        self._open(opening.deletion)

    def action_connect(self) -> None:
        self._open(opening.connection)

    @work(group="operation")
    async def action_discard(self) -> None:
        row = self.query_one(EndpointTable).row
        if not row or not row.draft or not self.runtime:
            return
        from tui.screens.dialogs import ConfirmDialog

        lines = ["The answers given so far are forgotten.", "Nothing on AWS is deleted or changed."]
        if await self.ask(ConfirmDialog("Discard this unfinished setup?", lines, "Discard")):
            self.runtime.operations.forget(row.draft.id)


def _page(runtime: Runtime, store: Store, row: PrivateEndpoint) -> Screen[Any]:
    """The flow while there is something left of it to do here, else the description."""
    if row.draft or not row.vpc_endpoint_id:
        return opening.flow(runtime, store, row)
    from tui.screens.detail import DetailScreen  # the first paint does not wait for it

    return DetailScreen(runtime, store, row.key)
