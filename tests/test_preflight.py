"""What the checks look at is read at once, shown as it comes, and never raises."""

from dataclasses import replace
from typing import Any

import pytest

from tests.fakes import (
    CLOSED_GROUP,
    OPEN_GROUP,
    REGION,
    SUBNET_IDS,
    TOKEN,
    VPC_ID,
    VPCE_ID,
    FakeAws,
    FakeProbe,
    FakeTidb,
    cluster,
    service,
    vpc_endpoint,
)
from tests.screens.worlds import never_answers
from tui.domain.checks import needs, preflight
from tui.domain.diagnosis import Observed, diagnose
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import EndpointService
from tui.domain.errors import NotFound, PermissionDenied, Throttled
from tui.domain.findings import AdmitPort, CheckInputs, EnablePrivateDns, Neighbours, TurnOnDns, Verdict
from tui.domain.network import DnsAttribute, VpcDns
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.probes import Reached, Resolution, Talk
from tui.domain.status import standing
from tui.domain.wizard import Facts
from tui.preflight import Preflight

DRAFT = Draft(TOKEN, cluster().id, "", REGION, VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,))
OTHERS_SERVICE = "com.amazonaws.vpce.us-west-2.vpce-svc-00000000000000bad"
EVERYTHING = needs(Step.INTERFACE_ENDPOINT)


@pytest.fixture
def aws() -> FakeAws:
    made = FakeAws()
    FakeTidb(made).services = [service()]
    return made


def asking(**values: Any) -> CheckInputs:
    return CheckInputs(replace(DRAFT, **values), Facts(cluster(), service()))


async def gathered(aws: FakeAws, known: CheckInputs, wanted: frozenset[str] = EVERYTHING) -> list[CheckInputs]:
    """What was shown, one after the other."""
    shown: list[CheckInputs] = []
    await Preflight({"": aws}, FakeProbe()).gather(known, wanted, shown.append)
    return shown


async def test_each_answer_is_shown_as_it_comes(aws: FakeAws) -> None:
    shown = await gathered(aws, asking())
    assert len(shown) == len(EVERYTHING)
    assert {each.verdict for each in preflight(Step.INTERFACE_ENDPOINT, shown[-1])} == {Verdict.PASS}
    assert Verdict.CHECKING in {each.verdict for each in preflight(Step.INTERFACE_ENDPOINT, shown[0])}


async def test_only_what_the_step_needs_is_asked_for(aws: FakeAws) -> None:
    await gathered(aws, asking(vpc_endpoint_id=VPCE_ID), needs(Step.ENABLE_PRIVATE_DNS))
    assert {name for name, *_ in aws.calls} == {"caller_identity", "vpc_dns", "endpoints_in_vpc"}


async def test_what_cannot_be_asked_for_is_not(aws: FakeAws) -> None:
    await gathered(aws, asking(vpc_id="", subnet_ids=()))
    assert {name for name, *_ in aws.calls} == {"caller_identity", "find_endpoint_service"}


async def test_an_endpoint_that_is_there_is_not_asked_for_again(aws: FakeAws) -> None:
    await gathered(aws, asking(vpc_endpoint_id=VPCE_ID))
    assert not aws.called("dry_run_create")


async def test_the_dry_run_asks_for_what_run_would_create(aws: FakeAws) -> None:
    await gathered(aws, asking())
    ((_, request),) = (call for call in aws.calls if call[0] == "dry_run_create")
    assert (request.token, request.vpc_id, request.subnet_ids) == (TOKEN, VPC_ID, SUBNET_IDS[:2])
    assert not aws.vpc_endpoints


async def test_a_read_that_fails_leaves_the_others(aws: FakeAws) -> None:
    aws.fail = {"list_vpcs": Throttled("slow down"), "vpc_dns": PermissionDenied("not authorized")}
    last = (await gathered(aws, asking()))[-1]
    assert isinstance(last.vpcs, Throttled)
    assert isinstance(last.dns, PermissionDenied)
    assert last.subnets == aws.subnets[VPC_ID]


async def test_the_names_of_other_owners_services_are_asked_for_once_each(aws: FakeAws) -> None:
    aws.services = [EndpointService(OTHERS_SERVICE, private_dns_name="other.example.com")]
    theirs = replace(service(), name=OTHERS_SERVICE)
    of_aws = replace(service(), name="com.amazonaws.us-west-2.s3")
    aws.vpc_endpoints = [
        vpc_endpoint("vpce-0000000000000000a", to=theirs, private_dns_enabled=True),
        vpc_endpoint("vpce-0000000000000000b", to=theirs, private_dns_enabled=True),
        vpc_endpoint("vpce-0000000000000000c", to=of_aws, private_dns_enabled=True),
        vpc_endpoint("vpce-0000000000000000d", private_dns_enabled=True),
    ]
    last = (await gathered(aws, asking(), frozenset({"neighbours"})))[-1]
    assert last.neighbours == Neighbours(aws.vpc_endpoints, {OTHERS_SERVICE: "other.example.com"})
    assert aws.called("find_endpoint_service") == 1


