"""What checks and diagnosis say: each finding on its line, what mends it below, and the fixes that can be run."""

from collections.abc import Sequence

from tui.domain.findings import Check, Verdict
from tui.domain.status import Turn
from tui.views.findings import Finding, findings_view
from tui.views.page import Action, Page, action
from tui.views.plain import plain
from tui.views.repairs import repair_question

VERDICTS = {
    Verdict.PASS: "Passed",
    Verdict.WARN: "Warning",
    Verdict.FAIL: "Failed",
    Verdict.UNKNOWN: "Not known",
    Verdict.CHECKING: "Checking",
}


def checks_page(title: str, checks: Sequence[Check], region: str, account: str) -> Page:
    """A line a check, in their order; `repair NAME` mends what that check found. `account` is empty until known."""
    view = findings_view(title, checks)
    fixes = (
        Action(
            name=f"repair {each.name}",
            label=f"Run fix: {each.name}",
            key="",
            question=repair_question(each.repair, region, account),
        )
        for each in checks
        if each.repair
    )
    return Page(
        title=title,
        turn=Turn.YOU if view.failed else Turn.NOBODY,
        lines=tuple((each.name, _text(each)) for each in view.findings),
        actions=(*fixes, action("checks", "close")),
    )


def _text(finding: Finding) -> str:
    """Failed checks tell what mends them, also as a command."""
    lines = [f"{VERDICTS[finding.verdict]}: {finding.name}. {plain(finding.text)}"]
    lines += [plain(text, 2000) for text in (finding.fix, finding.command) if text]
    return "\n".join(lines)
