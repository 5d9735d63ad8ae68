"""The frame that the five steps share: flow bar, what blocks, Back and Next, and how operations run."""

from collections.abc import Coroutine
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.widgets import Button

from tui.domain.draft import Draft, Step
from tui.domain.errors import InvalidRequest, NotFound, PermissionDenied, PrivateEndpointError
from tui.domain.snapshot import Snapshot, facts, reconcile
from tui.domain.wizard import Facts, Wizard, blockers
from tui.domain.work import Work
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import ProblemDialog
from tui.screens.live import LiveScreen
from tui.views.page import Page
from tui.views.steps import Setup, step_page
from tui.views.steps.base import TITLE
from tui.views.terms import terms
from tui.widgets.blockers import Blockers
from tui.widgets.flow_bar import FlowBar
from tui.widgets.keys import KeyBar, bindings
from tui.widgets.page import Body, scroll_page
from tui.widgets.problem_banner import ProblemBanner
from tui.widgets.status_line import StatusLine

_SCREENS: dict[Step, type["WizardScreen"]] = {}
"""Filled by the five modules beside this one as they are imported."""


def step_screen(wizard: Wizard, runtime: Runtime, store: Store) -> "WizardScreen":
    """The screen of the step that `wizard` is at."""
    return _SCREENS[wizard.step](runtime, store, wizard.draft)


