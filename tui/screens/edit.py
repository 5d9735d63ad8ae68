"""Change an endpoint that works: security groups, subnets, private DNS."""

from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.widgets import Button, Static

from tui.domain import commands
from tui.domain.commands import Command
from tui.domain.editing import Wanted, blockers, effects, present, why_not_editable
from tui.domain.endpoints import EndpointChange, VpcEndpoint
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box
from tui.domain.snapshot import Snapshot
from tui.domain.status import MARKS
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ConfirmDialog, ProblemDialog
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.screens.picking import PicksForEndpoint
from tui.views.plain import clock_time, plain
from tui.widgets.blockers import Blockers
from tui.widgets.command_box import CommandBox
from tui.widgets.id_field import IdField
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import Body, scroll_page
from tui.widgets.status_line import StatusLine

_FIXED = "fixed: others take a new endpoint"


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

    def compose(self) -> ComposeResult:
        yield StatusLine("Edit a private endpoint").data_bind(LiveScreen.snapshot, LiveScreen.label)
        with Body(id="page"):
            yield Static(id="facts", markup=False)
            yield Static(id="why", markup=False)
            with Vertical(id="form"):
                yield from self._compose_form()
        yield Blockers().data_bind(EditEndpointScreen.reasons)
        with Horizontal(id="buttons"):
            yield Button("Back", id="back", action="screen.close", compact=True)
        yield KeyBar()

    def _compose_form(self) -> ComposeResult:
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
    def change(self) -> EndpointChange:
        """What Run asks for."""
        return self._wanted.change(self._endpoint) if self._endpoint else EndpointChange()

    @property
    def command(self) -> Command:
        """What Copy sends and Run does."""
        region, profile = (self._endpoint.region, self._endpoint.aws_profile) if self._endpoint else ("", "")
        return commands.modify_vpc_endpoint(region, self._key, self.change, self._runtime.commands[profile])

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
        why = why_not_editable(self._key, self.snapshot)
        self.put("#facts", "\n".join(f"{name:<17}{value}" for name, value in self._facts()))
        self.put("#why", plain(why))
        self.query_one("#form").display = not why
        self.reasons = self._what_blocks(why)
        if self._endpoint and not why:
            self._draw_form(self._endpoint)
        if self.focused is None or not self.focused.focusable:
            self.query_one("#back").focus()
        self.refresh_bindings()

    def _draw_form(self, endpoint: VpcEndpoint) -> None:
        on_ = self._wanted.private_dns
        self.put("#dns", f"{'Private DNS':<17}{'on' if on_ else 'off'}")
        self.query_one("#toggle-dns", Button).label = "Turn off" if on_ else "Turn on"
        self.query_one("#act").display = self.change != EndpointChange()
        happens = effects(self._wanted, endpoint, self._surroundings, self._runtime.prices.known)
        lines = ("What will happen", *(f"• {plain(line)}" for line in happens))
        self.put("#effects", "\n".join(lines) if happens else "")
        self.query_one(CommandBox).command = self.command
        self.query_one("#copy", Button).disabled = self.query_one("#run", Button).disabled = bool(self.reasons)
        self.put("#ran", self._ran_text(endpoint))

    def _what_blocks(self, why: str) -> tuple[str, ...]:
        if why or not self._endpoint:
            return ()
        return (self.busy,) if self.busy else blockers(self._wanted, self._endpoint, self._surroundings)

    def _ran_text(self, endpoint: VpcEndpoint) -> str:
        """What became of the last change."""
        if self._ran is None or self.busy:
            return ""
        read = clock_time(self.snapshot.as_of)
        if self._ran.made_to(endpoint):
            return f"✓ Changed: AWS shows it, read {read}."
        return f"▶ Asked; AWS does not show it yet, read {read}."

    def _facts(self) -> tuple[tuple[str, str], ...]:
        row = self._row
        if row is None:
            return (("VPC endpoint", self._key),)
        return (
            ("Cluster, region", f"{plain(row.cluster_name, 40)}, {row.region} ({_FIXED})"),
            ("VPC endpoint", f"{row.key}  {MARKS[row.standing.status]} {row.standing.status}"),
            ("VPC", row.vpc_id or "not visible from this account"),
        )

    @on(IdField.Edited)
    def _edited(self, event: IdField.Edited) -> None:
        self._want(self._wanted.enter(event.field.box, event.text))

    @on(Button.Pressed, "#toggle-dns")
    def _toggle_dns(self) -> None:
        self._want(replace(self._wanted, private_dns=not self._wanted.private_dns))

    def _want(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted, self._ran = wanted, None
            self.draw()

    @work(group="operation")  # never exclusive: what was begun at AWS is not to be cut off by another key
    async def action_run(self) -> None:
        change = self.change
        if why := self._why_not():
            self.notify(why, markup=False)
        elif await self.ask(ConfirmDialog("Change this VPC endpoint?", self._what_where(), "Change")):
            await self._run(change)

    async def _run(self, change: EndpointChange) -> None:
        """Nothing, if it is not what was confirmed any more."""
        endpoint = self._endpoint
        if endpoint is None or self.busy or self.change != change:
            return
        self.busy = "AWS is changing the endpoint …"
        try:
            await self._operations.outlive(self._operations.modify_endpoint(endpoint, change))
        except PrivateEndpointError as error:
            self.busy = ""
            await self.ask(ProblemDialog(error))
            return
        self._ran, self.busy = change, ""
        if self.drawn:
            self.query_one("#back").focus()

    def _why_not(self) -> str:
        return why_not_editable(self._key, self.snapshot) or " ".join(self.reasons)

    def _what_where(self) -> list[str]:
        endpoint, prices = self._endpoint, self._runtime.prices.known
        account = self.snapshot.account(endpoint.aws_profile) if endpoint else ""
        happens = effects(self._wanted, endpoint, self._surroundings, prices) if endpoint else ()
        return [
            f"Account       {account or 'unknown'}",
            f"Region        {endpoint.region if endpoint else ''}",
            f"VPC endpoint  {self._key}",
            *(f"• {line}" for line in happens),
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if action in {"run", "copy"}:
            return None if self._why_not() else True
        return True

    def action_copy(self) -> None:
        self.post_message(CopyRequested(str(self.command), "Command"))

    def action_scroll_down(self) -> None:
        scroll_page(self.query_one("#page"), 1)

    def action_scroll_up(self) -> None:
        scroll_page(self.query_one("#page"), -1)

    def action_close(self) -> None:
        self.dismiss()
