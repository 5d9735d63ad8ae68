"""Step 4: hand the VPC endpoint ID to TiDB, which accepts the connection."""

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from tui import assets
from tui.domain.acceptance import Acceptance
from tui.domain.draft import Step
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box
from tui.domain.work import work_on
from tui.screens.dialogs import ConfirmDialog, PickerDialog
from tui.screens.wizard.base import WizardScreen
from tui.views.choices import endpoint_choice
from tui.views.page import Page
from tui.views.steps.accept_connection import candidates
from tui.widgets.id_field import IdField
from tui.widgets.instruction_pane import InstructionPane


class AcceptEndpointConnectionScreen(WizardScreen):
    """Next accepts, then waits until AWS says available and goes on by itself."""

    STEP = Step.ACCEPT_ENDPOINT_CONNECTION

    def compose_step(self) -> ComposeResult:
        page = self.page_now
        yield Static(page.line("intro"), markup=False)
        yield IdField(Box.ENDPOINT, hint=page.fields[0].hint)
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

    def _offer(self) -> str:
        """The only endpoint that waits, once: a box that was emptied stays so."""
        waiting = candidates(self.setup)
        only = waiting[0].vpc_endpoint_id if len(waiting) == 1 else ""
        new, self._offered = only != self._offered, only or self._offered
        return only if new else ""

    @property
    def works_on(self) -> str:
        return self.draft.vpc_endpoint_id

    def update_step(self) -> None:
        if not self.query_one(IdField).text and (known := self.draft.vpc_endpoint_id or self._offer()):
            self.query_one(IdField).show(known)
        super().update_step()
        work, _ = work_on(self.snapshot.works, self.draft.vpc_endpoint_id, Acceptance)
        self._waits = self._waits or bool(work and work.active)
        self.on_screen_resume()

    def draw_step(self, page: Page) -> None:
        for name in ("standing", "waiting-list"):
            self.put(f"#{name}", page.line(name), keep=True)

    def on_screen_resume(self) -> None:
        """What was waited for is there; while another page is on top, it waits for that to be left."""
        if self._waits and self.is_active and self.drawn and not self.reasons and self.facts.available:
            self._waits = False
            self.go_on()

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
        choices = [endpoint_choice(row) for row in candidates(self.setup)]
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
        on_next = self.page_now.action("next")
        question = on_next.question if on_next else None
        return question is None or await self.ask(ConfirmDialog.of(question)) is True

    def action_instruction(self) -> None:
        pane = self.query_one(InstructionPane)
        pane.shown = not pane.shown
