"""The contract of AwsProvider where an endpoint is there already: what it stands on, and what can be changed."""

import json
from dataclasses import replace
from ipaddress import ip_address, ip_network

import pytest

from tests.contract.harness import World, request_for, service_of, vpc_named
from tests.demo.running import REGION
from tui.domain.endpoints import EndpointChange, VpcEndpoint, VpcEndpointState
from tui.domain.errors import InvalidRequest, NotFound, PermissionDenied
from tui.domain.network import NetworkInterface, Subnet

NO_ENDPOINT = "vpce-00000000000000bad"


async def available(world: World) -> VpcEndpoint:
    """A new endpoint in two subnets of apps-prod, accepted."""
    made = await world.aws.create_vpc_endpoint(await request_for(world))
    await world.tidb.accept(await service_of(world, "orders-prod"), made.id)
    world.settle()
    return made


async def now(world: World, made: VpcEndpoint) -> VpcEndpoint:
    (found,) = [each for each in await world.aws.endpoints_in_vpc(REGION, made.vpc_id) if each.id == made.id]
    return found


async def changed(world: World, made: VpcEndpoint, change: EndpointChange) -> VpcEndpoint:
    """The endpoint after `change`."""
    await world.aws.modify_vpc_endpoint(REGION, made.id, change)
    world.settle()
    return await now(world, made)


async def interfaces(world: World, made: VpcEndpoint) -> list[NetworkInterface]:
    return await world.aws.describe_network_interfaces(REGION, (await now(world, made)).network_interface_ids)


async def subnets(world: World) -> dict[str, Subnet]:
    """Those of apps-prod, by zone ID."""
    vpc = await vpc_named(world, "apps-prod")
    return {each.zone_id: each for each in reversed(await world.aws.list_subnets(REGION, vpc.id))}


async def default_group(world: World, vpc_id: str) -> str:
    groups = await world.aws.list_security_groups(REGION, vpc_id)
    return next(each.id for each in groups if each.name == "default")


async def test_an_endpoint_has_an_interface_with_an_address_in_each_subnet(world: World) -> None:
    made = await available(world)
    found, by_id = await interfaces(world, made), {each.id: each for each in (await subnets(world)).values()}
    assert {each.subnet_id for each in found} == set(made.subnet_ids)
    assert {each.id for each in found} == set(made.network_interface_ids)
    for each in found:
        subnet = by_id[each.subnet_id]
        assert ip_address(each.private_ip) in ip_network(subnet.cidr)
        assert (each.zone_name, each.status) == (subnet.zone_name, "in-use")
        assert each.group_ids == made.security_group_ids


async def test_interfaces_come_by_zone_and_those_that_are_gone_are_absent(world: World) -> None:
    made = await available(world)
    ids = [*reversed(made.network_interface_ids), "eni-00000000000000bad"]
    found = await world.aws.describe_network_interfaces(REGION, ids)
    assert [each.zone_name for each in found] == sorted(each.zone_name for each in found)
    assert {each.id for each in found} == set(made.network_interface_ids)


async def test_no_interfaces_ask_aws_nothing(world: World) -> None:
    before = world.asked()
    assert await world.aws.describe_network_interfaces(REGION, ()) == []
    assert world.asked() == before


async def test_a_vpcs_endpoints_are_found_whatever_they_connect_to(world: World) -> None:
    made = await available(world)
    apps, legacy = [(await vpc_named(world, name)).id for name in ("apps-prod", "apps-legacy")]
    found = await world.aws.endpoints_in_vpc(REGION, apps)
    assert made.id in {each.id for each in found}
    assert {each.vpc_id for each in found} == {apps}
    assert made.id not in {each.id for each in await world.aws.endpoints_in_vpc(REGION, legacy)}


async def test_the_record_of_an_endpoint_is_told_as_it_came(world: World) -> None:
    made = await available(world)
    text = await world.aws.raw_vpc_endpoint(REGION, made.id)
    assert text.isascii()
    assert "\n  " in text
    record = json.loads(text)
    assert (record["VpcEndpointId"], record["State"]) == (made.id, "available")


async def test_there_is_no_record_of_an_endpoint_that_is_not_there(world: World) -> None:
    with pytest.raises(NotFound):
        await world.aws.raw_vpc_endpoint(REGION, NO_ENDPOINT)


