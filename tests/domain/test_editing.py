"""Changing an endpoint: the difference, what speaks against it, and what it brings about."""

from dataclasses import replace

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, ZONE_IDS, FakeAws, vpc_endpoint
from tui.domain.editing import Network, Wanted, blockers, effects, present
from tui.domain.endpoints import EndpointChange

ENDPOINT = vpc_endpoint(private_dns_enabled=True)
NOW = present(ENDPOINT)
AWS = FakeAws()
NETWORK = Network(tuple(AWS.subnets[VPC_ID]), tuple(AWS.security_groups[VPC_ID]), ZONE_IDS, "orders.example.com", 4000)


def test_what_is_as_wanted_is_no_change_whatever_the_order() -> None:
    turned = replace(NOW, subnet_ids=NOW.subnet_ids[::-1])
    assert NOW.change(ENDPOINT) == turned.change(ENDPOINT) == EndpointChange()
    assert blockers(turned, ENDPOINT, NETWORK) == ("Nothing to run: the endpoint is as shown.",)


def test_the_change_is_the_difference_and_leaves_the_endpoint_as_wanted() -> None:
    wanted = Wanted(SUBNET_IDS[1:], (CLOSED_GROUP,), private_dns=False)
    change = wanted.change(ENDPOINT)
    assert change == EndpointChange(SUBNET_IDS[2:], SUBNET_IDS[:1], (CLOSED_GROUP,), (OPEN_GROUP,), private_dns=False)
    after = replace(ENDPOINT, subnet_ids=SUBNET_IDS[1:], security_group_ids=(CLOSED_GROUP,), private_dns_enabled=False)
    assert change.made_to(after)
    assert wanted.change(after) == EndpointChange()


def test_what_was_not_touched_follows_and_what_was_stays() -> None:
    now = Wanted(SUBNET_IDS, (OPEN_GROUP, CLOSED_GROUP), private_dns=False)
    assert NOW.follow(NOW, now) == now
    mine = replace(NOW, group_ids=(CLOSED_GROUP,))
    assert mine.follow(NOW, now) == replace(now, group_ids=(CLOSED_GROUP,))


def test_the_last_subnet_and_the_last_group_have_to_stay() -> None:
    assert blockers(Wanted((), (), private_dns=True), ENDPOINT, NETWORK) == (
        "At least one subnet has to stay.",
        "At least one security group has to stay.",
    )


def test_a_new_subnet_is_of_this_vpc_where_the_service_is_and_has_an_address() -> None:
    far = replace(NETWORK, service_zone_ids=ZONE_IDS[:2])
    full = replace(NETWORK, subnets=tuple(replace(each, free_addresses=0) for each in NETWORK.subnets))
    wanted = replace(NOW, subnet_ids=SUBNET_IDS)
    assert blockers(wanted, ENDPOINT, far) == (f"{SUBNET_IDS[2]}: service is not in usw2-az3.",)
    assert blockers(wanted, ENDPOINT, full) == (f"{SUBNET_IDS[2]}: no free address.",)
    stranger = replace(NOW, subnet_ids=(*SUBNET_IDS[:2], "subnet-1"))
    assert blockers(stranger, ENDPOINT, NETWORK) == (f"subnet-1 is not in {VPC_ID}.",)


def test_what_is_not_known_does_not_block() -> None:
    wanted = Wanted(SUBNET_IDS, (CLOSED_GROUP,), private_dns=True)
    assert blockers(wanted, ENDPOINT, Network(host="x")) == ()
    assert not any("admits TCP" in line for line in effects(wanted, ENDPOINT, Network(port=4000)))


def test_a_shut_port_is_certain_only_when_every_group_is_known() -> None:
    shut = replace(NOW, group_ids=(CLOSED_GROUP,))
    assert any(line.startswith("✗ None of these") for line in effects(shut, ENDPOINT, NETWORK))
    unknown = replace(NOW, group_ids=(CLOSED_GROUP, "sg-1"))
    assert not any("None of these" in line for line in effects(unknown, ENDPOINT, NETWORK))


def test_the_price_is_told_only_where_the_number_of_zones_changes() -> None:
    swapped = replace(NOW, subnet_ids=SUBNET_IDS[1:])
    fewer = replace(NOW, subnet_ids=SUBNET_IDS[:1])
    assert not any("USD" in line for line in effects(swapped, ENDPOINT, NETWORK))
    assert any("was about 14.60 USD a month; then about 7.30 USD" in line for line in effects(fewer, ENDPOINT, NETWORK))


def test_turning_the_name_off_says_who_loses_it() -> None:
    (line,) = effects(replace(NOW, private_dns=False), ENDPOINT, NETWORK)
    assert line == f"✗ Private DNS off: orders.example.com is not known in {VPC_ID} any more; AWS's own names stay."
