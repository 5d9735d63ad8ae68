"""The contract of TidbProvider, kept alike by the fake and by both adapters, each on its demo.

TiDB Cloud differs by nature: it makes and deletes services by itself, begins with an endpoint that is not there and
fails, and forgets connections that were rejected.
"""

import asyncio
import json

import pytest

from tests.contract.harness import World, cluster_named, request_for, service_of
from tests.demo.running import REGION
from tui.domain.clusters import ClusterState, TidbSide, Tier
from tui.domain.endpoints import (
    ConnectionState,
    DnsNameState,
    PrivateEndpointConnection,
    PrivateLinkService,
    ServiceState,
)
from tui.domain.errors import InvalidRequest, NotFound
from tui.domain.parts import whole

PRINCIPAL = "arn:aws:iam::111122223333:root"
NO_ENDPOINT = "vpce-00000000000000bad"


async def connection_of(world: World, vpc_endpoint_id: str) -> PrivateEndpointConnection | None:
    """The connection of that endpoint to orders-prod as it is now."""
    found = whole(await world.tidb.list_connections([await service_of(world, "orders-prod")]))
    return next((each for each in found if each.vpc_endpoint_id == vpc_endpoint_id), None)


async def state_of(world: World, vpc_endpoint_id: str) -> ConnectionState | None:
    found = await connection_of(world, vpc_endpoint_id)
    return found.state if found else None


def on_tidb_cloud(world: World) -> bool:
    return world.side is TidbSide.TIDB_CLOUD


async def delete(world: World, service: PrivateLinkService) -> None:
    """Delete it, or be told that TiDB Cloud alone does."""
    if on_tidb_cloud(world):
        with pytest.raises(InvalidRequest):
            await world.tidb.delete_service(service)
    else:
        await world.tidb.delete_service(service)


async def ask_to_connect(world: World) -> str:
    """A new endpoint's ID."""
    return (await world.aws.create_vpc_endpoint(await request_for(world))).id


async def test_every_cluster_is_listed_choosable_or_not(world: World) -> None:
    clusters = whole(await world.tidb.list_clusters())
    by_name = {each.name: each for each in clusters}
    listed = {Tier.DEDICATED} if on_tidb_cloud(world) else {Tier.DEDICATED, Tier.DEVELOPER}
    assert {each.tier for each in clusters} == listed
    orders = by_name["orders-prod"]
    assert (orders.region, orders.state, orders.port) == (REGION, ClusterState.ACTIVE, 4000)
    assert orders.host.startswith(("orders-prod", "privatelink-"))


async def test_a_cluster_without_a_service_is_absent_from_the_services(world: World) -> None:
    services = whole(await world.tidb.list_services(whole(await world.tidb.list_clusters())))
    bare = "search-staging" if on_tidb_cloud(world) else "checkout-prod"
    assert (await cluster_named(world, bare)).id not in {each.cluster_id for each in services}
    assert (await cluster_named(world, "orders-prod")).id in {each.cluster_id for each in services}


async def test_no_clusters_have_no_services(world: World) -> None:
    assert whole(await world.tidb.list_services([])) == []


async def test_an_active_service_tells_name_zones_and_private_dns_name(world: World) -> None:
    service = await service_of(world, "orders-prod")
    assert (service.state, service.region) == (ServiceState.ACTIVE, REGION)
    assert service.name.startswith(f"com.amazonaws.vpce.{REGION}.vpce-svc-")
    assert set(service.zone_ids) == {"usw2-az1", "usw2-az2", "usw2-az3"}
    assert service.private_dns_name == (await cluster_named(world, "orders-prod")).host
    assert (service.dns_state, service.dns_record) == (DnsNameState.VERIFIED, "")


async def test_a_missing_service_is_started_and_becomes_active(world: World) -> None:
    checkout = await cluster_named(world, "checkout-prod")
    started = await world.tidb.ensure_service(checkout, "")
    assert (started.state, started.cluster_id) == (ServiceState.CREATING, checkout.id)
    await world.tidb.verify_name(started)
    world.settle()
    service = await service_of(world, "checkout-prod")
    assert service.state is ServiceState.ACTIVE
    assert started.name in {"", service.name}
    assert service.dns_state is DnsNameState.VERIFIED


async def test_the_principal_may_connect_afterwards(world: World) -> None:
    started = await world.tidb.ensure_service(await cluster_named(world, "checkout-prod"), "")
    for _ in range(2):
        await world.tidb.permit(started, PRINCIPAL)
    world.settle()
    name = (await service_of(world, "checkout-prod")).name
    assert (await world.aws.find_endpoint_service(REGION, name)).name == name


async def test_asking_again_or_twice_at_once_starts_no_second_service(world: World) -> None:
    checkout = await cluster_named(world, "checkout-prod")
    asked = [world.tidb.ensure_service(checkout, "") for _ in range(2)]
    names = {each.name for each in await asyncio.gather(*asked)}
    world.settle()
    again = await world.tidb.ensure_service(checkout, "")
    assert names in ({again.name}, {""})
    assert again.state is ServiceState.ACTIVE
    assert (await service_of(world, "checkout-prod")).name == again.name


async def test_no_services_ask_nothing(world: World) -> None:
    before = world.asked()
    assert whole(await world.tidb.list_connections([])) == []
    assert world.asked() == before


async def test_a_connection_nobody_accepted_is_discovered(world: World) -> None:
    id_ = await ask_to_connect(world)
    found = await connection_of(world, id_)
    assert found
    assert (found.state, found.region) == (ConnectionState.DISCOVERED, REGION)
    assert found.owner == ((await cluster_named(world, "orders-prod")).id, "")
    if on_tidb_cloud(world):
        assert (found.owner_account, found.created_at) == ("", None)
    else:
        assert found.owner_account == "111122223333"
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


