"""The contract of TidbProvider, kept by the fake and by SelfManagedTidb on the demo cloud alike."""

import asyncio
import json

import pytest

from tests.contract.harness import World, cluster_named, request_for, service_of
from tests.demo.running import REGION
from tui.domain.clusters import ClusterState, Tier
from tui.domain.endpoints import ConnectionState, DnsNameState, PrivateEndpointConnection, ServiceState
from tui.domain.errors import InvalidRequest, NotFound

PRINCIPAL = "arn:aws:iam::111122223333:root"
NO_ENDPOINT = "vpce-00000000000000bad"


async def connection_of(world: World, vpc_endpoint_id: str) -> PrivateEndpointConnection | None:
    """The connection of that endpoint to orders-prod as it is now."""
    found = await world.tidb.list_connections([await service_of(world, "orders-prod")])
    return next((each for each in found if each.vpc_endpoint_id == vpc_endpoint_id), None)


async def state_of(world: World, vpc_endpoint_id: str) -> ConnectionState | None:
    found = await connection_of(world, vpc_endpoint_id)
    return found.state if found else None


async def ask_to_connect(world: World) -> str:
    """A new endpoint's ID."""
    return (await world.aws.create_vpc_endpoint(await request_for(world))).id


async def test_every_cluster_is_listed_by_name_choosable_or_not(world: World) -> None:
    clusters = await world.tidb.list_clusters()
    assert [each.name for each in clusters] == sorted(each.name for each in clusters)
    by_name = {each.name: each for each in clusters}
    assert by_name["sandbox"].tier is Tier.DEVELOPER
    orders = by_name["orders-prod"]
    assert (orders.region, orders.state, orders.port) == (REGION, ClusterState.ACTIVE, 4000)
    assert orders.host.startswith(("orders-prod", "privatelink-"))


async def test_a_cluster_without_a_service_is_absent_from_the_services(world: World) -> None:
    services = await world.tidb.list_services(await world.tidb.list_clusters())
    assert (await cluster_named(world, "checkout-prod")).id not in {each.cluster_id for each in services}
    assert (await cluster_named(world, "orders-prod")).id in {each.cluster_id for each in services}


async def test_no_clusters_have_no_services(world: World) -> None:
    assert await world.tidb.list_services([]) == []


async def test_an_active_service_tells_name_zones_and_private_dns_name(world: World) -> None:
    service = await service_of(world, "orders-prod")
    assert (service.state, service.region) == (ServiceState.ACTIVE, REGION)
    assert service.name.startswith(f"com.amazonaws.vpce.{REGION}.vpce-svc-")
    assert set(service.zone_ids) == {"usw2-az1", "usw2-az2", "usw2-az3"}
    assert service.private_dns_name == (await cluster_named(world, "orders-prod")).host
    assert (service.dns_state, service.dns_record) == (DnsNameState.VERIFIED, "")


async def test_a_missing_service_is_started_and_becomes_active(world: World) -> None:
    checkout = await cluster_named(world, "checkout-prod")
    started = await world.tidb.ensure_service(checkout, "", PRINCIPAL)
    assert (started.state, started.cluster_id) == (ServiceState.CREATING, checkout.id)
    world.settle()
    service = await service_of(world, "checkout-prod")
    assert (service.name, service.state) == (started.name, ServiceState.ACTIVE)
    assert service.dns_state is DnsNameState.VERIFIED


async def test_the_principal_may_connect_afterwards(world: World) -> None:
    started = await world.tidb.ensure_service(await cluster_named(world, "checkout-prod"), "", PRINCIPAL)
    world.settle()
    assert (await world.aws.find_endpoint_service(REGION, started.name)).name == started.name


async def test_asking_again_or_twice_at_once_starts_no_second_service(world: World) -> None:
    checkout = await cluster_named(world, "checkout-prod")
    asked = [world.tidb.ensure_service(checkout, "", PRINCIPAL) for _ in range(2)]
    names = {each.name for each in await asyncio.gather(*asked)}
    world.settle()
    again = await world.tidb.ensure_service(checkout, "", PRINCIPAL)
    assert names == {again.name}
    assert again.state is ServiceState.ACTIVE
    assert (await service_of(world, "checkout-prod")).name == again.name


