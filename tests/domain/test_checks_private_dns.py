"""What stands in the way of private DNS."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.domain.gathered import FAIL, PASS, SAME, UNKNOWN, WARN, drafted, finding, has_row, neighbours, with_service
from tests.fakes import VPCE_ID, service
from tui.domain.checks import preflight
from tui.domain.draft import Step
from tui.domain.endpoints import DnsNameState
from tui.domain.findings import CheckInputs, Verdict
from tui.domain.network import VpcDns


def unverified(state: DnsNameState) -> Callable[[], CheckInputs]:
    def known() -> CheckInputs:
        made = has_row()
        of = service(dns_state=state, dns_record="_x TXT vpce:1" if state is DnsNameState.PENDING_VERIFICATION else "")
        return replace(made, facts=replace(made.facts, service=of))

    return known


def test_nothing_stands_in_the_way_of_private_dns() -> None:
    found = preflight(Step.ENABLE_PRIVATE_DNS, has_row())
    assert [(each.name, each.verdict) for each in found if each.verdict is not PASS] == []
    assert len(found) == 6


@pytest.mark.parametrize(
    ("name", "known", "verdict", "text"),
    [
        ("Connection", lambda: has_row(state="pendingAcceptance"), FAIL, "Accept the connection."),
        ("Connection", lambda: drafted(vpc_endpoint_id=VPCE_ID), FAIL, "not to be seen"),
        ("Private DNS name", unverified(DnsNameState.PENDING_VERIFICATION), FAIL, "not verified"),
        ("Private DNS name", unverified(DnsNameState.FAILED), FAIL, "not verified"),
        ("Private DNS name", unverified(DnsNameState.UNKNOWN), UNKNOWN, "does not tell"),
        ("Private DNS name", lambda: with_service(service(private_dns_name="")), WARN, "nothing to enable"),
        ("Private DNS name", lambda: with_service(None), UNKNOWN, "not there"),
        ("DNS hostnames", lambda: replace(has_row(), dns=VpcDns(support=True, hostnames=False)), FAIL, "is off"),
        ("Name conflict", lambda: neighbours(replace(SAME, private_dns_enabled=True)), FAIL, SAME.id),
    ],
)
def test_what_private_dns_would_be_refused_for_is_found(
    name: str, known: Callable[[], CheckInputs], verdict: Verdict, text: str
) -> None:
    found = finding(name, known(), Step.ENABLE_PRIVATE_DNS)
    assert (found.verdict, text in found.text) == (verdict, True), found


def test_the_record_that_proves_the_domain_is_shown() -> None:
    known = unverified(DnsNameState.PENDING_VERIFICATION)()
    assert "_x TXT vpce:1" in finding("Private DNS name", known, Step.ENABLE_PRIVATE_DNS).fix
