"""What was set up here is remembered, compared with what AWS has, brought up to date, and forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.clock import START
from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, TOKEN, VPCE_ID, connection, vpc_endpoint
from tests.operations.world import DRAFT, World, rest
from tui.domain.endpoints import EndpointChange, VpcEndpointState
from tui.domain.errors import PermissionDenied
from tui.domain.intent import Intent
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status
from tui.monitor.events import EventKind, between

ENDPOINT = vpc_endpoint(private_dns_enabled=True, subnet_ids=SUBNET_IDS[:2], security_group_ids=(OPEN_GROUP,))
OTHER_GROUPS = EndpointChange(add_groups=(CLOSED_GROUP,), remove_groups=(OPEN_GROUP,))


@pytest.fixture
async def done(world: World) -> World:
    """A setup that was finished an hour ago."""
    world.tidb.aws = None
    world.tidb.connections = [connection(state="ACTIVE")]
    world.aws.vpc_endpoints = [ENDPOINT]
    world.operations.keep(replace(DRAFT, vpc_endpoint_id=VPCE_ID))
    await world.poller.poll_once()
    await world.operations.finish(replace(DRAFT, vpc_endpoint_id=VPCE_ID))
    await world.tick(3600)
    return world


def row(world: World) -> PrivateEndpoint:
    found = world.store.snapshot.row(VPCE_ID)
    assert found
    return found


def intent(world: World) -> Intent:
    return world.intents.saved[VPCE_ID]


async def changed(world: World, **parts: object) -> None:
    """Somebody changes it at AWS, and a poll sees it."""
    world.aws.change(VPCE_ID, **parts)
    await world.tick(60)


async def test_a_finished_setup_is_remembered_as_aws_has_it(done: World) -> None:
    assert intent(done) == Intent(VPCE_ID, SUBNET_IDS[:2], (OPEN_GROUP,), private_dns=True, at=START)
    await done.poller.poll_once()
    assert row(done).standing.status is Status.ACTIVE


async def test_of_an_endpoint_that_was_set_up_elsewhere_nothing_is_known(world: World) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint(private_dns_enabled=True)]
    async with world.at_work():
        await changed(world, security_group_ids=(CLOSED_GROUP,))
    assert world.intents.saved == {}
    assert row(world).standing.status is not Status.DRIFT


@pytest.mark.parametrize(
    "parts", [{"private_dns_enabled": False}, {"security_group_ids": (CLOSED_GROUP,)}, {"subnet_ids": SUBNET_IDS[:1]}]
)
async def test_what_somebody_changed_is_drift_and_a_notice(done: World, parts: dict[str, object]) -> None:
    async with done.at_work():
        before = done.store.snapshot
        await changed(done, **parts)
    assert row(done).standing.status is Status.DRIFT
    (event,) = between(before, done.store.snapshot)
    assert event.kind is EventKind.FAILED
    assert "Not as it was set up here" in event.text


async def test_since_when_it_is_seen_outlives_the_program(done: World) -> None:
    async with done.at_work():
        await changed(done, private_dns_enabled=False)
    since = row(done).since
    assert since == START + timedelta(seconds=3660)
    assert intent(done).seen_since == since
    again = World()
    again.intents, again.aws, again.tidb = done.intents, done.aws, done.tidb
    again.poller._reader._aws = {"": again.aws}
    again.poller._reader._tidb = again.tidb
    again.poller._reader.inventory._tidb = again.tidb
    again.clock.advance(86400)
    again.operations = again.restarted()
    async with again.at_work():
        assert (row(again).since, row(again).since_exact) == (since, False)


async def test_once_it_is_back_it_is_active_and_since_when_is_forgotten(done: World) -> None:
    async with done.at_work():
        await changed(done, private_dns_enabled=False)
        await changed(done, private_dns_enabled=True)
        assert row(done).standing.status is Status.ACTIVE
        assert intent(done).seen_since is None
        await changed(done, private_dns_enabled=False)
        assert row(done).since == START + timedelta(seconds=3600 + 3 * 60)


async def test_while_it_is_in_motion_nothing_is_said_and_nothing_forgotten(done: World) -> None:
    async with done.at_work():
        await changed(done, private_dns_enabled=False)
        since = row(done).since
        await changed(done, state=VpcEndpointState.PENDING)
        assert row(done).standing.status is Status.SYSTEM_CHECKING
        assert intent(done).seen_since == since
        await changed(done, state=VpcEndpointState.AVAILABLE)
        assert (row(done).standing.status, row(done).since) == (Status.DRIFT, since)


async def test_drift_stays_where_aws_cannot_be_read(done: World) -> None:
    async with done.at_work():
        await changed(done, private_dns_enabled=False)
        done.aws.fail["describe_vpc_endpoints"] = PermissionDenied("No.", source="AWS")
        await done.tick(600)
        assert row(done).standing.status is Status.DRIFT


async def test_an_edit_made_here_is_no_drift(done: World) -> None:
    async with done.at_work() as operations:
        await operations.modify_endpoint(ENDPOINT, OTHER_GROUPS)
        assert row(done).standing.status is Status.ACTIVE
        await done.tick(600)
        assert row(done).standing.status is Status.ACTIVE
    assert intent(done).security_group_ids == (CLOSED_GROUP,)


async def test_a_poll_before_the_edit_is_answered_sees_no_drift(done: World, monkeypatch: pytest.MonkeyPatch) -> None:
    modify, seen = done.aws.modify_vpc_endpoint, list[Status]()

    async def modify_between_polls(*arguments: object) -> None:
        await done.poller.poll_once()
        await modify(*arguments)  # type: ignore[arg-type] # as they came
        await done.poller.poll_once()
        seen.append(row(done).standing.status)

    monkeypatch.setattr(done.aws, "modify_vpc_endpoint", modify_between_polls)
    await done.operations.modify_endpoint(ENDPOINT, OTHER_GROUPS)
    assert seen == [Status.ACTIVE]


async def test_an_edit_that_is_refused_was_never_meant(done: World) -> None:
    before = intent(done)
    done.aws.fail["modify_vpc_endpoint"] = PermissionDenied("No.", source="AWS")
    with pytest.raises(PermissionDenied):
        await done.operations.modify_endpoint(ENDPOINT, OTHER_GROUPS)
    await done.poller.poll_once()
    assert (row(done).standing.status, row(done).intent, intent(done)) == (Status.ACTIVE, before, before)


async def test_private_dns_is_switched_back_on_by_the_flow_too(done: World) -> None:
    async with done.at_work() as operations:
        await changed(done, private_dns_enabled=False)
        await operations.enable_private_dns(replace(DRAFT, vpc_endpoint_id=VPCE_ID))
        await done.tick(120)
        assert row(done).standing.status is Status.ACTIVE


async def test_taken_as_it_is_it_is_active(done: World) -> None:
    async with done.at_work() as operations:
        await changed(done, security_group_ids=(CLOSED_GROUP,))
        await operations.take_as_it_is(VPCE_ID)
        assert row(done).standing.status is Status.ACTIVE
        await done.tick(600)
        assert row(done).standing.status is Status.ACTIVE
    assert (intent(done).security_group_ids, intent(done).seen_since) == ((CLOSED_GROUP,), None)


async def test_it_is_forgotten_with_the_endpoint(done: World) -> None:
    async with done.at_work() as operations:
        operations.begin_removal(row(done))
        await done.tick()
        assert done.intents.saved, "as long as it is there"
        done.aws.vpc_endpoints, done.tidb.connections = [], []
        await done.tick()
        assert done.store.snapshot.works[0].task.over
    assert done.intents.saved == {}


async def test_it_is_forgotten_where_somebody_else_deleted_the_endpoint(done: World) -> None:
    async with done.at_work():
        await done.tick(60)
        done.aws.vpc_endpoints, done.tidb.connections = [], []
        await done.tick(120)
        assert VPCE_ID in done.store.snapshot.gone
    assert done.intents.saved == {}


async def test_a_setup_whose_endpoint_aws_does_not_show_is_not_remembered(world: World) -> None:
    world.operations.keep(DRAFT)
    await world.operations.finish(DRAFT)
    assert (world.intents.saved, world.disk.kept.get(TOKEN)) == ({}, None)
    await rest()