async def test_no_services_ask_nothing(world: World) -> None:
    before = world.asked()
    assert await world.tidb.list_connections([]) == []
    assert world.asked() == before


async def test_a_connection_nobody_accepted_is_discovered(world: World) -> None:
    id_ = await ask_to_connect(world)
    found = await connection_of(world, id_)
    assert found
    assert (found.state, found.owner_account, found.region) == (ConnectionState.DISCOVERED, "111122223333", REGION)
    assert found.cluster_id == (await cluster_named(world, "orders-prod")).id
    assert found.created_at
    assert found.created_at.tzinfo


async def test_an_accepted_connection_becomes_active_and_can_be_accepted_again(world: World) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    await world.tidb.accept(service, id_)
    assert await state_of(world, id_) in {ConnectionState.PENDING, ConnectionState.ACTIVE}
    await world.tidb.accept(service, id_)
    world.settle()
    assert await state_of(world, id_) is ConnectionState.ACTIVE
    await world.tidb.accept(service, id_)
    assert await state_of(world, id_) is ConnectionState.ACTIVE


@pytest.mark.parametrize("accepted", [False, True], ids=["waiting", "accepted"])
async def test_a_connection_can_be_rejected_and_rejected_again(world: World, accepted: bool) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    if accepted:
        await world.tidb.accept(service, id_)
        world.settle()
    await world.tidb.reject(service, id_)
    await world.tidb.reject(service, id_)
    assert await state_of(world, id_) is ConnectionState.REJECTED


@pytest.mark.parametrize("decision", ["accept", "reject"])
async def test_an_endpoint_that_does_not_ask_for_the_service_is_not_found(world: World, decision: str) -> None:
    service = await service_of(world, "orders-prod")
    with pytest.raises(NotFound) as raised:
        await getattr(world.tidb, decision)(service, NO_ENDPOINT)
    assert raised.value.source == "TiDB"


async def test_a_service_with_connections_left_is_not_deleted(world: World) -> None:
    await ask_to_connect(world)
    service = await service_of(world, "orders-prod")
    with pytest.raises(InvalidRequest) as raised:
        await world.tidb.delete_service(service)
    assert (raised.value.code, raised.value.source) == ("ExistingVpcEndpointConnections", "TiDB")
    assert (await service_of(world, "orders-prod")).state is ServiceState.ACTIVE


async def test_a_service_whose_connections_were_all_rejected_is_deleted(world: World) -> None:
    await ask_to_connect(world)
    service = await service_of(world, "orders-prod")
    for each in await world.tidb.list_connections([service]):
        if not each.ended:
            await world.tidb.reject(service, each.vpc_endpoint_id)
    await world.tidb.delete_service(service)
    assert (await service_of(world, "orders-prod")).state is ServiceState.DELETING


async def test_a_deleted_service_goes_and_is_deleted_again_without_an_error(world: World) -> None:
    checkout = await cluster_named(world, "checkout-prod")
    service = await world.tidb.ensure_service(checkout, "", PRINCIPAL)
    world.settle()
    await world.tidb.delete_service(service)
    await world.tidb.delete_service(service)
    world.settle()
    assert await world.tidb.list_services([checkout]) == []
    await world.tidb.delete_service(service)


async def test_the_record_of_a_connection_is_told_as_it_came(world: World) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    text = await world.tidb.raw_connection(service, id_)
    assert text.isascii()
    record = json.loads(text)
    assert (record["VpcEndpointId"], record["VpcEndpointState"]) == (id_, "pendingAcceptance")


async def test_there_is_no_record_of_a_connection_that_is_not_there(world: World) -> None:
    with pytest.raises(NotFound) as raised:
        await world.tidb.raw_connection(await service_of(world, "orders-prod"), NO_ENDPOINT)
    assert raised.value.source == "TiDB"


async def test_the_connection_goes_with_its_endpoint(world: World) -> None:
    id_ = await ask_to_connect(world)
    await world.aws.delete_vpc_endpoint(REGION, id_)
    assert await state_of(world, id_) in {ConnectionState.DELETING, None}
    world.settle()
    assert await connection_of(world, id_) is None