async def test_an_accepted_connection_can_be_rejected_and_rejected_again(world: World) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    await world.tidb.accept(service, id_)
    world.settle()
    await world.tidb.reject(service, id_)
    await world.tidb.reject(service, id_)
    ended = await connection_of(world, id_)
    assert ended
    assert ended.ended
    world.settle()
    assert await state_of(world, id_) is (None if on_tidb_cloud(world) else ConnectionState.REJECTED)


async def test_a_waiting_connection_is_rejected_or_has_no_record_that_could_be(world: World) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    if on_tidb_cloud(world):
        with pytest.raises(InvalidRequest) as raised:
            await world.tidb.reject(service, id_)
        assert raised.value.source == "TiDB"
        assert await state_of(world, id_) is ConnectionState.DISCOVERED
    else:
        await world.tidb.reject(service, id_)
        await world.tidb.reject(service, id_)
        assert await state_of(world, id_) is ConnectionState.REJECTED


@pytest.mark.parametrize("decision", ["accept", "reject"])
async def test_an_endpoint_that_does_not_ask_for_the_service_is_never_accepted(world: World, decision: str) -> None:
    service = await service_of(world, "orders-prod")
    if on_tidb_cloud(world) and decision == "accept":
        await world.tidb.accept(service, NO_ENDPOINT)
        world.settle()
        assert await state_of(world, NO_ENDPOINT) is ConnectionState.FAILED
        return
    with pytest.raises(InvalidRequest if on_tidb_cloud(world) else NotFound) as raised:
        await getattr(world.tidb, decision)(service, NO_ENDPOINT)
    assert raised.value.source == "TiDB"


async def test_a_service_with_connections_left_is_not_deleted(world: World) -> None:
    await ask_to_connect(world)
    service = await service_of(world, "orders-prod")
    with pytest.raises(InvalidRequest) as raised:
        await world.tidb.delete_service(service)
    code = "" if on_tidb_cloud(world) else "ExistingVpcEndpointConnections"
    assert (raised.value.code, raised.value.source) == (code, "TiDB")
    assert (await service_of(world, "orders-prod")).state is ServiceState.ACTIVE


async def test_a_service_whose_connections_were_all_rejected_is_deleted(world: World) -> None:
    await ask_to_connect(world)
    service = await service_of(world, "orders-prod")
    for each in whole(await world.tidb.list_connections([service])):
        waits = each.state is ConnectionState.DISCOVERED
        if each.owner == service.owner and not each.ended and not (waits and on_tidb_cloud(world)):
            await world.tidb.reject(service, each.vpc_endpoint_id)
    await delete(world, service)
    expected = ServiceState.ACTIVE if on_tidb_cloud(world) else ServiceState.DELETING
    assert (await service_of(world, "orders-prod")).state is expected


async def test_a_deleted_service_goes_and_is_deleted_again_without_an_error(world: World) -> None:
    checkout = await cluster_named(world, "checkout-prod")
    service = await world.tidb.ensure_service(checkout, "")
    world.settle()
    await delete(world, service)
    await delete(world, service)
    world.settle()
    left = whole(await world.tidb.list_services([checkout]))
    assert [each.owner for each in left] == ([service.owner] if on_tidb_cloud(world) else [])
    await delete(world, service)


async def test_the_record_of_a_connection_is_told_as_it_came(world: World) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    text = await world.tidb.raw_connection(service, id_)
    assert text.isascii()
    record = json.loads(text)
    told = ("endpointId", "endpointState") if on_tidb_cloud(world) else ("VpcEndpointId", "VpcEndpointState")
    waits = "DISCOVERED" if on_tidb_cloud(world) else "pendingAcceptance"
    assert [record[name] for name in told] == [id_, waits]


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


async def test_a_connection_is_looked_up_by_its_endpoint_and_by_its_record(world: World) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    waiting = await world.tidb.find_connection(service, id_)
    assert waiting
    assert (waiting.vpc_endpoint_id, waiting.state, waiting.owner) == (id_, ConnectionState.DISCOVERED, service.owner)
    await world.tidb.accept(service, id_)
    accepted = await world.tidb.find_connection(service, id_)
    assert accepted
    assert accepted.state in {ConnectionState.PENDING, ConnectionState.ACTIVE}
    assert await world.tidb.find_connection(service, id_, accepted.id) == accepted


async def test_cluster_group_and_region_are_enough_to_look_a_connection_up(world: World) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    bare = PrivateLinkService(*service.owner, service.region)
    assert await world.tidb.find_connection(bare, id_) == await connection_of(world, id_)


async def test_no_connection_is_an_answer_when_it_is_looked_up(world: World) -> None:
    service = await service_of(world, "orders-prod")
    assert await world.tidb.find_connection(service, NO_ENDPOINT) is None
    assert await world.tidb.find_connection(service, NO_ENDPOINT, "1999999999999999999") is None


async def test_a_deleted_connection_is_looked_up_as_gone(world: World) -> None:
    id_, service = await ask_to_connect(world), await service_of(world, "orders-prod")
    await world.tidb.accept(service, id_)
    world.settle()
    found = await world.tidb.find_connection(service, id_)
    assert found
    await world.tidb.reject(service, id_)
    await world.aws.delete_vpc_endpoint(REGION, id_)
    world.settle()
    left = await world.tidb.find_connection(service, id_, found.id if on_tidb_cloud(world) else "")
    assert left is None
