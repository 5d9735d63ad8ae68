"""Each thing that is seen is mapped to its cause."""

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.gathered import GOOD, has_row
from tests.fakes import CLOSED_GROUP, VPC_ID, VPCE_ID, service
from tui.domain.diagnosis import Observed, diagnose
from tui.domain.endpoints import ServiceState
from tui.domain.errors import Throttled
from tui.domain.findings import AdmitPort, Check, Verdict
from tui.domain.network import NetworkInterface, VpcDns
from tui.domain.probes import Reached, Resolution, Talk, Trouble

PASS, WARN, FAIL, UNKNOWN, CHECKING = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.UNKNOWN, Verdict.CHECKING
INTERFACES = (
    NetworkInterface("eni-1", "subnet-1", "us-west-2a", "10.1.0.10", "in-use"),
    NetworkInterface("eni-2", "subnet-2", "us-west-2b", "10.1.1.10", "in-use"),
)
WELL = Observed(
    has_row(private_dns_enabled=True),
    INTERFACES,
    Resolution(("10.1.0.10", "10.1.1.10")),
    "10.1.9.9",
    Talk("10.1.0.10", Reached.TLS, "8.0.11-TiDB-v8.5.2", "TLSv1.3"),
)
OUTSIDE = replace(WELL, resolution=Resolution(trouble=Trouble.UNKNOWN_HOST), local_address="192.0.2.1", talk=None)


def finding(name: str, seen: Observed) -> Check:
    return next(each for each in diagnose(seen) if each.name == name)


def of_endpoint(**values: Any) -> Observed:
    return replace(WELL, known=has_row(**({"private_dns_enabled": True} | values)))


def talking(reached: Reached, trouble: Trouble, said: str = "") -> Observed:
    return replace(WELL, talk=Talk("10.1.0.10", reached, said, trouble=trouble))


def resolving(*addresses: str, trouble: Trouble | None = None) -> Observed:
    return replace(WELL, resolution=Resolution(addresses, trouble))


def test_a_good_endpoint_is_found_good() -> None:
    found = diagnose(WELL)
    assert [each for each in found if each.verdict is not PASS] == []
    assert [each.name for each in found][-5:] == ["This machine", "Name resolution", "TCP", "MySQL greeting", "TLS"]


FINDINGS: tuple[tuple[str, Observed, Verdict, str, str], ...] = (
    ("Endpoint service", replace(WELL, known=replace(
        WELL.known, facts=replace(WELL.known.facts, service=service(state=ServiceState.DELETING)))),
        FAIL, "Deleting", "Wait"),
    ("VPC endpoint", of_endpoint(state="pendingAcceptance"), FAIL, "pendingAcceptance", "Accept the connection"),
    ("VPC endpoint", of_endpoint(state="failed", last_error="X: why"), FAIL, "X: why", "Delete it"),
    ("VPC endpoint", of_endpoint(state="pending"), WARN, "pending", "AWS is bringing"),
    ("Security group", of_endpoint(security_group_ids=(CLOSED_GROUP,)), FAIL, "not admitted", "rule that admits"),
    ("Private DNS", of_endpoint(private_dns_enabled=False), FAIL, "off", "Enable"),
    ("Private DNS", of_endpoint(private_dns_enabled=False, state="pending"), WARN, "until", "then"),
    ("DNS hostnames", replace(WELL, known=replace(WELL.known, dns=VpcDns(support=True, hostnames=False))), FAIL,
        "is off", "Turn it on"),
    ("This machine", OUTSIDE, UNKNOWN, "Not inside this VPC: network probes skipped", VPC_ID),
    ("Name resolution", resolving(trouble=Trouble.UNKNOWN_HOST), FAIL, "not known here", "VPC's own resolver"),
    ("Name resolution", replace(of_endpoint(private_dns_enabled=False),
        resolution=Resolution(trouble=Trouble.UNKNOWN_HOST)), FAIL, "not known here", "Enable private DNS"),
    ("Name resolution", resolving(trouble=Trouble.TIMED_OUT), FAIL, "No resolver answers", "DNS settings"),
    ("Name resolution", resolving("203.0.113.9"), FAIL, "none of this endpoint's", "Another endpoint"),
    ("Name resolution", resolving("10.1.0.10", "203.0.113.9"), WARN, "not all", "minutes"),
    ("TCP", talking(Reached.NOTHING, Trouble.TIMED_OUT), FAIL, "No answer from 10.1.0.10:4000", "security group"),
    ("TCP", talking(Reached.NOTHING, Trouble.REFUSED), FAIL, "refused the connection", "accepted"),
    ("TCP", talking(Reached.NOTHING, Trouble.RESET), FAIL, "closed the connection", "accepted"),
    ("TCP", talking(Reached.NOTHING, Trouble.NO_ROUTE), FAIL, "No route", "route tables"),
    ("MySQL greeting", talking(Reached.NOTHING, Trouble.REFUSED), UNKNOWN, "Not reached", ""),
    ("MySQL greeting", talking(Reached.TCP, Trouble.TIMED_OUT), FAIL, "says nothing", "healthy target"),
    ("MySQL greeting", talking(Reached.TCP, Trouble.RESET), FAIL, "closes the connection", "healthy target"),
    ("MySQL greeting", talking(Reached.TCP, Trouble.NOT_MYSQL), FAIL, "does not speak MySQL", "4000"),
    ("MySQL greeting", talking(Reached.TCP, Trouble.SERVER_ERROR, "Host is blocked"), FAIL, "Host is blocked", "TiDB"),
    ("TLS", talking(Reached.GREETING, Trouble.NO_TLS), WARN, "no TLS", "switch TLS on"),
    ("TLS", talking(Reached.GREETING, Trouble.TLS_FAILED), FAIL, "does not succeed", "TLS 1.2"),
    ("TLS", talking(Reached.TCP, Trouble.NOT_MYSQL), UNKNOWN, "Not reached", ""),
)  # fmt: skip


