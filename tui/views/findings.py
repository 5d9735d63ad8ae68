"""What checks and diagnosis found, worst first in the counts, and what mends it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.domain.findings import MARKS, Check, Verdict

_GRAVE_FIRST = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.CHECKING, Verdict.PASS)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check."""

    name: str
    verdict: Verdict
    text: str
    fix: str
    """What to do about it, as a sentence; empty: nothing."""
    command: str
    """The same as a line for a shell; empty where there is none."""

    @property
    def mark(self) -> str:
        """The verdict without colour."""
        return MARKS[self.verdict]


@dataclass(frozen=True, slots=True)
class FindingsView:
    """All findings about one thing."""

    about: str
    """The VPC endpoint's ID, or `CLUSTER in VPC` before there is one."""
    findings: tuple[Finding, ...]
    counts: Mapping[Verdict, int]

    @property
    def failed(self) -> bool:
        """Whether something is in the way."""
        return Verdict.FAIL in self.counts


def findings_view(about: str, checks: Sequence[Check]) -> FindingsView:
    """The checks in their order."""
    found = Counter(check.verdict for check in checks)
    counts = {verdict: found[verdict] for verdict in _GRAVE_FIRST if found[verdict]}
    return FindingsView(about, tuple(map(_finding, checks)), counts)


def _finding(check: Check) -> Finding:
    command = str(check.command) if check.command else ""
    return Finding(name=check.name, verdict=check.verdict, text=check.text, fix=check.fix, command=command)
