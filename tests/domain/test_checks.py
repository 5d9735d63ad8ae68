"""What AWS would refuse is found in what was read; what could not be read is said so."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.fakes import (
    ACCOUNT,
    CLOSED_GROUP,
    NOW,
    OPEN_GROUP,
    REGION,
    SUBNET_IDS,
    TOKEN,
    VPC_ID,
    VPCE_ID,
    ZONE_IDS,
    cluster,
    service,
    vpc_endpoint,
)
from tui.domain.admission import Admission, Reach, admission
from tui.domain.checks import needs, preflight
from tui.domain.clusters import Cluster
from tui.domain.endpoints import (
    DnsNameState,
    EndpointService,
    PrivateEndpoint,
    PrivateLinkService,
    ServiceState,
    VpcEndpoint,
)
from tui.domain.errors import CredentialsError, NotFound, PermissionDenied, Throttled
from tui.domain.findings import AdmitPort, Check, Gathered, Neighbours, TurnOnDns, Verdict
from tui.domain.network import DnsAttribute, Identity, IngressRule, SecurityGroup, Subnet, Vpc, VpcDns
from tui.domain.status import standing
from tui.domain.wizard import Draft, Facts, Step

CIDR = "10.1.0.0/16"
OTHERS_SERVICE = "com.amazonaws.vpce.us-west-2.vpce-svc-00000000000000bad"
THROTTLED = Throttled("Rate exceeded", "Nothing to do.", "AWS", "RequestLimitExceeded")
PASS, WARN, FAIL, UNKNOWN, CHECKING = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.UNKNOWN,
    Verdict.CHECKING,
)


def group(id_: str, *sources: str, name: str = "tidb", port: int = 4000) -> SecurityGroup:
    return SecurityGroup(id_, name, "", tuple(IngressRule("tcp", port, port, source) for source in sources))


def subnet(at: int, **values: Any) -> Subnet:
    made = Subnet(SUBNET_IDS[at], f"app-{at}", f"10.1.{at}.0/24", ZONE_IDS[at], f"us-west-2{'abc'[at]}", 200)
    return replace(made, **values)


GROUPS = (group(CLOSED_GROUP, name="default"), group(OPEN_GROUP, CIDR))
SUBNETS = (subnet(0), subnet(1), subnet(2))
SEEN = EndpointService(service().name, (), ZONE_IDS, "orders.tidb.example.com", DnsNameState.VERIFIED)
DRAFT = Draft(TOKEN, cluster().id, "", REGION, VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,))
GOOD = Gathered(
    DRAFT,
    Facts(cluster(), service()),
    identity=Identity(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/operator"),
    vpcs=(Vpc(VPC_ID, "applications", CIDR),),
    subnets=SUBNETS,
    groups=GROUPS,
    dns=VpcDns(support=True, hostnames=True),
    service=SEEN,
    neighbours=Neighbours(),
    allowed=True,
)


def drafted(**values: Any) -> Gathered:
    return replace(GOOD, draft=replace(DRAFT, **values))


def with_service(of: PrivateLinkService | None, to: Cluster | None = None) -> Gathered:
    return replace(GOOD, facts=Facts(to or cluster(), of))


def neighbours(*endpoints: VpcEndpoint, name: str = "") -> Gathered:
    """Other endpoints in the VPC; `name` is what the other owner's service has."""
    return replace(GOOD, neighbours=Neighbours(endpoints, {OTHERS_SERVICE: name} if name else {}))


def finding(name: str, known: Gathered, step: Step = Step.INTERFACE_ENDPOINT) -> Check:
    return next(each for each in preflight(step, known) if each.name == name)


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
SAME = vpc_endpoint("vpce-0000000000000000a")