@pytest.mark.parametrize(("name", "seen", "verdict", "text", "fix"), FINDINGS)
def test_what_is_seen_is_mapped_to_its_cause(name: str, seen: Observed, verdict: Verdict, text: str, fix: str) -> None:
    found = finding(name, seen)
    assert (found.verdict, text.casefold() in found.text.casefold()) == (verdict, True), found
    assert fix.casefold() in found.fix.casefold(), found


def test_time_outs_are_blamed_on_the_security_group_for_this_machines_address() -> None:
    assert "10.1.9.9" in finding("TCP", talking(Reached.NOTHING, Trouble.TIMED_OUT)).fix


def test_a_machine_is_inside_by_its_address_or_by_what_the_name_leads_to() -> None:
    assert OUTSIDE.inside is False
    assert replace(OUTSIDE, local_address="10.1.9.9").inside
    assert replace(OUTSIDE, resolution=Resolution(("10.1.1.10",))).inside
    assert replace(OUTSIDE, local_address="fe80::1").inside is False


@pytest.mark.parametrize("field", ["interfaces", "resolution", "local_address"])
def test_whether_it_is_inside_is_waited_for(field: str) -> None:
    waiting: dict[str, Any] = {field: None}
    seen = replace(OUTSIDE, **waiting)
    assert seen.inside is None
    assert finding("This machine", seen).verdict is CHECKING


def test_outside_the_vpc_nothing_is_said_about_the_network_but_how_to_look_there() -> None:
    assert [each.name for each in diagnose(OUTSIDE)][-1] == "This machine"
    assert str(finding("This machine", OUTSIDE).command) == "nc -vz -w 3 orders.tidb.example.com 4000"


def test_an_endpoint_of_another_account_is_said_to_be_invisible() -> None:
    known = replace(WELL.known, facts=replace(GOOD.facts))
    found = {each.name: each.verdict for each in diagnose(replace(OUTSIDE, known=known))}
    assert {found[name] for name in ("VPC endpoint", "Security group", "Private DNS", "This machine")} == {UNKNOWN}


def test_without_a_private_name_the_endpoints_own_is_used() -> None:
    known = has_row(dns_names=("vpce-1.example.com",))
    nameless = replace(known, facts=replace(known.facts, service=service(private_dns_name="")))
    seen = replace(WELL, known=nameless)
    assert seen.host == "vpce-1.example.com"
    assert finding("Private DNS", seen).verdict is WARN


def test_private_dns_that_is_off_has_its_command() -> None:
    found = finding("Private DNS", of_endpoint(private_dns_enabled=False))
    assert f"modify-vpc-endpoint --vpc-endpoint-id {VPCE_ID}" in str(found.command)
    assert finding("Security group", of_endpoint(security_group_ids=(CLOSED_GROUP,))).repair == AdmitPort(
        CLOSED_GROUP, 4000, "10.1.0.0/16"
    )


def test_interfaces_that_cannot_be_read_make_the_name_a_question() -> None:
    seen = replace(WELL, interfaces=Throttled("slow down"))
    assert finding("Name resolution", seen).verdict is UNKNOWN
