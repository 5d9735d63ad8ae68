"""What mends each thing that AWS would refuse."""

from dataclasses import replace

from tests.domain.gathered import CIDR, GOOD, SEEN, SUBNETS, drafted, finding, with_service
from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, ZONE_IDS, cluster, service
from tui.domain.findings import AdmitPort, TurnOnDns
from tui.domain.network import DnsAttribute, VpcDns


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