FINDINGS: tuple[tuple[str, Gathered, Verdict, str], ...] = (
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
def test_what_would_be_refused_is_found(name: str, known: Gathered, verdict: Verdict, text: str) -> None:
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
    empty = Gathered(Draft(TOKEN), Facts())
    verdicts = {each.verdict for each in preflight(step, empty)}
    assert verdicts <= {UNKNOWN, CHECKING, *([FAIL] if step is Step.ENABLE_PRIVATE_DNS else [])}


def test_a_service_that_tells_zone_names_alone_is_judged_by_them() -> None:
    known = replace(with_service(service(zone_ids=())), service=replace(SEEN, zone_ids=(), zone_names=("us-west-2a",)))
    assert finding("Zones", known).text == f"the service is not in {ZONE_IDS[1]} ({SUBNET_IDS[1]})."


def test_the_subnets_that_fit_are_named() -> None:
    known = replace(with_service(service(zone_ids=ZONE_IDS[1:])), subnets=SUBNETS)
    assert finding("Zones", known).fix == f"Choose {SUBNET_IDS[1]} {SUBNET_IDS[2]} on Interface Endpoint."


def test_each_dns_attribute_has_a_command_of_its_own() -> None:
    off = replace(GOOD, dns=VpcDns(support=False, hostnames=False))
    for name, attribute, option in (
        ("DNS support", DnsAttribute.SUPPORT, "--enable-dns-support"),
        ("DNS hostnames", DnsAttribute.HOSTNAMES, "--enable-dns-hostnames"),
    ):
        found = finding(name, off)
        assert found.repair == TurnOnDns(VPC_ID, attribute)
        assert f"{option} '{{\"Value\":true}}'" in str(found.command)


def test_a_closed_group_is_mended_by_a_rule_or_by_another_group() -> None:
    found = finding("Security group", drafted(security_group_ids=(CLOSED_GROUP,)))
    assert found.repair == AdmitPort(CLOSED_GROUP, 4000, CIDR)
    assert f"--group-id {CLOSED_GROUP}" in str(found.command)
    assert OPEN_GROUP in found.fix


def test_the_port_is_the_clusters() -> None:
    known = with_service(service(), cluster(port=3390))
    assert finding("Security group", known).repair == AdmitPort(OPEN_GROUP, 3390, CIDR)


def has_row(**values: Any) -> Gathered:
    endpoint = vpc_endpoint(**values)
    row = PrivateEndpoint(
        VPCE_ID,
        cluster().id,
        "orders",
        REGION,
        standing(service(), None, endpoint, DRAFT),
        service=service(),
        vpc_endpoint=endpoint,
        since=NOW,
    )
    return replace(
        drafted(vpc_endpoint_id=VPCE_ID), facts=Facts(cluster(), service(), row), neighbours=Neighbours((endpoint,))
    )


def unverified(state: DnsNameState) -> Callable[[], Gathered]:
    def known() -> Gathered:
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
    name: str, known: Callable[[], Gathered], verdict: Verdict, text: str
) -> None:
    found = finding(name, known(), Step.ENABLE_PRIVATE_DNS)
    assert (found.verdict, text in found.text) == (verdict, True), found


def test_the_record_that_proves_the_domain_is_shown() -> None:
    known = unverified(DnsNameState.PENDING_VERIFICATION)()
    assert "_x TXT vpce:1" in finding("Private DNS name", known, Step.ENABLE_PRIVATE_DNS).fix


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (("0.0.0.0/0",), Admission(Reach.VPC, ("0.0.0.0/0",))),
        ((CIDR,), Admission(Reach.VPC, (CIDR,))),
        (("10.1.0.0/17", "10.1.128.0/17"), Admission(Reach.VPC, ("10.1.0.0/17", "10.1.128.0/17"))),
        (("10.1.0.0/17", "sg-1"), Admission(Reach.PART, ("10.1.0.0/17",))),
        (("sg-1", "10.9.0.0/16"), Admission(Reach.MEMBERS, ("sg-1",))),
        (("pl-1",), Admission(Reach.LISTED, ("pl-1",))),
        (("::/0", "192.0.2.0/24"), Admission(Reach.OUTSIDE, ("::/0", "192.0.2.0/24"))),
        ((), Admission(Reach.NOBODY, ())),
    ],
)
def test_the_source_of_a_rule_matters(sources: tuple[str, ...], expected: Admission) -> None:
    assert admission([group(OPEN_GROUP, *sources)], 4000, CIDR) == expected


def test_groups_admit_together() -> None:
    halves = (group("sg-1", "10.1.0.0/17"), group("sg-2", "10.1.128.0/17"))
    assert admission(halves, 4000, CIDR).reach is Reach.VPC
    assert admission(halves[:1], 4000, CIDR).reach is Reach.PART


def test_a_rule_for_all_protocols_counts() -> None:
    everything = SecurityGroup("sg-1", "", "", (IngressRule("-1", 0, 65535, CIDR),))
    assert admission([everything], 4000, CIDR).reach is Reach.VPC
    udp = SecurityGroup("sg-1", "", "", (IngressRule("udp", 0, 65535, CIDR),))
    assert admission([udp], 4000, CIDR).reach is Reach.NOBODY


def test_a_vpc_whose_network_is_not_told_is_never_said_to_be_covered() -> None:
    assert admission([group("sg-1", "10.1.0.0/16")], 4000, "").reach is not Reach.VPC
