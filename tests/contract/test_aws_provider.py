"""The contract of AwsProvider, kept by the fake and by Boto3Aws on the demo cloud alike."""

from dataclasses import replace

import pytest

from tests.contract.harness import NOBODYS, World, request_for, service_of, vpc_named
from tests.demo.running import REGION
from tui.domain.cost import PRICE_LIST, Price
from tui.domain.endpoints import DnsNameState, EndpointChange, VpcEndpoint, VpcEndpointState
from tui.domain.errors import InvalidRequest, NotFound
from tui.domain.network import DnsAttribute, IngressRule, VpcDns

NOWHERE = "vpc-00000000000000bad"
NO_ENDPOINT = "vpce-00000000000000bad"
DNS_ON = EndpointChange(private_dns=True)


async def seen(world: World, made: VpcEndpoint) -> VpcEndpoint | None:
    """The endpoint as AWS describes it now."""
    found = await world.aws.describe_vpc_endpoints(REGION, [made.service_name])
    return next((each for each in found if each.id == made.id), None)


async def accepted(world: World, vpc: str = "apps-prod") -> VpcEndpoint:
    """A new endpoint in that VPC, available."""
    made = await world.aws.create_vpc_endpoint(await request_for(world, vpc))
    await world.tidb.accept(await service_of(world, "orders-prod"), made.id)
    world.settle()
    return made


async def test_the_caller_is_an_account_whose_root_is_the_principal(world: World) -> None:
    identity = await world.aws.caller_identity()
    assert identity.principal == "arn:aws:iam::111122223333:root"


async def test_vpcs_come_default_first_then_by_name(world: World) -> None:
    vpcs = await world.aws.list_vpcs(REGION)
    assert vpcs == sorted(vpcs, key=lambda vpc: (not vpc.is_default, vpc.name, vpc.id))
    assert {"apps-prod", "apps-legacy"} <= {vpc.name for vpc in vpcs}


async def test_subnets_come_by_zone_id(world: World) -> None:
    subnets = await world.aws.list_subnets(REGION, (await vpc_named(world, "apps-prod")).id)
    assert subnets == sorted(subnets, key=lambda subnet: (subnet.zone_id, subnet.id))
    assert [each.zone_id for each in subnets][:2] == ["usw2-az1", "usw2-az2"]
    assert subnets[0].free_addresses > 0


async def test_a_vpc_that_is_not_there_has_no_subnets(world: World) -> None:
    assert await world.aws.list_subnets(REGION, NOWHERE) == []


async def test_security_groups_come_by_name_with_the_ports_they_admit(world: World) -> None:
    groups = await world.aws.list_security_groups(REGION, (await vpc_named(world, "apps-prod")).id)
    assert [each.name for each in groups] == sorted(each.name for each in groups)
    assert {each.name: each.admits(4000) for each in groups}["tidb-clients"]
    assert not {each.name: each.admits(4000) for each in groups}["default"]


@pytest.mark.parametrize(("name", "hostnames"), [("apps-prod", True), ("apps-legacy", False)])
async def test_the_two_dns_attributes_are_read(world: World, name: str, hostnames: bool) -> None:
    attributes = await world.aws.vpc_dns(REGION, (await vpc_named(world, name)).id)
    assert attributes == VpcDns(support=True, hostnames=hostnames)


async def test_the_dns_attributes_of_a_vpc_that_is_not_there_are_not_found(world: World) -> None:
    with pytest.raises(NotFound) as raised:
        await world.aws.vpc_dns(REGION, NOWHERE)
    assert raised.value.code.casefold() == "invalidvpcid.notfound"


async def test_a_region_has_the_price_that_aws_lists_for_a_zone_and_hour(world: World) -> None:
    price = await world.aws.zone_hour_price(REGION)
    assert price == Price(0.01, "2026-08-01", PRICE_LIST)


async def test_a_region_that_the_price_list_does_not_have_raises(world: World) -> None:
    with pytest.raises(NotFound, match="us-south-9"):
        await world.aws.zone_hour_price("us-south-9")


async def test_no_services_ask_aws_nothing(world: World) -> None:
    before = world.asked()
    assert await world.aws.describe_vpc_endpoints(REGION, []) == []
    assert world.asked() == before


async def test_only_endpoints_of_the_services_asked_for_are_described(world: World) -> None:
    made = await world.aws.create_vpc_endpoint(await request_for(world))
    assert await world.aws.describe_vpc_endpoints(REGION, [NOBODYS]) == []
    found = await world.aws.describe_vpc_endpoints(REGION, [NOBODYS, made.service_name])
    assert made.id in {each.id for each in found}
    assert {each.service_name for each in found} == {made.service_name}


async def test_any_number_of_services_takes_one_call(world: World) -> None:
    made = await world.aws.create_vpc_endpoint(await request_for(world))
    names = [f"com.amazonaws.vpce.{REGION}.vpce-svc-{number:017x}" for number in range(500)]
    before = world.asked()
    found = await world.aws.describe_vpc_endpoints(REGION, [*names, made.service_name])
    assert (made.id in {each.id for each in found}, world.asked() - before) == (True, 1)
    assert {each.service_name for each in found} == {made.service_name}


async def test_a_service_is_seen_with_its_zones_and_its_private_dns_name(world: World) -> None:
    service = await service_of(world, "orders-prod")
    found = await world.aws.find_endpoint_service(REGION, service.name)
    assert (found.name, found.private_dns_name) == (service.name, service.private_dns_name)
    assert (found.dns_state, found.acceptance_required) == (DnsNameState.VERIFIED, True)
    assert found.zone_ids or found.zone_names


