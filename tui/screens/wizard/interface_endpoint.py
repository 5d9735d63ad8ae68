"""Step 3: the endpoint service is made meanwhile; VPC, subnets and the command that creates the VPC endpoint."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from tui import assets
from tui.domain.draft import Step
from tui.domain.ids import Box
from tui.domain.preparation import Preparation
from tui.domain.work import work_on
from tui.screens.wizard.checking import HasChecks
from tui.screens.wizard.copying import CopiesCommand
from tui.screens.wizard.picking import PicksNetwork
from tui.views.page import Page
from tui.views.steps.interface_endpoint import CREATING, preparation
from tui.widgets.command_box import CommandBox
from tui.widgets.id_field import IdField
from tui.widgets.instruction_pane import InstructionPane


class InterfaceEndpointScreen(HasChecks, PicksNetwork, CopiesCommand):
    """Entering it starts the endpoint service; Next waits until that is Active."""

    STEP = Step.INTERFACE_ENDPOINT

    def compose_step(self) -> ComposeResult:
        yield Static(id="service", markup=False)
        yield Static(id="made", classes="title", markup=False)
        for field in self.page_now.fields:
            yield IdField(Box(field.name), hint=field.hint)
        yield InstructionPane(("vpc-id", "subnet-ids"), assets.instruction)
        with Horizontal(classes="row"):
            yield Static("Create VPC Interface Endpoint", classes="title", markup=False)
            yield Button("Copy", action="screen.copy", id="copy", compact=True)
            yield Button("Run", action="screen.run", id="run", compact=True)
        yield CommandBox()
        yield Static(id="price", classes="note", markup=False)

    def opened(self) -> None:
        for field in self.query(IdField).results(IdField):
            field.show(self.draft.text(field.box))
        super().opened()
        if not self.focused:
            self.query_one("#vpc", IdField).input.focus()
        if not self.draft.vpc_endpoint_id and not self._runtime.read_only:
            self._operations.prepare(self.draft)
        self._read_price()

    @work(group="prices")
    async def _read_price(self) -> None:
        await self._runtime.prices.refresh([self.draft.region])
        self.update_step()

    @property
    def works_on(self) -> str:
        return preparation(self.setup)

    def refreshed(self) -> None:
        """F5 also asks again for what could not be prepared."""
        work, _ = work_on(self.snapshot.works, self.works_on, Preparation)
        failed = work is not None and work.problem is not None
        if (self.facts.service is None or failed) and not self.draft.vpc_endpoint_id:
            self._operations.prepare(self.draft, again=True)

    def draw_step(self, page: Page) -> None:
        self.put("#service", page.line("service"), keep=True)
        self.put("#price", page.line("price"), keep=True)
        self.put("#made", page.line("made"))
        super().draw_step(page)

    @on(IdField.Edited)
    def _edited(self, event: IdField.Edited) -> None:
        """With the VPC go, and come back, what was entered for it."""
        before, now = self.draft, self.draft.enter(event.field.box, event.text, left=event.left)
        if now != before:
            self.change(now)
        if now.vpc_id != before.vpc_id:
            for box in (Box.SUBNETS, Box.GROUPS):
                self.query_one(f"#{box}", IdField).show(now.text(box))

    @work(group="operation")
    async def action_run(self) -> None:
        if await self.confirmed():
            await self.attempt(CREATING, self._operations.create_endpoint(self.draft))
            self.focus_next_button()

    def action_instruction(self) -> None:
        pane = self.query_one(InstructionPane)
        pane.shown = not pane.shown