async def test_interfaces_follow_the_subnets(world: World) -> None:
    made, by_zone = await available(world), await subnets(world)
    first, second, third = (by_zone[zone].id for zone in ("usw2-az1", "usw2-az2", "usw2-az3"))
    after = await changed(world, made, EndpointChange(add_subnets=(third,), remove_subnets=(first,)))
    assert (set(after.subnet_ids), after.state) == ({second, third}, VpcEndpointState.AVAILABLE)
    found = await interfaces(world, made)
    assert {each.subnet_id for each in found} == {second, third}
    kept = {each.id for each in found} & set(made.network_interface_ids)
    assert len(kept) == 1


async def test_interfaces_follow_the_groups(world: World) -> None:
    made = await available(world)
    default = await default_group(world, made.vpc_id)
    change = EndpointChange(add_groups=(default,), remove_groups=made.security_group_ids)
    assert (await changed(world, made, change)).security_group_ids == (default,)
    assert [each.group_ids for each in await interfaces(world, made)] == [(default,)] * 2


async def test_private_dns_is_switched_on_and_off_alone(world: World) -> None:
    made = await available(world)
    for on in (True, False, True):
        after = await changed(world, made, EndpointChange(private_dns=on))
        assert after.private_dns_enabled is on
        assert (after.subnet_ids, after.security_group_ids) == (made.subnet_ids, made.security_group_ids)


async def test_the_same_change_twice_is_no_error(world: World) -> None:
    made, by_zone = await available(world), await subnets(world)
    change = EndpointChange((by_zone["usw2-az3"].id,), (by_zone["usw2-az1"].id,), private_dns=True)
    assert await changed(world, made, change) == await changed(world, made, change)


async def test_a_subnet_in_a_zone_that_the_service_lacks_is_refused_by_name(world: World) -> None:
    made, outside = await available(world), (await subnets(world))["usw2-az4"].id
    with pytest.raises(InvalidRequest, match=outside):
        await world.aws.modify_vpc_endpoint(REGION, made.id, EndpointChange(add_subnets=(outside,)))
    assert outside not in (await now(world, made)).subnet_ids


async def test_a_change_that_changes_nothing_asks_nothing(world: World) -> None:
    before = world.asked()
    await world.aws.modify_vpc_endpoint(REGION, NO_ENDPOINT, EndpointChange())
    assert world.asked() == before


async def test_a_permission_is_checked_without_creating(world: World) -> None:
    request = await request_for(world)
    before = await world.aws.endpoints_in_vpc(REGION, request.vpc_id)
    await world.aws.dry_run_create(request)
    assert await world.aws.endpoints_in_vpc(REGION, request.vpc_id) == before
    made = await world.aws.create_vpc_endpoint(request)
    assert made.draft_id == request.token


async def test_a_missing_permission_is_told_by_name_without_creating(world: World) -> None:
    request = await request_for(world)
    before = await world.aws.endpoints_in_vpc(REGION, request.vpc_id)
    world.deny_create()
    with pytest.raises(PermissionDenied) as raised:
        await world.aws.dry_run_create(request)
    assert "ec2:CreateVpcEndpoint" in raised.value.remedy
    assert await world.aws.endpoints_in_vpc(REGION, request.vpc_id) == before


async def test_a_dry_run_leaves_the_token_unused(world: World) -> None:
    request = await request_for(world)
    await world.aws.dry_run_create(replace(request, subnet_ids=request.subnet_ids[:1]))
    assert set((await world.aws.create_vpc_endpoint(request)).subnet_ids) == set(request.subnet_ids)


async def test_an_endpoint_is_looked_up_by_its_id_until_it_is_gone(world: World) -> None:
    made = await available(world)
    assert await world.aws.find_vpc_endpoint(REGION, made.id) == await now(world, made)
    await world.aws.delete_vpc_endpoint(REGION, made.id)
    deleting = await world.aws.find_vpc_endpoint(REGION, made.id)
    assert deleting
    assert deleting.state is VpcEndpointState.DELETING
    world.settle()
    assert await world.aws.find_vpc_endpoint(REGION, made.id) is None


async def test_an_endpoint_that_never_was_is_looked_up_as_none(world: World) -> None:
    assert await world.aws.find_vpc_endpoint(REGION, NO_ENDPOINT) is None
