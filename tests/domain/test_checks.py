"""What AWS would refuse is found in what was read; what could not be read is said so."""

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.gathered import (
    CHECKING,
    CIDR,
    FAIL,
    GOOD,
    OTHERS_SERVICE,
    PASS,
    SAME,
    SUBNETS,
    UNKNOWN,
    WARN,
    drafted,
    finding,
    group,
    neighbours,
    subnet,
    with_service,
)
from tests.fakes import (
    ACCOUNT,
    CLOSED_GROUP,
    OPEN_GROUP,
    REGION,
    SUBNET_IDS,
    TOKEN,
    VPC_ID,
    VPCE_ID,
    ZONE_IDS,
    service,
    vpc_endpoint,
)
from tui.domain.checks import needs, preflight
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import ServiceState
from tui.domain.errors import CredentialsError, NotFound, PermissionDenied, Throttled
from tui.domain.findings import CheckInputs, Verdict
from tui.domain.ids import Box
from tui.domain.network import Vpc, VpcDns
from tui.domain.wizard import Facts

THROTTLED = Throttled("Rate exceeded", "Nothing to do.", "AWS", "RequestLimitExceeded")


def test_nothing_stands_in_the_way_of_a_good_setup() -> None:
    assert {each.name: each.verdict for each in preflight(Step.INTERFACE_ENDPOINT, GOOD)} == dict.fromkeys(
        (
            "Identity",
            "Region",
            "VPC",
            "Endpoint service",
            "Subnets",
            "Zones",
            "Free addresses",
            "DNS support",
            "DNS hostnames",
            "Security group",
            "Other endpoint",
            "Name conflict",
            "Permission",
            "Quota",
        ),
        PASS,
    )


OTHER = vpc_endpoint("vpce-0000000000000000b", to=replace(service(), name=OTHERS_SERVICE), private_dns_enabled=True)


FINDINGS: tuple[tuple[str, CheckInputs, Verdict, str], ...] = (
    ("Identity", replace(GOOD, identity=CredentialsError("The token has expired", "Sign in again.")), FAIL, "expired"),
    ("Identity", replace(GOOD, identity=THROTTLED), UNKNOWN, "Rate exceeded"),
    ("Region", drafted(region="eu-central-1"), FAIL, "across regions"),
    ("Region", drafted(region=""), UNKNOWN, "chosen yet"),
    ("VPC", replace(GOOD, vpcs=()), FAIL, f"{VPC_ID} is not in {REGION} of account {ACCOUNT}"),
    ("VPC", drafted(vpc_id=""), UNKNOWN, "No VPC is chosen"),
    ("VPC", replace(GOOD, vpcs=THROTTLED), UNKNOWN, "Rate exceeded"),
    (
        "Endpoint service",
        replace(GOOD, service=NotFound("no such service", "Check the principals.")),
        FAIL,
        "no such service",
    ),
    ("Endpoint service", with_service(service(state=ServiceState.CREATING)), UNKNOWN, "not active yet"),
    ("Subnets", replace(GOOD, subnets=SUBNETS[:1]), FAIL, f"{SUBNET_IDS[1]}: not in {VPC_ID}"),
    ("Subnets", replace(GOOD, subnets=(subnet(0), subnet(1, zone_id=ZONE_IDS[0]))), FAIL, "one a zone"),
    ("Subnets", drafted(subnet_ids=()), UNKNOWN, "No subnets"),
    ("Zones", with_service(service(zone_ids=ZONE_IDS[:1])), FAIL, f"not in {ZONE_IDS[1]} ({SUBNET_IDS[1]})"),
    ("Free addresses", replace(GOOD, subnets=(subnet(0), subnet(1, free_addresses=0))), FAIL, SUBNET_IDS[1]),
    ("DNS support", replace(GOOD, dns=VpcDns(support=False, hostnames=True)), FAIL, "enableDnsSupport is off"),
    ("DNS hostnames", replace(GOOD, dns=VpcDns(support=True, hostnames=False)), FAIL, "enableDnsHostnames is off"),
    ("DNS hostnames", replace(GOOD, dns=PermissionDenied("not authorized", "Ask.")), UNKNOWN, "not authorized"),
    ("Security group", drafted(security_group_ids=(CLOSED_GROUP,)), FAIL, f"not admitted by {CLOSED_GROUP}"),
    ("Security group", drafted(security_group_ids=()), FAIL, f"{CLOSED_GROUP} (the default group"),
    ("Security group", drafted(security_group_ids=("sg-00000000",)), FAIL, "sg-00000000: not in"),
    ("Security group", replace(GOOD, groups=(group(OPEN_GROUP, "10.1.4.0/24"),)), WARN, "a part of the VPC"),
    ("Security group", replace(GOOD, groups=(group(OPEN_GROUP, "sg-0aaaaaaa"),)), WARN, "members of"),
    ("Security group", replace(GOOD, groups=(group(OPEN_GROUP, "10.2.0.0/16"),)), FAIL, "outside the VPC"),
    ("Security group", replace(GOOD, groups=(group(OPEN_GROUP, CIDR, port=3306),)), FAIL, "TCP 4000 is not"),
    ("Other endpoint", neighbours(SAME), WARN, SAME.id),
    ("Other endpoint", neighbours(replace(SAME, draft_id=TOKEN)), PASS, "no other"),
    ("Other endpoint", neighbours(vpc_endpoint(state="rejected")), PASS, "no other"),
    ("Name conflict", neighbours(replace(SAME, private_dns_enabled=True)), FAIL, SAME.id),
    ("Name conflict", neighbours(SAME), PASS, "no other"),
    ("Name conflict", neighbours(OTHER, name="Orders.TiDB.example.com"), FAIL, OTHER.id),
    ("Name conflict", neighbours(OTHER, name="elsewhere.example.com"), PASS, "no other"),
    ("Name conflict", neighbours(OTHER), UNKNOWN, f"{OTHER.id} could not be read"),
    ("Name conflict", with_service(service(private_dns_name="")), UNKNOWN, "no private DNS name"),
    ("Permission", replace(GOOD, allowed=PermissionDenied("not authorized", "Ask.")), FAIL, "not authorized"),
    ("Permission", replace(GOOD, allowed=THROTTLED), UNKNOWN, "Rate exceeded"),
    ("Permission", drafted(subnet_ids=()), UNKNOWN, "once VPC, subnets"),
    ("Permission", drafted(vpc_endpoint_id=VPCE_ID), PASS, "created already"),
    ("Quota", neighbours(*[SAME] * 44), PASS, "44 of 50"),
    ("Quota", neighbours(*[SAME] * 45), WARN, "45 of 50"),
)


