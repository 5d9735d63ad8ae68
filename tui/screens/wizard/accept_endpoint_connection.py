"""Step 4: hand the VPC endpoint ID to TiDB, which accepts the connection."""

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from tui import assets
from tui.domain import ids
from tui.domain.endpoints import PrivateEndpoint
from tui.domain.status import MARKS, Status, Turn
from tui.domain.wizard import Step, lost
from tui.screens.describing import why_not_visible
from tui.screens.dialogs import Choice, ConfirmDialog, PickerDialog
from tui.screens.wizard.base import WizardScreen
from tui.widgets.id_field import IdField
from tui.widgets.instruction_pane import InstructionPane
from tui.widgets.plain import plain


class AcceptEndpointConnectionScreen(WizardScreen):
    """Next accepts, then waits until AWS says available and goes on by itself."""

    STEP = Step.ACCEPT_ENDPOINT_CONNECTION

    def compose_step(self) -> ComposeResult:
        yield Static("Fill in the ID of your VPC endpoint; Next accepts its connection.", markup=False)
        yield IdField(
            "VPC endpoint ID", ids.VPC_ENDPOINT, hint="Down: pick from the connections that wait", id="endpoint"
        )
        yield Static(id="waiting-list", markup=False)
        yield InstructionPane(("vpc-endpoint-id",), assets.instruction)
        yield Static(id="standing", markup=False)

    def on_mount(self) -> None:
        self._accepted, self._seen = False, ""
        known = self.draft.vpc_endpoint_id or self._only_candidate()
        self.query_one(IdField).show((known,) if known else ())
        super().on_mount()
        if not self.focused:
            self.query_one(IdField).input.focus()

    def _candidates(self) -> list[PrivateEndpoint]:
        """Endpoints that wait to be accepted by this service."""
        return [
            row
            for row in self.snapshot.rows
            if row.vpc_endpoint_id
            and row.owner == self.draft.owner
            and row.standing.step is Step.ACCEPT_ENDPOINT_CONNECTION
        ]

    def _only_candidate(self) -> str:
        waiting = self._candidates()
        return waiting[0].vpc_endpoint_id if len(waiting) == 1 else ""

    def what_blocks(self) -> tuple[str, ...]:
        """Next needs the ID alone; what follows is waited for."""
        if gone := lost(self.STEP, self.draft, self.facts):
            return gone
        if not self.draft.vpc_endpoint_id:
            return ("Enter the VPC endpoint ID.",)
        return (f"Accepted. Waiting until {self._awaited()} …",) if self._accepted and not self.facts.available else ()

    def _awaited(self) -> str:
        row = self.facts.endpoint
        unseen = row is not None and row.vpc_endpoint is None
        return "TiDB says active; AWS's side is not visible" if unseen else "AWS says available"

    def update_step(self) -> None:
        if not self.draft.vpc_endpoint_id and not self.query_one(IdField).text and (only := self._only_candidate()):
            self.query_one(IdField).show((only,))
        if self.facts.endpoint and self.facts.endpoint.standing.status is Status.FAILED:
            self._accepted = False  # Next tries again
        self.put("#standing", self._standing_text(), keep=True)
        self.put("#waiting-list", self._waiting_text(), keep=True)
        super().update_step()
        if self._accepted and self.facts.available:
            self.go_on()

    def _standing_text(self) -> str:
        row = self.facts.endpoint
        if row is None:
            return self._unseen_text(self.draft.vpc_endpoint_id)
        self._seen = row.vpc_endpoint_id
        aws = row.vpc_endpoint.state_text if row.vpc_endpoint else "not visible"
        whose = {Turn.YOU: "your turn"}.get(row.standing.turn, f"waiting for {row.standing.turn}")
        whose = "" if row.standing.turn is Turn.NOBODY else f" ({whose})"
        status = row.standing.status
        return f"{MARKS[status]} {status}{whose}: {plain(row.standing.next)}\nAWS says {plain(aws, 40)}."

    def _unseen_text(self, known: str) -> str:
        if known and known == self._seen:
            return f"{known} is not at this service any more: enter another, or go back and create one."
        return f"{known} is not seen yet at this service; a new one takes some seconds to appear." if known else ""

    def _waiting_text(self) -> str:
        count = len(self._candidates())
        return f"{count} connections wait for this service: Down lists them." if count > 1 else ""

    @on(IdField.Edited)
    def _edited(self, event: IdField.Edited) -> None:
        found = event.ids[0] if event.ids else ""
        if found != self.draft.vpc_endpoint_id:
            self._accepted = False
            self.change(self.draft.with_vpc_endpoint(found))

    @on(IdField.PickRequested)
    @work(exclusive=True, group="picking")
    async def _pick(self, event: IdField.PickRequested) -> None:
        choices = [_choice(row) for row in self._candidates()]
        taken = await self.app.push_screen_wait(PickerDialog("Connections that wait to be accepted", choices))
        if taken:
            event.field.show(taken)
            self.focus_next_button()

    async def proceed(self) -> None:
        if self.facts.available:
            self.go_on()
        elif await self._is_known() and await self.attempt(
            "TiDB is accepting the connection …", self._operations.accept(self.draft)
        ):
            self._accepted = True
            self.update_step()

    async def _accept(self) -> bool:
        return await self.attempt("TiDB is accepting the connection …", self._operations.accept(self.draft))

    async def _is_known(self) -> bool:
        """Of an endpoint that is not to be seen from here only a person can know whose it is."""
        row = self.facts.endpoint
        if row is None or row.vpc_endpoint:
            return True
        lines = (
            f"{row.vpc_endpoint_id}: {why_not_visible(row, self.snapshot)}",
            f"Whoever has it can then connect to the SQL port of {row.cluster_name}.",
            "Accept it only if you know it. To turn it away: ^X for the list, then d.",
        )
        return await self.app.push_screen_wait(ConfirmDialog("Accept a connection from elsewhere?", lines, "Accept"))

    def action_instruction(self) -> None:
        pane = self.query_one(InstructionPane)
        pane.shown = not pane.shown


def _choice(row: PrivateEndpoint) -> Choice:
    owner = row.connection.owner_account if row.connection else ""
    account = f"account {plain(owner, 20)}  " if owner else ""
    return Choice(row.vpc_endpoint_id, f"{row.vpc_endpoint_id}  {account}{row.vpc_id or 'VPC not visible'}")
