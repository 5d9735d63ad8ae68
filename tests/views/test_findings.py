"""Checks as a value."""

from tui.domain.commands import Command
from tui.domain.findings import Check, Verdict
from tui.views.findings import Finding, findings_view

CHECKS = (
    Check("VPC", Verdict.PASS, "there"),
    Check("Zones", Verdict.FAIL, "none", "Choose another.", Command(("aws", "a b"))),
    Check("Quota", Verdict.WARN, "near"),
    Check("Identity", Verdict.PASS, "account"),
)


def test_findings_keep_their_order_and_are_counted_grave_ones_first() -> None:
    view = findings_view("orders in vpc-1", CHECKS)
    assert view.findings[1] == Finding("Zones", Verdict.FAIL, "none", "Choose another.", "aws 'a b'")
    assert list(view.counts.items()) == [(Verdict.FAIL, 1), (Verdict.WARN, 1), (Verdict.PASS, 2)]
    assert [each.mark for each in view.findings] == ["✓", "✗", "!", "✓"]


def test_only_what_fails_is_in_the_way() -> None:
    assert findings_view("", CHECKS).failed
    assert not findings_view("", CHECKS[2:]).failed
