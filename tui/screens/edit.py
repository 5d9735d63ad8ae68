"""Change an endpoint that works: security groups, subnets, private DNS."""

from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.widgets import Button, Static

from tui.domain.commands import Command
from tui.domain.editing import Wanted, present, why_not_editable
from tui.domain.endpoints import EndpointChange
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box
from tui.domain.snapshot import Snapshot
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ProblemDialog, agreed
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.screens.picking import PicksForEndpoint
from tui.views.editing import CHANGING, TITLE, Editing, edit_page
from tui.views.page import Page, Question
from tui.views.terms import terms
from tui.widgets.blockers import Blockers
from tui.widgets.command_box import CommandBox
from tui.widgets.id_field import IdField
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import Body, scroll_page
from tui.widgets.status_line import StatusLine


class EditEndpointScreen(PicksForEndpoint):
    """What AWS allows without a new endpoint, as a command to copy or run; then it shows what AWS says.

    A box that was not touched follows what AWS says; a change made elsewhere is not undone by mistake.
    """

    CSS_PATH = "../styles/editing.tcss"
    BINDINGS = bindings("editing")

    reasons: var[tuple[str, ...]] = var(())

    def __init__(self, runtime: Runtime, store: Store, key: str) -> None:
        super().__init__(runtime, store, key)
        self._was = self._wanted
        self._ran: EndpointChange | None = None
        self.page = edit_page(self.editing)
        """As it is drawn."""

    def compose(self) -> ComposeResult:
        yield StatusLine(TITLE).data_bind(LiveScreen.snapshot, LiveScreen.label)
        with Body(id="page"):
            yield Static(id="facts", markup=False)
            yield Static(id="why", markup=False)
            yield Static(id="set-up", markup=False)
            with Vertical(id="form"):
                yield from self._compose_form()
        yield Blockers().data_bind(EditEndpointScreen.reasons)
        with Horizontal(id="buttons"):
            yield Button("Back", id="back", action="screen.close", compact=True)
        yield KeyBar()

    def _compose_form(self) -> ComposeResult:
        yield Button("As set up", id="restore", compact=True)
        yield IdField(Box.GROUPS, hint="Down: list")
        yield IdField(Box.SUBNETS, hint="one a zone; Down: list")
        with Horizontal(classes="row"):
            yield Static(id="dns", markup=False)
            yield Button("", id="toggle-dns", compact=True)
        with Vertical(id="act"):
            with Horizontal(classes="row"):
                yield Static("Change VPC Endpoint", classes="title", markup=False)
                yield Button("Copy", action="screen.copy", id="copy", compact=True)
                yield Button("Run", action="screen.run", id="run", compact=True)
            yield CommandBox()
            yield Static(id="effects", markup=False)
        yield Static(id="ran", markup=False)

    def opened(self) -> None:
        self._runtime.poller.hurry()
        if self._row:
            self._operations.watch(self._row)
        self._show_wanted()
        self.draw()
        self.query_one("#groups Input" if self._editable else "#back").focus()
        self._read_network()
        self._read_price()

    @work(group="prices")
    async def _read_price(self) -> None:
        await self._runtime.prices.refresh([self._endpoint.region] if self._endpoint else [])
        self.draw()

    @property
    def _editable(self) -> bool:
        return not why_not_editable(self._key, self.snapshot)

    @property
    def editing(self) -> Editing:
        """What the page is made from."""
        return Editing(
            key=self._key,
            wanted=self._wanted,
            network=self._surroundings,
            snapshot=self.snapshot,
            terms=terms(self._runtime),
            ran=self._ran,
            busy=self.busy,
        )

    def watch_snapshot(self, _snapshot: Snapshot) -> None:
        if self.drawn:
            self._follow()
            self.draw()

    def watch_busy(self) -> None:
        if self.drawn:
            self.draw()

    def _follow(self) -> None:
        """Take over what AWS says where the operator did not change it."""
        if endpoint := self._endpoint:
            wanted, now = self._wanted, present(endpoint)
            self._wanted, self._was = wanted.follow(self._was, now), now
            if self._wanted != wanted:
                self._show_wanted()

    def _show_wanted(self) -> None:
        for field in self.query(IdField).results(IdField):
            field.show(self._wanted.text(field.box))

    def draw(self) -> None:
        """Bring the page to what is wanted and to what AWS says."""
        self.page = page = edit_page(self.editing)
        for name, text in page.lines:
            self.put(f"#{name}", text)
        self.reasons = page.blocks
        self.query_one("#form").display = bool(page.fields)
        if page.command:
            self._draw_form(page, page.command)
        if self.focused is None or not self.focused.focusable:
            self.query_one("#back").focus()
        self.refresh_bindings()

    def _draw_form(self, page: Page, command: Command) -> None:
        self.query_one("#toggle-dns", Button).label = "Turn off" if self._wanted.private_dns else "Turn on"
        self.query_one("#restore", Button).display = page.action("restore") is not None
        self.query_one("#act").display = self.editing.change != EndpointChange()
        self.query_one(CommandBox).command = command
        for name in ("copy", "run"):
            self.query_one(f"#{name}", Button).disabled = bool(page.why_not(name))

    @on(IdField.Edited)
    def _edited(self, event: IdField.Edited) -> None:
        self._want(self._wanted.enter(event.field.box, event.text))

    @on(Button.Pressed, "#toggle-dns")
    def _toggle_dns(self) -> None:
        self._want(replace(self._wanted, private_dns=not self._wanted.private_dns))

    @on(Button.Pressed, "#restore")
    def _restore(self) -> None:
        """How it was set up here into the boxes."""
        if (row := self._row) and row.intent:
            self._want(self._wanted.back(row.intent))
            self._show_wanted()

    def _want(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted, self._ran = wanted, None
            self.draw()

    @work(group="operation")  # never exclusive: what was begun at AWS is not to be cut off by another key
    async def action_run(self) -> None:
        change = self.editing.change
        run = edit_page(self.editing).action("run")
        if run and run.why_not:
            self.notify(run.why_not, markup=False)
        elif run and run.question:
            await self._run(change, run.question)

    async def _run(self, change: EndpointChange, question: Question) -> None:
        """Nothing, if it is not what was confirmed any more."""
        confirmed = await agreed(self, question)
        endpoint = self._endpoint
        if not confirmed or endpoint is None or self.busy or self.editing.change != change:
            return
        self.busy = CHANGING
        try:
            await self._operations.outlive(self._operations.modify_endpoint(endpoint, change))
        except PrivateEndpointError as error:
            self.busy = ""
            await self.ask(ProblemDialog(error))
            return
        self._ran, self.busy = change, ""
        if self.drawn:
            self.query_one("#back").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if action in {"run", "copy"}:
            return None if self.page.why_not(action) else True
        return True

    def action_copy(self) -> None:
        self.post_message(CopyRequested(str(self.editing.command), "Command"))

    def action_scroll_down(self) -> None:
        scroll_page(self.query_one("#page"), 1)

    def action_scroll_up(self) -> None:
        scroll_page(self.query_one("#page"), -1)

    def action_close(self) -> None:
        self.dismiss()
