"""What was set up here, and what AWS has otherwise."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.clock import START
from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, connection, service, vpc_endpoint
from tui.domain.endpoints import EndpointChange, VpcEndpoint
from tui.domain.intent import Difference, Intent
from tui.domain.status import Status, Turn, standing

LATER = START + timedelta(hours=1)


def endpoint(**parts: Any) -> VpcEndpoint:
    given: dict[str, Any] = {
        "private_dns_enabled": True,
        "subnet_ids": SUBNET_IDS[:2],
        "security_group_ids": (OPEN_GROUP,),
    }
    return vpc_endpoint(**(given | parts))


SET_UP = Intent.of(endpoint(), START)


@pytest.mark.parametrize(
    ("now", "difference"),
    [
        ({"private_dns_enabled": False}, Difference("private DNS", "on", "off")),
        ({"security_group_ids": (CLOSED_GROUP,)}, Difference("security groups", OPEN_GROUP, CLOSED_GROUP)),
        ({"security_group_ids": ()}, Difference("security groups", OPEN_GROUP, "none")),
        (
            {"subnet_ids": SUBNET_IDS[:1]},
            Difference("subnets", " ".join(sorted(SUBNET_IDS[:2])), SUBNET_IDS[0]),
        ),
    ],
)
def test_what_somebody_changed_is_a_difference(now: dict[str, Any], difference: Difference) -> None:
    assert SET_UP.differences(endpoint(**now), LATER) == (difference,)


def test_another_order_is_none() -> None:
    assert SET_UP.differences(endpoint(subnet_ids=SUBNET_IDS[1::-1]), LATER) == ()


def test_private_dns_that_was_off_and_is_on_is_none() -> None:
    assert replace(SET_UP, private_dns=False).differences(endpoint(), LATER) == ()


@pytest.mark.parametrize("state", ["pending", "pendingAcceptance", "partial", "deleting", "unknown"])
def test_an_endpoint_in_motion_says_nothing(state: str) -> None:
    assert SET_UP.differences(endpoint(state=state, private_dns_enabled=False), LATER) is None


def test_for_a_minute_after_a_change_aws_may_still_show_what_was() -> None:
    other = endpoint(private_dns_enabled=False)
    assert SET_UP.differences(other, START + timedelta(seconds=59)) is None
    assert SET_UP.differences(other, START + timedelta(seconds=60)) != ()
    assert SET_UP.differences(other, START - timedelta(days=1)) != (), "a clock that was set back hides nothing"


def test_what_is_changed_here_is_meant_and_what_somebody_else_changed_stays_a_difference() -> None:
    change = EndpointChange(
        add_subnets=SUBNET_IDS[2:3], remove_subnets=SUBNET_IDS[:1], add_groups=("sg-2",), private_dns=False
    )
    after = SET_UP.after(change, LATER)
    assert (after.subnet_ids, after.security_group_ids) == (SUBNET_IDS[1:3], (OPEN_GROUP, "sg-2"))
    assert (after.private_dns, after.at) == (False, LATER)
    with_other = endpoint(subnet_ids=SUBNET_IDS[1:3], security_group_ids=(OPEN_GROUP, "sg-2", "sg-3"))
    found = after.differences(with_other, LATER + timedelta(hours=1))
    assert found == (Difference("security groups", f"{OPEN_GROUP} sg-2", f"{OPEN_GROUP} sg-2 sg-3"),)


DNS_OFF = (Difference("private DNS", "on", "off"),)


@pytest.mark.parametrize("private_dns", [False, True])
def test_it_is_drift_where_it_would_be_active_or_lack_private_dns(private_dns: bool) -> None:
    stands = standing(service(), connection(), endpoint(private_dns_enabled=private_dns), differences=DNS_OFF)
    assert (stands.status, stands.turn, stands.step) == (Status.DRIFT, Turn.YOU, None)
    assert stands.differences == DNS_OFF
    assert stands.next == "Not as it was set up here: private DNS. Change it back, or take it as it is."


@pytest.mark.parametrize("tidb", ["FAILED", "REJECTED", "DELETING", "PENDING"])
def test_worse_news_of_the_other_side_wins(tidb: str) -> None:
    with_it, without = (
        standing(service(), connection(state=tidb), endpoint(private_dns_enabled=False), differences=each)
        for each in (DNS_OFF, ())
    )
    assert with_it == without
