"""Checks before a step of the flow, and the diagnosis of an endpoint: one list, each finding with its fix."""

from textual import work
from textual.app import ComposeResult
from textual.reactive import var

from tui.domain.checks import needs, preflight
from tui.domain.diagnosis import Observed, diagnose
from tui.domain.draft import Draft, Step
from tui.domain.errors import PrivateEndpointError
from tui.domain.findings import Check, CheckInputs, Verdict
from tui.domain.snapshot import Snapshot, facts
from tui.domain.wizard import Facts
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ConfirmDialog, ProblemDialog
from tui.screens.live import LiveScreen
from tui.screens.messages import CopyRequested
from tui.views.repairs import repair_question
from tui.widgets.checks_list import CheckInFull, ChecksList
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.status_line import StatusLine


class FindingsScreen(LiveScreen):
    """The findings as their answers come; what a poll changes has them made anew."""

    CSS_PATH = None
    BINDINGS = bindings("checks")

    checks: var[tuple[Check, ...]] = var((), bindings=True)

    def __init__(self, runtime: Runtime, store: Store, draft: Draft, title: str) -> None:
        super().__init__(store, runtime.label)
        self._runtime, self._draft, self._title = runtime, draft, title
        self._facts = Facts()
        """What the readings now shown were made for."""

    def compose(self) -> ComposeResult:
        yield StatusLine(self._title).data_bind(LiveScreen.snapshot, LiveScreen.label)
        yield ChecksList()
        yield CheckInFull()
        yield KeyBar()

    def opened(self) -> None:
        self.query_one(ChecksList).focus()
        self.watch(self.query_one(ChecksList), "row", self._show_chosen, init=False)
        self._check()

    async def read(self, known: CheckInputs) -> None:
        """Have `checks` made from what is read, again after each answer."""
        raise NotImplementedError

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        if self.drawn and facts(self._draft, snapshot) != self._facts:
            self._check()

    def watch_checks(self, checks: tuple[Check, ...]) -> None:
        if self.drawn:
            self.query_one(ChecksList).show(checks)

    def refreshed(self) -> None:
        """Refresh was pressed."""
        self._check()

    @work(exclusive=True, group="checks")
    async def _check(self) -> None:
        self._facts = facts(self._draft, self.snapshot)
        await self.read(CheckInputs(self._draft, self._facts, self._runtime.commands[self._facts.aws_profile]))
        findings = self.query_one(ChecksList)
        if findings.cursor == 0 and (worst := findings.worst()):
            findings.select(worst.name)

    @property
    def _chosen(self) -> Check | None:
        return self.query_one(ChecksList).row if self.drawn else None

    def _show_chosen(self) -> None:
        self.query_one(CheckInFull).check = self._chosen
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        chosen = self._chosen
        if action == "copy":
            return True if chosen and chosen.command else None
        return (True if chosen and chosen.repair else None) if action == "run" else True

    def action_copy(self) -> None:
        if self._chosen and self._chosen.command:
            self.post_message(CopyRequested(str(self._chosen.command), "Command"))

    def action_close(self) -> None:
        self.dismiss()

    @work(group="operation")
    async def action_run(self) -> None:
        repair = self._chosen.repair if self._chosen else None
        if repair is None:
            return
        account = self.snapshot.account(self._facts.aws_profile)
        if not await self.ask(ConfirmDialog.of(repair_question(repair, self._draft.region, account))):
            return
        try:
            await self._runtime.preflight.repair(self._draft.region, repair, self._facts.aws_profile)
        except PrivateEndpointError as error:
            await self.ask(ProblemDialog(error))
        else:
            self.notify("Done: checked again.", markup=False)
            self._runtime.poller.refresh()
        self._check()


class ChecksScreen(FindingsScreen):
    """Before Interface Endpoint or Enable Private DNS: what AWS would refuse."""

    def __init__(self, runtime: Runtime, store: Store, draft: Draft, step: Step) -> None:
        super().__init__(runtime, store, draft, f"Checks: {step.label}")
        self._step = step

    async def read(self, known: CheckInputs) -> None:
        self._show(known)
        await self._runtime.preflight.gather(known, needs(self._step), self._show)

    def _show(self, known: CheckInputs) -> None:
        self.checks = preflight(self._step, known)


class DiagnoseScreen(FindingsScreen):
    """Why an endpoint does not work, as AWS and this machine see it."""

    def __init__(self, runtime: Runtime, store: Store, key: str) -> None:
        row = store.snapshot.row(key)
        draft = Draft("", vpc_endpoint_id=key)
        if row:
            draft = Draft("", row.cluster_id, row.node_group_id, row.region, vpc_endpoint_id=row.vpc_endpoint_id)
        super().__init__(runtime, store, draft, f"Diagnose {row.vpc_endpoint_id if row else key}".rstrip())

    async def read(self, known: CheckInputs) -> None:
        if known.facts.endpoint is None:
            text = f"{self._draft.vpc_endpoint_id or 'A VPC endpoint'} is not there."
            self.checks = (Check("VPC endpoint", Verdict.FAIL, text),)
            return
        self._show(Observed(known))
        await self._runtime.preflight.observe(Observed(known), self._show)

    def _show(self, seen: Observed) -> None:
        self.checks = diagnose(seen)
