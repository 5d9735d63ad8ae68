"""Checks and diagnosis as a value."""

from tests.fakes import OPEN_GROUP, REGION
from tui.domain.findings import AdmitPort, Check, Verdict
from tui.domain.status import Turn
from tui.views.checks import checks_page

SHUT = Check(
    "Security group",
    Verdict.FAIL,
    "no group admits 4000",
    "Add a rule.",
    repair=AdmitPort(OPEN_GROUP, 4000, "10.1.0.0/16"),
)
FINE = Check("VPC", Verdict.PASS, "vpc-1 \x1b[2Japp")


def test_each_finding_is_a_line_with_its_verdict_in_words_and_what_mends_it() -> None:
    page = checks_page("Checks", (FINE, SHUT), REGION, "")
    assert page.line("VPC") == "Passed: VPC. vpc-1 [2Japp"
    assert page.line("Security group") == "Failed: Security group. no group admits 4000\nAdd a rule."
    assert page.turn is Turn.YOU


def test_a_fix_can_be_run_and_says_what_it_does_where() -> None:
    page = checks_page("Checks", (FINE, SHUT), REGION, "111122223333")
    assert [each.name for each in page.actions] == ["repair Security group", "close"]
    question = page.actions[0].question
    assert question
    assert question.yes == "Run"
    assert question.lines[:3] == (
        "Account          111122223333",
        f"Region           {REGION}",
        f"Security group   {OPEN_GROUP}",
    )


def test_where_nothing_failed_it_is_nobodys_turn() -> None:
    assert checks_page("Checks", (FINE,), REGION, "").turn is Turn.NOBODY
