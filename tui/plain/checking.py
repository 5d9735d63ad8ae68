"""Checks and diagnosis: each finding on its line, what mends it below, and fixes by number."""

from dataclasses import dataclass, field

from tui.domain.checks import needs, preflight
from tui.domain.diagnosis import Observed, diagnose
from tui.domain.findings import Check, Gathered, Verdict
from tui.domain.snapshot import facts
from tui.domain.status import Turn
from tui.domain.wizard import Draft, Step
from tui.monitor.store import Store
from tui.plain.place import Place
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.findings import Finding, findings_view
from tui.views.page import Action, Page, action
from tui.views.plain import plain
from tui.views.repairs import repair_question

_VERDICTS = {
    Verdict.PASS: "Passed",
    Verdict.WARN: "Warning",
    Verdict.FAIL: "Failed",
    Verdict.UNKNOWN: "Not known",
    Verdict.CHECKING: "Checking",
}


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
        gathered = Gathered(self._about.draft, known, self._runtime.commands[known.aws_profile])
        if step := self._about.step:
            await self._runtime.preflight.gather(gathered, needs(step), lambda now: self._show(preflight(step, now)))
        else:
            await self._runtime.preflight.observe(Observed(gathered), lambda now: self._show(diagnose(now)))

    def _show(self, checks: tuple[Check, ...]) -> None:
        self._checks = checks

    def page(self) -> Page:
        view = findings_view(self._about.title, self._checks)
        fixes = (
            Action(name=f"repair {each.name}", label=f"Run fix: {each.name}", key="")
            for each in self._checks
            if each.repair
        )
        return Page(
            title=self._about.title,
            turn=Turn.YOU if view.failed else Turn.NOBODY,
            lines=tuple((each.name, _text(each)) for each in view.findings),
            actions=(*fixes, action("checks", "close")),
        )

    async def do_repair(self, name: str) -> None:
        """Run that fix."""
        repair = next((each.repair for each in self._checks if each.name == name), None)
        profile = facts(self._about.draft, self._store.snapshot).aws_profile
        region, account = self._about.draft.region, self._store.snapshot.account(profile)
        if repair and await self._talk.confirmed(repair_question(repair, region, account)):
            await self.attempt("AWS is changing it …", self._runtime.preflight.repair(region, repair, profile))
            self._runtime.poller.refresh()


def _text(finding: Finding) -> str:
    """Failed checks tell what mends them, also as a command."""
    lines = [f"{_VERDICTS[finding.verdict]}: {finding.name}. {plain(finding.text)}"]
    lines += [plain(text, 2000) for text in (finding.fix, finding.command) if text]
    return "\n".join(lines)