async def test_a_service_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound) as raised:
        await world.aws.find_endpoint_service(REGION, NOBODYS)
    assert raised.value.code == "InvalidServiceName"


async def test_a_new_endpoint_waits_for_acceptance_with_private_dns_off(world: World) -> None:
    request = await request_for(world)
    made = await world.aws.create_vpc_endpoint(request)
    assert (made.state, made.state_text) == (VpcEndpointState.PENDING_ACCEPTANCE, "pendingAcceptance")
    assert (made.private_dns_enabled, made.draft_id, made.region) == (False, request.token, REGION)
    assert (made.vpc_id, made.service_name) == (request.vpc_id, request.service_name)
    assert (set(made.subnet_ids), made.security_group_ids) == (set(request.subnet_ids), request.security_group_ids)
    assert made.created_at
    assert made.created_at.tzinfo
    again = await seen(world, made)
    assert again
    assert replace(again, created_at=made.created_at) == made


async def test_the_same_request_again_answers_with_the_same_endpoint(world: World) -> None:
    request = await request_for(world)
    first = await world.aws.create_vpc_endpoint(request)
    assert (await world.aws.create_vpc_endpoint(request)).id == first.id
    found = await world.aws.describe_vpc_endpoints(REGION, [request.service_name])
    assert sum(each.draft_id == request.token for each in found) == 1


async def test_the_same_token_for_another_request_is_refused(world: World) -> None:
    request = await request_for(world)
    await world.aws.create_vpc_endpoint(request)
    with pytest.raises(InvalidRequest) as raised:
        await world.aws.create_vpc_endpoint(replace(request, subnet_ids=request.subnet_ids[:1]))
    assert raised.value.code == "IdempotentParameterMismatch"


async def test_without_a_group_the_default_one_is_taken(world: World) -> None:
    request = replace(await request_for(world), security_group_ids=())
    groups = await world.aws.list_security_groups(REGION, request.vpc_id)
    made = await world.aws.create_vpc_endpoint(request)
    assert made.security_group_ids == tuple(each.id for each in groups if each.name == "default")


async def test_a_subnet_in_a_zone_that_the_service_lacks_is_refused_by_name(world: World) -> None:
    request = await request_for(world, subnets=9)
    subnets = await world.aws.list_subnets(REGION, request.vpc_id)
    (outside,) = (each.id for each in subnets if each.zone_id == "usw2-az4")
    with pytest.raises(InvalidRequest, match=outside) as raised:
        await world.aws.create_vpc_endpoint(replace(request, subnet_ids=(outside,)))
    assert raised.value.source == "AWS"


async def test_an_endpoint_to_a_service_that_is_not_there_is_refused(world: World) -> None:
    request = replace(await request_for(world), service_name=NOBODYS)
    with pytest.raises(NotFound):
        await world.aws.create_vpc_endpoint(request)


async def test_private_dns_is_refused_before_the_connection_is_accepted(world: World) -> None:
    made = await world.aws.create_vpc_endpoint(await request_for(world))
    with pytest.raises(InvalidRequest, match="after the endpoint connection is accepted"):
        await world.aws.modify_vpc_endpoint(REGION, made.id, DNS_ON)


async def test_private_dns_is_refused_in_a_vpc_without_dns_hostnames(world: World) -> None:
    made = await accepted(world, "apps-legacy")
    with pytest.raises(InvalidRequest, match="enableDnsHostnames"):
        await world.aws.modify_vpc_endpoint(REGION, made.id, DNS_ON)


async def test_private_dns_of_an_endpoint_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        await world.aws.modify_vpc_endpoint(REGION, NO_ENDPOINT, DNS_ON)


async def test_private_dns_can_be_switched_on_twice(world: World) -> None:
    made = await accepted(world)
    await world.aws.modify_vpc_endpoint(REGION, made.id, DNS_ON)
    await world.aws.modify_vpc_endpoint(REGION, made.id, DNS_ON)
    now = await seen(world, made)
    assert now
    assert now.private_dns_enabled


async def test_a_dns_attribute_can_be_switched_on_twice(world: World) -> None:
    vpc = await vpc_named(world, "apps-legacy")
    for _ in range(2):
        await world.aws.modify_vpc_dns(REGION, vpc.id, DnsAttribute.HOSTNAMES)
        assert await world.aws.vpc_dns(REGION, vpc.id) == VpcDns(support=True, hostnames=True)


async def test_a_dns_attribute_of_a_vpc_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        await world.aws.modify_vpc_dns(REGION, NOWHERE, DnsAttribute.SUPPORT)


async def test_a_security_group_admits_a_port_once_however_often_it_is_told(world: World) -> None:
    vpc = await vpc_named(world, "apps-prod")
    (default,) = (each for each in await world.aws.list_security_groups(REGION, vpc.id) if each.name == "default")
    for _ in range(2):
        await world.aws.admit_port(REGION, default.id, 4000, vpc.cidr)
    (now,) = (each for each in await world.aws.list_security_groups(REGION, vpc.id) if each.id == default.id)
    assert [each for each in now.ingress if each.admits(4000)] == [IngressRule("tcp", 4000, 4000, vpc.cidr)]


async def test_a_security_group_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        await world.aws.admit_port(REGION, "sg-00000000000000bad", 4000, "10.0.0.0/8")


async def test_a_deleted_endpoint_is_deleting_and_then_gone(world: World) -> None:
    made = await world.aws.create_vpc_endpoint(await request_for(world))
    await world.aws.delete_vpc_endpoint(REGION, made.id)
    now = await seen(world, made)
    assert now
    assert now.state is VpcEndpointState.DELETING
    world.settle()
    assert await seen(world, made) is None
    await world.aws.delete_vpc_endpoint(REGION, made.id)
