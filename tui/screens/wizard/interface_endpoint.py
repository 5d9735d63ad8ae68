"""Step 3: the endpoint service is made meanwhile; VPC, subnets and the command that creates the VPC endpoint."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from tui import assets
from tui.domain import commands, cost, support
from tui.domain.clusters import DEFAULT_PORT, TidbSide
from tui.domain.commands import Command
from tui.domain.endpoints import ServiceState
from tui.domain.ids import Box
from tui.domain.preparation import FAILED, Preparation, preparation_id
from tui.domain.wizard import Step, asked
from tui.domain.work import Work, work_on
from tui.screens.dialogs import ConfirmDialog
from tui.screens.messages import CopyRequested
from tui.screens.wizard.base import WizardScreen
from tui.screens.wizard.checking import HasChecks
from tui.screens.wizard.copying import CopiesCommand
from tui.screens.wizard.picking import PicksNetwork
from tui.views.plain import elapsed, plain
from tui.widgets.command_box import CommandBox
from tui.widgets.id_field import IdField
from tui.widgets.instruction_pane import InstructionPane


class InterfaceEndpointScreen(HasChecks, PicksNetwork, CopiesCommand, WizardScreen):
    """Entering it starts the endpoint service; Next waits until that is Active."""

    STEP = Step.INTERFACE_ENDPOINT

    def compose_step(self) -> ComposeResult:
        yield Static(id="service", markup=False)
        yield Static(id="made", classes="title", markup=False)
        yield IdField(Box.VPC, hint="Down: list of the VPCs")
        yield IdField(Box.SUBNETS, hint="one a zone; Down: list")
        yield IdField(Box.GROUPS, hint=self._group_hint())
        yield InstructionPane(("vpc-id", "subnet-ids"), assets.instruction)
        with Horizontal(classes="row"):
            yield Static("Create VPC Interface Endpoint", classes="title", markup=False)
            yield Button("Copy", action="screen.copy", id="copy", compact=True)
            yield Button("Run", action="screen.run", id="run", compact=True)
        yield CommandBox()
        yield Static(id="price", classes="note", markup=False)

    def _group_hint(self) -> str:
        port = self.facts.cluster.port if self.facts.cluster else DEFAULT_PORT
        return f"must admit TCP {port}; empty: the VPC's default group"

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
        return preparation_id(self.draft.owner, self.facts.aws_profile)

    @property
    def _preparation(self) -> tuple[Work, Preparation] | tuple[None, None]:
        return work_on(self.snapshot.works, self.works_on, Preparation)

    def refreshed(self) -> None:
        """F5 also asks again for what could not be prepared."""
        work, _ = self._preparation
        failed = work is not None and work.problem is not None
        if (self.facts.service is None or failed) and not self.draft.vpc_endpoint_id:
            self._operations.prepare(self.draft, again=True)

    def what_blocks(self) -> tuple[str, ...]:
        if why := self.why_another:
            return (why,)
        return (*self._unprepared(), *super().what_blocks())

    def _unprepared(self) -> tuple[str, ...]:
        """What is asked for, or could not be had, of the endpoint service."""
        work, wish = self._preparation
        if not work or not wish or wish.over or work.expected or self.draft.vpc_endpoint_id:
            return ()
        if work.problem:
            return (f"{FAILED[wish.stage]}: {plain(work.problem.summary)} F5 asks again.",)
        return (wish.stage,)

    @property
    def command(self) -> Command:
        service = self.facts.service
        name = service.name if service and self.facts.service_active else ""
        return commands.create_vpc_endpoint(asked(self.draft, name), self.commands)

    def update_step(self) -> None:
        self.put("#service", self._service_text(), keep=True)
        self.query_one(CommandBox).command = self.command
        self.put("#price", f"Costs {self._estimate}." if self.draft.subnet_ids else "", keep=True)
        made = "" if self.why_another else self.draft.vpc_endpoint_id
        self.put("#made", f"VPC endpoint {made} is there: go on with Next." if made else "")
        super().update_step()

    @property
    def _estimate(self) -> cost.Estimate:
        return cost.estimate(self.draft.region, len(self.draft.subnet_ids), self._runtime.prices.known)

    def _service_text(self) -> str:
        service, side = self.facts.service, self.snapshot.tidb_side
        cluster, key = self.facts.cluster, self.draft.node_group_id
        group = f" of {plain(cluster.named(key), 60)}" if cluster and key else ""
        if service is not None and service.state is not ServiceState.CREATING:
            return f"Endpoint service{group}: {service.state.title()}  {plain(service.name, 80)}"
        state = "Creating" if service else "not there yet"
        waited = elapsed(self.draft.service_asked_at, self.snapshot.at)
        speed = f", here {self._runtime.speed:g}x as fast" if self._runtime.speed != 1 else ""
        by = ", TiDB Cloud makes it by itself" if side is TidbSide.TIDB_CLOUD else ""
        late = f"\n{support.whom_to_ask(side)}" if self._overdue else ""
        return f"Endpoint service{group}: {state}, {waited or '0:00'} elapsed ({support.USUAL[side]}{speed}{by}){late}"

    @property
    def _overdue(self) -> bool:
        asked, now, side = self.draft.service_asked_at, self.snapshot.at, self.snapshot.tidb_side
        return support.overdue(self.facts.service, asked, now, side, self._runtime.speed)

    @property
    def _case_for_support(self) -> str:
        """What a support case needs where the service does not come; empty where none is called for."""
        on_tidb_cloud = self.snapshot.tidb_side is TidbSide.TIDB_CLOUD
        if not (self._overdue and self.facts.cluster and on_tidb_cloud):
            return ""
        return support.ticket(self.facts.cluster, self.draft, self.facts.service)

    def why_not_copy(self) -> str:
        return "" if self._case_for_support else super().why_not_copy()

    def action_copy(self) -> None:
        if text := self._case_for_support:
            self.post_message(CopyRequested(text, "Text for the support case"))
        else:
            super().action_copy()

    def why_not_run(self) -> str:
        if self.why_another:
            return self.why_another
        if self.draft.vpc_endpoint_id:
            return f"{self.draft.vpc_endpoint_id} is created already."
        return self.busy or " ".join(self.what_blocks())

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
        asking = ConfirmDialog("Create VPC interface endpoint?", self._what_where(), "Create")
        if await self.ask(asking) and not self.why_not_run():
            await self.attempt("AWS is creating the VPC endpoint …", self._operations.create_endpoint(self.draft))
            self.focus_next_button()

    def action_instruction(self) -> None:
        pane = self.query_one(InstructionPane)
        pane.shown = not pane.shown

    def _what_where(self) -> list[str]:
        draft = self.draft
        return [
            f"Account          {self.snapshot.account(self.facts.aws_profile) or 'unknown'}",
            f"Region           {draft.region}",
            f"VPC              {draft.vpc_id}",
            f"Subnets          {' '.join(draft.subnet_ids)}",
            f"Security groups  {' '.join(draft.security_group_ids) or 'default group of the VPC'}",
            f"Price            {self._estimate}",
        ]
