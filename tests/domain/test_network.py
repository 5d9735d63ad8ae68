"""The operator's network: what can be reached from where."""

import pytest

from tui.domain.network import Identity, IngressRule, SecurityGroup, Subnet, preset_subnets, why_unreachable


def subnet(id_: str, zone_id: str, free: int = 250) -> Subnet:
    return Subnet(id_, "", "10.0.0.0/24", zone_id, "us-west-2a", free)


def test_a_subnet_in_a_zone_without_the_service_says_so() -> None:
    assert why_unreachable(subnet("subnet-1", "usw2-az4"), ("usw2-az1",)) == "service is not in usw2-az4"


def test_a_full_subnet_says_so() -> None:
    assert why_unreachable(subnet("subnet-1", "usw2-az1", free=0), ("usw2-az1",)) == "no free address"


def test_a_service_whose_zones_are_not_known_excludes_no_subnet() -> None:
    assert why_unreachable(subnet("subnet-1", "usw2-az4"), ()) == ""


def test_preset_subnets_are_the_emptiest_of_each_zone_that_the_service_is_in() -> None:
    subnets = (
        subnet("subnet-1", "usw2-az1", 5),
        subnet("subnet-2", "usw2-az1", 50),
        subnet("subnet-3", "usw2-az2", 0),
        subnet("subnet-4", "usw2-az3"),
        subnet("subnet-5", "usw2-az4"),
    )
    assert preset_subnets(subnets, ("usw2-az1", "usw2-az2", "usw2-az3")) == ("subnet-2", "subnet-4")


@pytest.mark.parametrize(
    ("rule", "admits"),
    [
        (IngressRule("tcp", 4000, 4000, "10.0.0.0/8"), True),
        (IngressRule("6", 1, 65535, "sg-0123abcd"), True),
        (IngressRule("-1", -1, -1, "10.0.0.0/8"), True),
        (IngressRule("tcp", 4001, 5000, "10.0.0.0/8"), False),
        (IngressRule("udp", 4000, 4000, "10.0.0.0/8"), False),
    ],
)
def test_a_group_admits_a_tcp_port_that_any_rule_covers(rule: IngressRule, admits: bool) -> None:
    assert SecurityGroup("sg-0123abcd", "clients", "", (rule,)).admits(4000) is admits


def test_a_group_without_rules_admits_nothing() -> None:
    assert not SecurityGroup("sg-0123abcd", "default", "").admits(4000)


@pytest.mark.parametrize(
    ("arn", "principal"),
    [
        ("arn:aws:iam::111122223333:user/operator", "arn:aws:iam::111122223333:root"),
        ("arn:aws-cn:sts::111122223333:assumed-role/a/b", "arn:aws-cn:iam::111122223333:root"),
        ("", "arn:aws:iam::111122223333:root"),
    ],
)
def test_the_principal_is_the_whole_account_in_its_partition(arn: str, principal: str) -> None:
    assert Identity("111122223333", arn).principal == principal