@pytest.mark.parametrize(("name", "known", "verdict", "text"), FINDINGS)
def test_what_would_be_refused_is_found(name: str, known: CheckInputs, verdict: Verdict, text: str) -> None:
    found = finding(name, known)
    assert (found.verdict, text in found.text) == (verdict, True), found
    assert bool(found.fix) or verdict in {PASS, UNKNOWN}, "what is wrong has a fix"


@pytest.mark.parametrize("name", sorted(needs(Step.INTERFACE_ENDPOINT)))
def test_an_answer_that_is_not_there_yet_is_waited_for(name: str) -> None:
    unread: dict[str, Any] = {name: None}
    verdicts = {each.verdict for each in preflight(Step.INTERFACE_ENDPOINT, replace(GOOD, **unread))}
    assert verdicts == {PASS, CHECKING}


@pytest.mark.parametrize("step", [Step.INTERFACE_ENDPOINT, Step.ENABLE_PRIVATE_DNS])
def test_nothing_known_fails_nothing(step: Step) -> None:
    empty = CheckInputs(Draft(TOKEN), Facts())
    verdicts = {each.verdict for each in preflight(step, empty)}
    assert verdicts <= {UNKNOWN, CHECKING, *([FAIL] if step is Step.ENABLE_PRIVATE_DNS else [])}


@pytest.mark.parametrize(
    ("box", "text", "names"),
    [
        (Box.GROUPS, f"{OPEN_GROUP} sg-0", ["Security group"]),
        (Box.SUBNETS, f"{SUBNET_IDS[0]} subnet-0", ["Subnets", "Zones", "Free addresses"]),
        (Box.VPC, "vpc-0", ["Subnets", "Security group", "DNS support"]),
    ],
)
def test_a_box_that_cannot_be_read_is_judged_as_nothing_else(box: Box, text: str, names: list[str]) -> None:
    """Neither as the VPC's default group, nor as what it was before."""
    known = replace(GOOD, draft=GOOD.draft.enter(box, text))
    found = {each.name: each for each in preflight(Step.INTERFACE_ENDPOINT, known)}
    assert {found[name].verdict for name in names} == {Verdict.UNKNOWN}
    assert box is Box.VPC or all(found[name].text == known.draft.wrong(box) for name in names)
    assert not known.can_be_created


def test_a_secondary_cidr_that_no_rule_admits_is_named_and_mended() -> None:
    pods = replace(GOOD, vpcs=(Vpc(VPC_ID, "applications", CIDR, secondary=("100.64.0.0/10",)),))
    found = finding("Security group", pods)
    assert found.verdict is WARN
    assert found.text == f"TCP 4000 only from a part of the VPC: {CIDR}, not from 100.64.0.0/10; see {OPEN_GROUP}."
    assert "--ip-permissions" in str(found.command)
    assert '"CidrIp":"100.64.0.0/10"' in str(found.command)
