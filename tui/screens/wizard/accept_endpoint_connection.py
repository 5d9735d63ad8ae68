"""Step 4: hand the VPC endpoint ID to TiDB, which accepts the connection."""

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from tui import assets
from tui.domain.acceptance import Acceptance, AcceptStage
from tui.domain.commands import Command
from tui.domain.endpoints import PrivateEndpoint
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box
from tui.domain.status import MARKS, Turn
from tui.domain.wizard import Step, lost
from tui.domain.work import work_on
from tui.screens.dialogs import Choice, ConfirmDialog, PickerDialog
from tui.screens.wizard.base import WizardScreen
from tui.views.describe import why_not_visible
from tui.views.plain import plain
from tui.widgets.id_field import IdField
from tui.widgets.instruction_pane import InstructionPane


class AcceptEndpointConnectionScreen(WizardScreen):
    """Next accepts, then waits until AWS says available and goes on by itself."""

    STEP = Step.ACCEPT_ENDPOINT_CONNECTION

    def compose_step(self) -> ComposeResult:
        yield Static("Fill in the ID of your VPC endpoint; Next accepts its connection.", markup=False)
        yield IdField(Box.ENDPOINT, hint="Down: pick from the connections that wait")
        yield Static(id="waiting-list", markup=False)
        yield InstructionPane(("vpc-endpoint-id",), assets.instruction)
        yield Static(id="standing", markup=False)

    def opened(self) -> None:
        self._waits, self._offered = False, ""
        only = self._offer()
        self.query_one(IdField).show(self.draft.text(Box.ENDPOINT) or only)
        super().opened()
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

    def _offer(self) -> str:
        """The only endpoint that waits, once: a box that was emptied stays so."""
        waiting = self._candidates()
        only = waiting[0].vpc_endpoint_id if len(waiting) == 1 else ""
        new, self._offered = only != self._offered, only or self._offered
        return only if new else ""

    def what_blocks(self) -> tuple[str, ...]:
        """Next needs the ID alone; what follows is waited for."""
        if gone := lost(self.STEP, self.draft, self.facts):
            return gone
        if wrong := self.draft.wrong(Box.ENDPOINT):
            return (wrong,)
        if not self.draft.vpc_endpoint_id:
            return ("Enter the VPC endpoint ID.",)
        return () if self.facts.available else self._under_way()

    @property
    def works_on(self) -> str:
        return self.draft.vpc_endpoint_id

    def _under_way(self) -> tuple[str, ...]:
        """What is asked for, or waited for, of an acceptance."""
        work, acceptance = work_on(self.snapshot.works, self.draft.vpc_endpoint_id, Acceptance)
        if not work or not acceptance:
            return ()
        if work.doing or work.waits:
            return (work.doing or work.waits,)
        read_since = self.snapshot.at and acceptance.available_at and self.snapshot.at > acceptance.available_at
        if acceptance.over and not read_since:
            return (f"Accepted. Waiting until {self._awaited()} …",)
        if not work.active:
            return ()
        if acceptance.accepted_at:
            return (f"Accepted. Waiting until {self._awaited()} …",)
        return (AcceptStage.RETIRE if AcceptStage.RETIRE in work.asked else AcceptStage.ACCEPT,)

    def _awaited(self) -> str:
        row = self.facts.endpoint
        unseen = row is not None and row.vpc_endpoint is None
        return "TiDB says active; AWS's side is not visible" if unseen else "AWS says available"

    def update_step(self) -> None:
        if not self.query_one(IdField).text and (known := self.draft.vpc_endpoint_id or self._offer()):
            self.query_one(IdField).show(known)
        self.put("#standing", self._standing_text(), keep=True)
        self.put("#waiting-list", self._waiting_text(), keep=True)
        super().update_step()
        work, _ = work_on(self.snapshot.works, self.draft.vpc_endpoint_id, Acceptance)
        self._waits = self._waits or bool(work and work.active)
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """What was waited for is there; while another page is on top, it waits for that to be left."""
        if self._waits and self.is_active and self.drawn and not self.reasons and self.facts.available:
            self._waits = False
            self.go_on()

    def _standing_text(self) -> str:
        row = self.facts.endpoint
        if row is None:
            return self._unseen_text(self.draft.vpc_endpoint_id)
        aws = row.vpc_endpoint.state_text if row.vpc_endpoint else "not visible"
        whose = {Turn.YOU: "your turn"}.get(row.standing.turn, f"waiting for {row.standing.turn}")
        whose = "" if row.standing.turn is Turn.NOBODY else f" ({whose})"
        status = row.standing.status
        work, _ = work_on(self.snapshot.works, row.vpc_endpoint_id, Acceptance)
        stopped = f"\n✗ {plain(work.problem.summary)}" if work and work.problem else ""
        return f"{MARKS[status]} {status}{whose}: {plain(row.standing.next)}\nAWS says {plain(aws, 40)}.{stopped}"

    def _unseen_text(self, known: str) -> str:
        if not known or self.why_another:
            return ""
        return f"{known} is not seen yet at this service; a new one takes some seconds to appear."

    def _waiting_text(self) -> str:
        count = len(self._candidates())
        return f"{count} connections wait for this service: Down lists them." if count > 1 else ""

    @on(IdField.Edited)
    def _edited(self, event: IdField.Edited) -> None:
        entered = self.draft.enter(Box.ENDPOINT, event.text)
        if entered != self.draft:
            self._operations.forget_acceptance(self.draft.vpc_endpoint_id)
            self._waits = False
            self.change(entered)

    @on(IdField.PickRequested)
    @work(exclusive=True, group="picking")
    async def _pick(self, event: IdField.PickRequested) -> None:
        choices = [_choice(row) for row in self._candidates()]
        taken = await self.ask(PickerDialog("Connections that wait to be accepted", choices))
        if taken:
            event.field.show(" ".join(taken))
            self.focus_next_button()

    async def proceed(self) -> None:
        if self.facts.available:
            self.go_on()
        elif await self._is_known():
            try:
                self._operations.begin_acceptance(self.draft)
            except PrivateEndpointError as error:
                await self._explain(error)

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
        asking = ConfirmDialog("Accept a connection from elsewhere?", lines, "Accept", self._command)
        return await self.ask(asking) is True

    @property
    def _command(self) -> Command | None:
        """What accepts it from a shell."""
        service, cluster = self.facts.service, self.facts.cluster
        if not (service and cluster):
            return None
        return self._runtime.tidb_commands.accept(service, cluster, self.draft.vpc_endpoint_id)

    def action_instruction(self) -> None:
        pane = self.query_one(InstructionPane)
        pane.shown = not pane.shown


def _choice(row: PrivateEndpoint) -> Choice:
    owner = row.connection.owner_account if row.connection else ""
    account = f"account {plain(owner, 20)}  " if owner else ""
    return Choice(row.vpc_endpoint_id, f"{row.vpc_endpoint_id}  {account}{row.vpc_id or 'VPC not visible'}")
