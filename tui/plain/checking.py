"""Checks and diagnosis: each finding on its line, what mends it below, and fixes by number."""

from dataclasses import dataclass, field

from tui.domain.checks import needs, preflight
from tui.domain.diagnosis import Observed, diagnose
from tui.domain.draft import Draft, Step
from tui.domain.findings import Check, CheckInputs
from tui.domain.snapshot import facts
from tui.monitor.store import Store
from tui.plain.place import Place
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.checks import checks_page
from tui.views.page import Page


@dataclass(frozen=True, slots=True)
class About:
    """What is checked: a setup before `step`, or with none an endpoint that does not work."""

    draft: Draft
    step: Step | None = field(default=None)

    @property
    def title(self) -> str:
        return f"Checks: {self.step.label}" if self.step else f"Diagnose {self.draft.vpc_endpoint_id}"


class Checking(Place):
    """Made anew whenever the page is read."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store, about: About) -> None:
        super().__init__(talk, runtime, store)
        self._about = about
        self._checks: tuple[Check, ...] = ()

    async def enter(self) -> None:
        self._talk.tell("Checking …")
        known = facts(self._about.draft, self._store.snapshot)
        gathered = CheckInputs(self._about.draft, known, self._runtime.commands[known.aws_profile])
        if step := self._about.step:
            await self._runtime.preflight.gather(gathered, needs(step), lambda now: self._show(preflight(step, now)))
        else:
            await self._runtime.preflight.observe(Observed(gathered), lambda now: self._show(diagnose(now)))

    def _show(self, checks: tuple[Check, ...]) -> None:
        self._checks = checks

    def page(self) -> Page:
        draft, snapshot = self._about.draft, self._store.snapshot
        return checks_page(self._about.title, self._checks, draft.region, snapshot.account(self._profile))

    @property
    def _profile(self) -> str:
        return facts(self._about.draft, self._store.snapshot).aws_profile

    async def do_repair(self, name: str) -> None:
        """Run that fix."""
        repair = next((each.repair for each in self._checks if each.name == name), None)
        asked = self.page().action(f"repair {name}")
        if repair and asked and asked.question and await self._talk.confirmed(asked.question):
            region = self._about.draft.region
            await self.attempt("AWS is changing it …", self._runtime.preflight.repair(region, repair, self._profile))
            self._runtime.poller.refresh()