class WizardScreen(LiveScreen):
    """One step. Subclasses compose their part, say what blocks, and draw what changed."""

    CSS_PATH = "../../styles/wizard.tcss"
    BINDINGS = bindings("flow")
    STEP: ClassVar[Step]
    NEXT_LABEL = "Next"

    draft: var[Draft] = var(Draft(""), bindings=True)
    busy: var[str] = var("", bindings=True)
    """The operation under way, as a sentence; empty while there is none."""
    reasons: var[tuple[str, ...]] = var(())

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)  # type: ignore[arg-type] # Textual's own options pass through
        if "STEP" in vars(cls):
            _SCREENS[cls.STEP] = cls

    def __init__(self, runtime: Runtime, store: Store, draft: Draft) -> None:
        super().__init__(store, runtime.label)
        self._runtime = runtime
        self._operations = runtime.operations
        self.set_reactive(WizardScreen.draft, draft)
        self.page = self.page_now
        """As it is drawn."""

    def compose(self) -> ComposeResult:
        yield StatusLine(TITLE).data_bind(LiveScreen.snapshot, LiveScreen.label)
        yield FlowBar(self.STEP)
        yield ProblemBanner().data_bind(LiveScreen.snapshot)
        with Body(id="step"):
            yield from self.compose_step()
        yield Blockers().data_bind(WizardScreen.reasons)
        with Horizontal(id="buttons"):
            yield Button("Back", action="screen.back", id="back", compact=True)
            yield Button("Create another", action="screen.another", id="another", compact=True)
            yield Button(Content(self.NEXT_LABEL), action="screen.next", id="next", compact=True, variant="primary")
        yield KeyBar()

    def compose_step(self) -> ComposeResult:
        """What this step shows between flow bar and buttons."""
        raise NotImplementedError

    def opened(self) -> None:
        self._runtime.poller.hurry()
        self.draft = reconcile(self.draft, self.snapshot)
        if row := self.facts.endpoint:
            self._operations.watch(row)
        self.update_step()
        self.focus_next_button()

    @property
    def in_hand(self) -> str:
        return self.draft.id

    @property
    def about(self) -> str:
        row = self.facts.endpoint
        return row.key if row else f"draft:{self.draft.id}"

    @property
    def facts(self) -> Facts:
        """What the clouds say about this draft."""
        return facts(self.draft, self.snapshot)

    @property
    def setup(self) -> Setup:
        """What the page is made from."""
        return Setup(
            step=self.STEP,
            draft=self.draft,
            snapshot=self.snapshot,
            terms=terms(self._runtime),
            busy=self.busy,
        )

    @property
    def page_now(self) -> Page:
        """What the page says at this very moment: what is drawn may be older."""
        return step_page(self.setup)

    def update_step(self) -> None:
        """Bring the step to what its page says now."""
        self.page = self.page_now
        self.draw_step(self.page)
        self.reasons = self.page.blocks
        button = self.query_one("#next", Button)
        held = button.has_focus
        button.disabled = bool(self.reasons)
        if held and button.disabled:
            self.set_focus(None)  # Textual would hand it to Back, which a held Enter presses
        self.query_one("#another", Button).display = self.page.action("another") is not None
        self.refresh_bindings()

    def draw_step(self, page: Page) -> None:
        """What this step shows between flow bar and buttons."""

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        if self.drawn:
            found = reconcile(self.draft, snapshot)
            if found != self.draft:
                self.change(found)
            self.update_step()

    def watch_draft(self) -> None:
        if self.drawn:
            self.update_step()

    def watch_busy(self) -> None:
        if self.drawn:
            self.update_step()

    def change(self, draft: Draft) -> None:
        """Take the operator's answer and keep it on disk."""
        self.draft = draft
        self._operations.keep(draft)

    async def attempt(self, doing: str, operation: Coroutine[Any, Any, Draft | None]) -> bool:
        """Run an operation; True if it went well. A problem leaves the flow where it was, and is shown."""
        self.busy = doing
        try:
            result = await self._operations.outlive(operation)
        except PrivateEndpointError as error:
            self.busy = ""
            await self._explain(error)
            return False
        self.busy = ""
        if result is not None:
            self.draft = result
        return True

    def stopped(self, work: Work) -> None:
        if work.problem and not work.expected:
            self._tell(work.problem)

    @work(group="operation")
    async def _tell(self, error: PrivateEndpointError) -> None:
        await self._explain(error)

    async def _explain(self, error: PrivateEndpointError) -> None:
        """Show it; at a step with checks they are offered where a request can be mended."""
        mendable = isinstance(error, InvalidRequest | NotFound | PermissionDenied)
        if await self.ask(ProblemDialog(error, checks=mendable and hasattr(self, "action_checks"))):
            await self.run_action("checks")

    def refreshed(self) -> None:
        """Refresh was pressed; a step may ask again for what failed."""

    def focus_next_button(self) -> None:
        """To Next where it works, so that Enter goes on."""
        button = self.query_one("#next", Button)
        if not button.disabled:
            button.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        if action == "next":
            return None if self.reasons else True
        if action == "another":
            return self.drawn and self.page.action("another") is not None
        return hasattr(self, f"action_{action}") if action in {"run", "copy", "checks", "instruction"} else True

    @work(group="operation")  # never exclusive: what was begun at AWS is not to be cut off by another key
    async def action_next(self) -> None:
        if not self.page_now.blocks:
            await self.proceed()

    async def proceed(self) -> None:
        """What Next does where nothing blocks it; some steps first do something on the way."""
        self.go_on()

    def go_on(self) -> None:
        """To the next step, once this one is on top and nothing is missing that was there before."""
        self.when_on_top(self._go_on)

    def _go_on(self) -> None:
        if blockers(self.STEP, self.draft, self.facts):
            self.update_step()
        else:
            self._show(Wizard(self.STEP, self.draft).next(self.facts))

    def action_back(self) -> None:
        before = Wizard(self.STEP, self.draft).back()
        if before:
            self._show(before)
        else:
            self.dismiss()

    def action_another(self) -> None:
        """The step that creates another endpoint with the same answers."""
        self._show(Wizard(Step.INTERFACE_ENDPOINT, self._operations.renew(self.draft)))

    def action_leave(self) -> None:
        """To the list, whatever page the flow was opened from."""
        self.when_on_top(self._leave_all)

    def _leave_all(self) -> None:
        for _ in self.app.screen_stack[1:]:
            self.app.pop_screen()

    def _show(self, wizard: Wizard) -> None:
        self.give_way(lambda: step_screen(wizard, self._runtime, self._store))

    def action_scroll_down(self) -> None:
        scroll_page(self.query_one("#step"), 1)

    def action_scroll_up(self) -> None:
        scroll_page(self.query_one("#step"), -1)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
