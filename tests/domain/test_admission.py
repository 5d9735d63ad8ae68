"""Whom the rules of security groups admit."""

import pytest

from tests.domain.gathered import CIDR, group
from tests.fakes import OPEN_GROUP
from tui.domain.admission import Admission, Reach, admission
from tui.domain.network import IngressRule, SecurityGroup


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (("0.0.0.0/0",), Admission(Reach.VPC, ("0.0.0.0/0",))),
        ((CIDR,), Admission(Reach.VPC, (CIDR,))),
        (("10.1.0.0/17", "10.1.128.0/17"), Admission(Reach.VPC, ("10.1.0.0/17", "10.1.128.0/17"))),
        (("10.1.0.0/17", "sg-1"), Admission(Reach.PART, ("10.1.0.0/17",), (CIDR,))),
        (("sg-1", "10.9.0.0/16"), Admission(Reach.MEMBERS, ("sg-1",), (CIDR,))),
        (("pl-1",), Admission(Reach.LISTED, ("pl-1",), (CIDR,))),
        (("::/0", "192.0.2.0/24"), Admission(Reach.OUTSIDE, ("::/0", "192.0.2.0/24"), (CIDR,))),
        ((), Admission(Reach.NOBODY, (), (CIDR,))),
    ],
)
def test_the_source_of_a_rule_matters(sources: tuple[str, ...], expected: Admission) -> None:
    assert admission([group(OPEN_GROUP, *sources)], 4000, [CIDR]) == expected


def test_groups_admit_together() -> None:
    halves = (group("sg-1", "10.1.0.0/17"), group("sg-2", "10.1.128.0/17"))
    assert admission(halves, 4000, [CIDR]).reach is Reach.VPC
    assert admission(halves[:1], 4000, [CIDR]).reach is Reach.PART


def test_a_rule_for_all_protocols_counts() -> None:
    everything = SecurityGroup("sg-1", "", "", (IngressRule("-1", 0, 65535, CIDR),))
    assert admission([everything], 4000, [CIDR]).reach is Reach.VPC
    udp = SecurityGroup("sg-1", "", "", (IngressRule("udp", 0, 65535, CIDR),))
    assert admission([udp], 4000, [CIDR]).reach is Reach.NOBODY


def test_a_vpc_whose_network_is_not_told_is_never_said_to_be_covered() -> None:
    assert admission([group("sg-1", "10.1.0.0/16")], 4000, [""]).reach is not Reach.VPC


PODS = "100.64.0.0/10"


def test_every_cidr_of_the_vpc_has_to_be_admitted() -> None:
    first = [group("sg-1", CIDR)]
    assert admission(first, 4000, [CIDR, PODS]) == Admission(Reach.PART, (CIDR,), (PODS,))
    both = [*first, group("sg-2", "100.64.0.0/11", "100.96.0.0/11")]
    assert admission(both, 4000, [CIDR, PODS]).reach is Reach.VPC
    assert admission([group("sg-1", "0.0.0.0/0")], 4000, [CIDR, PODS]).reach is Reach.VPC
