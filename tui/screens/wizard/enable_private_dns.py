"""Step 5: switch private DNS on, then finalize."""

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from tui.domain import commands
from tui.domain.commands import Command
from tui.domain.wizard import Step
from tui.screens.dialogs import ConfirmDialog
from tui.screens.finished import FinishedScreen
from tui.screens.wizard.checking import HasChecks
from tui.screens.wizard.copying import CopiesCommand
from tui.views.plain import plain
from tui.widgets.command_box import CommandBox

_PRIVATE_DNS = {
    True: "Private DNS: on, as AWS says.",
    False: "Private DNS: off, as AWS says.",
    None: "Private DNS: not visible from this account; who owns the endpoint enables it.",
}


class EnablePrivateDnsScreen(HasChecks, CopiesCommand):
    """The command with the ID filled in; Create finalizes once AWS says that private DNS is on."""

    STEP = Step.ENABLE_PRIVATE_DNS
    NEXT_LABEL = "Create"

    def compose_step(self) -> ComposeResult:
        yield Static("Run this command, here or in your terminal, to enable private DNS. Then Create.", markup=False)
        with Horizontal(classes="row"):
            yield Static("Enable Private DNS", classes="title", markup=False)
            yield Button("Copy", action="screen.copy", id="copy", compact=True)
            yield Button("Run", action="screen.run", id="run", compact=True)
        yield CommandBox()
        yield Static(id="dns", markup=False)

    def opened(self) -> None:
        super().opened()
        if self.query_one("#next", Button).disabled:
            self.query_one("#run", Button).focus()

        self._verify_name()

    def refreshed(self) -> None:
        """F5 also asks AWS to look for the DNS record again."""
        self._verify_name()

    @work(group="operation")
    async def _verify_name(self) -> None:
        service = self.facts.service
        if service and service.unverified and not self.busy and not self._runtime.read_only:
            await self.attempt("Asking AWS to verify the private DNS name …", self._operations.verify_name(self.draft))

    @property
    def command(self) -> Command:
        return commands.enable_private_dns(self.draft, self.commands)

    def update_step(self) -> None:
        self.query_one(CommandBox).command = self.command
        self.put("#dns", self._dns_text(), keep=True)
        super().update_step()

    @property
    def _wanted(self) -> bool:
        service = self.facts.service
        nameless = service is not None and not service.private_dns_name
        return self.facts.endpoint is not None and self.facts.endpoint.private_dns is False and not nameless

    def _dns_text(self) -> str:
        service = self.facts.service
        known = self.facts.endpoint if not self.why_another else None
        lines = [_PRIVATE_DNS[known.private_dns]] if known else []
        if service and service.private_dns_name:
            lines.append(f"Host name: {plain(service.private_dns_name, 100)}")
        elif service:
            lines.append("The service has no private DNS name, so there is nothing to enable: use AWS's own names.")
        if service and service.unverified:
            lines.append(
                "The service's owner still has to prove this domain to AWS; until then AWS refuses private DNS."
                f" DNS record: {plain(service.dns_record, 200)}"
            )
        return "\n".join(lines)

    def why_not_run(self) -> str:
        return self.busy or self.why_another or ("" if self._wanted else "There is nothing to enable.")

    @work(group="operation")
    async def action_run(self) -> None:
        asking = ConfirmDialog("Enable private DNS?", self._what_where(), "Enable")
        if not await self.ask(asking) or self.why_not_run():
            return
        if await self.attempt("AWS is enabling private DNS …", self._operations.enable_private_dns(self.draft)):
            self.focus_next_button()

    def _what_where(self) -> list[str]:
        host = self.facts.service.private_dns_name if self.facts.service else ""
        vpc_id = self.facts.endpoint.vpc_id if self.facts.endpoint else ""
        return [
            f"Account       {self.snapshot.account(self.facts.aws_profile) or 'unknown'}",
            f"Region        {self.draft.region}",
            f"VPC endpoint  {self.draft.vpc_endpoint_id}",
            f"Turned on     private DNS: {host} leads clients in {vpc_id} to this endpoint.",
            "Price         nothing besides the endpoint's own",
        ]

    async def proceed(self) -> None:
        if await self.attempt("Finishing …", self._operations.finish(self.draft)):
            self.give_way(lambda: FinishedScreen(self._runtime, self._store, self.draft.vpc_endpoint_id))
