"""How long waits take is measured where their beginning and end were seen, and kept for the next time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.clock import START
from tests.fakes import TOKEN, VPCE_ID, cluster, service, vpc_endpoint
from tests.operations.world import DRAFT, World, rest
from tui.domain.clusters import TidbSide
from tui.domain.endpoints import ServiceState, VpcEndpointState
from tui.domain.errors import PermissionDenied
from tui.domain.waits import Wait, took_id

ENDED = replace(DRAFT, vpc_endpoint_id=VPCE_ID)


def took(world: World, wait: Wait) -> tuple[float, ...]:
    kept = world.waits.saved.get(took_id(wait, TidbSide.SELF_MANAGED))
    return kept.seconds if kept else ()


async def waited(world: World, seconds: float, step: float = 5.0) -> None:
    for _ in range(int(seconds / step)):
        await world.tick(step)


async def test_an_acceptance_is_measured_from_the_wish_to_available(world: World) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint(state="pendingAcceptance")]
    world.tidb.after_accept = VpcEndpointState.PENDING
    async with world.at_work() as operations:
        operations.keep(ENDED)
        operations.begin_acceptance(ENDED)
        await waited(world, 100)
        world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available")
        await world.tick()
        await world.tick(60)
    assert took(world, Wait.ACCEPT) == (105.0,)
    assert world.store.snapshot.waits.before(Wait.ACCEPT, TidbSide.SELF_MANAGED) == (105.0, None)


async def test_one_that_somebody_else_accepted_measures_nothing(world: World) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint()]
    async with world.at_work() as operations:
        operations.begin_acceptance(ENDED)
        await rest()
    assert took(world, Wait.ACCEPT) == ()


async def test_a_service_is_measured_from_when_it_was_asked_for(world: World) -> None:
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    async with world.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
        await waited(world, 200)
        world.tidb.services = [service(state=ServiceState.ACTIVE)]
        await world.tick()
        await waited(world, 100)
    assert took(world, Wait.SERVICE) == (205.0,)


async def test_a_program_that_was_left_meanwhile_measures_nothing(world: World) -> None:
    world.disk.kept[TOKEN] = replace(DRAFT, service_asked_at=START - timedelta(days=1))
    world.operations = world.restarted()
    async with world.at_work():
        await waited(world, 60)
    assert took(world, Wait.SERVICE) == ()
    assert world.store.snapshot.service(cluster().id)


async def test_private_dns_is_measured_from_the_change_until_aws_shows_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint()]

    async def takes_long(*_: object) -> None: ...

    monkeypatch.setattr(world.aws, "modify_vpc_endpoint", takes_long)
    async with world.at_work() as operations:
        operations.keep(ENDED)
        await world.poller.poll_once()
        world.poller.hurry()
        await operations.enable_private_dns(ENDED)
        assert world.store.snapshot.waits.begun == {(Wait.DNS, VPCE_ID): START}
        await waited(world, 60)
        world.aws.change(VPCE_ID, private_dns_enabled=True)
        await waited(world, 60)
    assert took(world, Wait.DNS) == (65.0,)
    assert world.store.snapshot.waits.begun == {}


async def test_private_dns_that_is_refused_is_not_waited_for(world: World) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint()]
    world.aws.fail["modify_vpc_endpoint"] = PermissionDenied("No.", source="AWS")
    await world.poller.poll_once()
    with pytest.raises(PermissionDenied):
        await world.operations.enable_private_dns(ENDED)
    await world.poller.poll_once()
    assert world.store.snapshot.waits.begun == {}


async def test_a_deletion_is_measured_from_deleting_to_gone(world: World) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint(private_dns_enabled=True)]
    await world.poller.poll_once()
    row = world.store.snapshot.row(VPCE_ID)
    assert row
    async with world.at_work() as operations:
        operations.begin_removal(row)
        await rest()
        await waited(world, 60)
        assert took(world, Wait.DELETION) == ()
        world.aws.vpc_endpoints = []
        await waited(world, 30)
    assert took(world, Wait.DELETION) == (65.0,)


async def test_a_termination_is_measured_until_the_service_is_read_no_more(world: World) -> None:
    async with world.at_work() as operations:
        await operations.terminate_service(*service().owner)
        await waited(world, 60)
        assert took(world, Wait.TERMINATION) == ()
        world.tidb.advance()
        await waited(world, 30)
    assert took(world, Wait.TERMINATION) == (65.0,)