async def test_a_name_that_cannot_be_read_is_absent(aws: FakeAws) -> None:
    aws.vpc_endpoints = [vpc_endpoint(to=replace(service(), name=OTHERS_SERVICE), private_dns_enabled=True)]
    last = (await gathered(aws, asking(), frozenset({"neighbours"})))[-1]
    assert last.neighbours == Neighbours(aws.vpc_endpoints, {})


async def test_a_slow_answer_does_not_hold_up_the_others(aws: FakeAws) -> None:
    release = never_answers(aws, "list_vpcs")
    shown: list[CheckInputs] = []

    def show(known: CheckInputs) -> None:
        shown.append(known)
        if len(shown) == len(EVERYTHING) - 1:
            release()

    await Preflight({"": aws}, FakeProbe()).gather(asking(), EVERYTHING, show)
    assert [each.vpcs is None for each in shown] == [True] * (len(EVERYTHING) - 1) + [False]


def endpoint_seen(aws: FakeAws, **values: Any) -> Observed:
    endpoint = vpc_endpoint(**({"private_dns_enabled": True} | values))
    aws.vpc_endpoints = [endpoint]
    row = PrivateEndpoint(
        VPCE_ID,
        cluster().id,
        "orders",
        REGION,
        standing(service(), None, endpoint),
        service=service(),
        vpc_endpoint=endpoint,
    )
    draft = Draft("", cluster().id, "", REGION, vpc_endpoint_id=VPCE_ID)
    return Observed(CheckInputs(draft, Facts(cluster(), service(), row)))


async def observed(aws: FakeAws, probe: FakeProbe, seen: Observed) -> Observed:
    """What was shown last."""
    shown: list[Observed] = []
    await Preflight({"": aws}, probe).observe(seen, shown.append)
    return shown[-1]


async def test_outside_the_vpc_the_network_is_left_alone(aws: FakeAws) -> None:
    probe = FakeProbe()
    last = await observed(aws, probe, endpoint_seen(aws))
    assert last.inside is False
    assert not probe.called("talk")


async def test_inside_the_vpc_the_server_is_talked_to_by_an_address_of_the_endpoint(aws: FakeAws) -> None:
    probe = FakeProbe()
    probe.resolution = Resolution(("192.0.2.1", "10.1.1.11"))
    last = await observed(aws, probe, endpoint_seen(aws))
    assert last.inside
    assert last.talk == Talk("10.1.1.11", Reached.TLS, "8.0.11-TiDB-v8.5.2", "TLSv1.3")
    assert ("talk", "10.1.1.11", 4000, "orders.tidb.example.com") in probe.calls


async def test_a_machine_with_an_address_of_the_vpc_is_inside_though_the_name_is_not_known(aws: FakeAws) -> None:
    probe = FakeProbe()
    probe.address = "10.1.200.7"
    last = await observed(aws, probe, endpoint_seen(aws, private_dns_enabled=False))
    assert last.inside
    assert probe.calls[-1][:3] == ("talk", "10.1.0.10", 4000)
    verdicts = {each.name: each.verdict for each in diagnose(last)}
    assert (verdicts["Name resolution"], verdicts["TCP"]) == (Verdict.FAIL, Verdict.PASS)


async def test_network_interfaces_that_cannot_be_read_stop_nothing_else(aws: FakeAws) -> None:
    aws.fail["describe_network_interfaces"] = PermissionDenied("not authorized")
    last = await observed(aws, FakeProbe(), endpoint_seen(aws))
    assert last.inside is False
    assert {each.name: each.verdict for each in diagnose(last)}["Security group"] is Verdict.PASS


async def test_repairs_are_made(aws: FakeAws) -> None:
    aws.dns[VPC_ID] = VpcDns(support=True, hostnames=False)
    checker = Preflight({"": aws}, FakeProbe())
    await checker.repair(REGION, TurnOnDns(VPC_ID, DnsAttribute.HOSTNAMES))
    await checker.repair(REGION, AdmitPort(CLOSED_GROUP, 4000, "10.1.0.0/16"))
    assert aws.dns[VPC_ID].hostnames
    assert all(group.admits(4000) for group in aws.security_groups[VPC_ID])
    aws.vpc_endpoints = [vpc_endpoint()]
    await checker.repair(REGION, EnablePrivateDns(VPCE_ID))
    assert aws.vpc_endpoints[0].private_dns_enabled
    with pytest.raises(NotFound):
        await checker.repair(REGION, AdmitPort("sg-00000000", 4000, "10.1.0.0/16"))
