"""The network on the Describe page: when it is read, what fails, and whether the port is admitted."""

import pytest

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID, cluster
from tests.screens import worlds
from tests.screens.describing import DENIED, described, extra_calls, facts
from tests.screens.worlds import active
from tui.domain.errors import Throttled
from tui.domain.network import IngressRule, SecurityGroup


async def test_each_subnet_is_told_with_its_zone_and_its_interface() -> None:
    async with described(active()) as session:
        told = facts(session)
    assert told["usw2-az1"] == (
        f"{SUBNET_IDS[0]} 10.1.0.0/24 us-west-2a app-1 10.1.0.10 · in-use · eni-00000000000000001"
    )
    assert "10.1.1.11" in told["usw2-az2"]


async def test_the_network_is_read_on_opening_and_on_refresh_and_by_no_timer() -> None:
    world = active()
    async with described(world) as session:
        assert extra_calls(world) == [1, 1, 1]
        assert "Subnets and network interfaces  read 12:00:00 UTC" in session.text
        await session.poll()
        assert extra_calls(world) == [1, 1, 1]
        await session.press("r")
        assert extra_calls(world) == [2, 2, 2]
        assert "Subnets and network interfaces  read 12:00:30 UTC" in session.text


async def test_the_network_is_read_again_when_the_endpoint_stands_elsewhere() -> None:
    world = active()
    async with described(world) as session:
        world.aws.change(VPCE_ID, subnet_ids=SUBNET_IDS, network_interface_ids=())
        await session.poll()
        assert extra_calls(world) == [2, 1, 2], "no interfaces: AWS is not asked for them"
        assert facts(session)["usw2-az3"] == f"{SUBNET_IDS[2]} 10.1.2.0/24 us-west-2c app-3"


@pytest.mark.parametrize(
    ("method", "lost", "kept"),
    [
        ("list_subnets", "Subnets", ("10.1.0.10 · in-use", "tcp 4000 from")),
        ("describe_network_interfaces", "Interfaces", ("10.1.0.0/24", "tcp 4000 from")),
        ("list_security_groups", "Security groups", ("10.1.0.0/24", "10.1.0.10 · in-use")),
    ],
)
async def test_a_part_that_fails_hides_no_other(method: str, lost: str, kept: tuple[str, ...]) -> None:
    world = active()
    world.aws.fail[method] = DENIED
    async with described(world) as session:
        assert facts(session)[lost] == "could not be read: You are not authorized. Allow ec2:Describe."
        assert [text in session.text for text in kept] == [True, True]


async def test_a_part_that_fails_later_keeps_what_it_was_with_its_age() -> None:
    world = active()
    async with described(world) as session:
        world.aws.fail["list_security_groups"] = Throttled("Rate exceeded")
        await session.poll()
        await session.press("r")
        assert facts(session)["Security groups"] == "could not be read: Rate exceeded. Shown as of 12:00:00 UTC."
        assert "tcp 4000 from 10.1.0.0/16" in session.text


async def test_a_part_that_is_read_says_so_and_the_others_are_shown() -> None:
    world = active()
    answer = worlds.never_answers(world.aws, "list_security_groups")
    async with described(world) as session:
        assert "Security groups, for TCP 4000  reading …" in session.text
        assert "10.1.0.10 · in-use" in session.text
        answer()
        await session.settle()
        assert "Security groups, for TCP 4000  read 12:00:00 UTC" in session.text


async def test_an_answer_that_comes_after_the_page_was_left_is_dropped() -> None:
    world = active()
    answer = worlds.never_answers(world.aws, "list_subnets")
    async with described(world) as session:
        await session.press("escape")
        answer()
        await session.settle()
        assert session.screen == "EndpointsScreen"


async def test_the_rule_that_admits_the_port_is_shown() -> None:
    world = active(security_group_ids=(CLOSED_GROUP, OPEN_GROUP))
    async with described(world) as session:
        assert facts(session)["✓ admits"] == f"{OPEN_GROUP} tidb-clients tcp 4000 from 10.1.0.0/16"
        assert facts(session)["✗ does not"] == f"{CLOSED_GROUP} default no rule at all"
        assert "No group admits" not in session.text


async def test_groups_that_shut_the_port_out_are_told_with_what_they_do_admit() -> None:
    world = active(security_group_ids=(CLOSED_GROUP, "sg-0gone"))
    world.tidb.clusters = [cluster(port=4001)]
    rules = (IngressRule("tcp", 4000, 4000, "10.1.0.0/16"), IngressRule("udp", 1, 9, "sg-1"))
    others = SecurityGroup(OPEN_GROUP, "others", "", (IngressRule("-1", -1, -1, "0.0.0.0/0"),))
    world.aws.security_groups[VPC_ID] = [SecurityGroup(CLOSED_GROUP, "web", "", rules), others]
    async with described(world) as session:
        assert "✗ No group admits TCP 4001: connections will time out." in session.text
        assert facts(session)["✗ does not"] == f"{CLOSED_GROUP} web tcp 4000 from 10.1.0.0/16 udp 1-9 from sg-1"
        assert facts(session)["? not found"] == "sg-0gone is not among the groups of the VPC."
