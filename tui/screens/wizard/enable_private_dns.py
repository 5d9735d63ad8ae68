"""Step 5: switch private DNS on, then finalize."""

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from tui.domain.draft import Step
from tui.screens.finished import FinishedScreen
from tui.screens.wizard.checking import HasChecks
from tui.screens.wizard.copying import CopiesCommand
from tui.views.page import Page
from tui.views.steps.private_dns import ENABLING, FINISHING, VERIFYING
from tui.widgets.command_box import CommandBox


class EnablePrivateDnsScreen(HasChecks, CopiesCommand):
    """The command with the ID filled in; Create finalizes once AWS says that private DNS is on."""

    STEP = Step.ENABLE_PRIVATE_DNS
    NEXT_LABEL = "Create"

    def compose_step(self) -> ComposeResult:
        yield Static(self.page_now.line("intro"), markup=False)
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
            await self.attempt(VERIFYING, self._operations.verify_name(self.draft))

    def draw_step(self, page: Page) -> None:
        self.put("#dns", page.line("dns"), keep=True)
        super().draw_step(page)

    @work(group="operation")
    async def action_run(self) -> None:
        enable = self._operations.enable_private_dns
        if await self.confirmed() and await self.attempt(ENABLING, enable(self.draft)):
            self.focus_next_button()

    async def proceed(self) -> None:
        if await self.attempt(FINISHING, self._operations.finish(self.draft)):
            self.give_way(lambda: FinishedScreen(self._runtime, self._store, self.draft.vpc_endpoint_id))
