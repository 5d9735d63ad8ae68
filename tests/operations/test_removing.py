"""Removing and changing: on disk before it begins, carried on without a page, over when both sides say so by ID."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.clock import START
from tests.fakes import OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID, cluster, connection, service
from tests.fakes import vpc_endpoint as endpoint
from tests.operations.test_accepting import Budget
from tests.operations.world import DRAFT, World, rest
from tui.domain.clusters import TidbSide
from tui.domain.deletion import Deletion
from tui.domain.draft import Draft
from tui.domain.endpoints import EndpointChange
from tui.domain.errors import (
    InvalidRequest,
    NotFound,
    PermissionDenied,
    PrivateEndpointError,
    ReadOnlyRefusal,
    Throttled,
    Unreachable,
)
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.work import Work, work_on

LOST = Unreachable("no answer", retryable=True)
OTHER = "vpce-0fedcba9876543210"


@pytest.fixture
async def world() -> World:
    """One endpoint that works."""
    return await started(World())


async def started(world: World) -> World:
    world.aws.vpc_endpoints = [endpoint()]
    await world.poller.poll_once()
    return world


def row(world: World, key: str = VPCE_ID) -> PrivateEndpoint:
    found = world.store.snapshot.row(key)
    assert found
    return found


def removing(world: World, key: str = VPCE_ID) -> tuple[Work, Deletion]:
    work, removal = work_on(world.store.snapshot.works, key, Deletion)
    assert work
    assert removal
    return work, removal


def writes(world: World) -> list[str]:
    """In their order on each side, TiDB's first."""
    names = {"reject", "delete_vpc_endpoint", "delete_service", "modify_vpc_endpoint"}
    return [call[0] for call in world.tidb.calls + world.aws.calls if call[0] in names]


async def test_the_wish_is_on_disk_before_the_first_request(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[dict[str, Deletion]] = []

    async def reject(*_: Any) -> None:
        kept.append(dict(world.removals.saved))

    monkeypatch.setattr(world.tidb, "reject", reject)
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
    (saved,) = kept
    assert saved[VPCE_ID].asked_at == START


async def test_both_stages_follow_each_other_and_it_is_over_when_aws_has_it_no_more(world: World) -> None:
    world.operations.keep(DRAFT.with_vpc_endpoint(VPCE_ID))
    await world.poller.poll_once()
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        _, removal = removing(world)
        assert writes(world) == ["reject", "delete_vpc_endpoint"]
        assert (removal.deleting_at, removal.gone_at) == (START, None)
        assert world.removals.saved == {VPCE_ID: removal}
        world.aws.advance()
        await world.tick()
        assert removing(world)[1].gone_at
    assert (world.removals.saved, world.disk.kept) == ({}, {}), "its setup goes with it"
    assert len(writes(world)) == 2


async def test_a_getter_changes_nothing(world: World) -> None:
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        saved, calls = dict(world.removals.saved), len(world.aws.calls)
        for _ in range(3):
            assert operations.work.works
            assert world.store.snapshot.works
        assert (world.removals.saved, len(world.aws.calls)) == (saved, calls)


async def test_a_wish_that_is_one_write_is_not_kept(world: World) -> None:
    world.aws.vpc_endpoints, world.tidb.connections = [], [connection(state="DISCOVERED")]
    await world.poller.poll_once()
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        assert removing(world)[1].over
    assert (writes(world), world.removals.saved) == (["reject"], {})


async def test_a_wish_that_cannot_be_written_is_none(world: World) -> None:
    world.removals.fail = PrivateEndpointError("The disk is full.")
    told: list[Work] = []
    world.operations.work.tell_stopped = told.append
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
    assert [str(each.problem) for each in told] == ["The disk is full."]
    assert (writes(world), world.store.snapshot.works) == ([], ())


async def test_all_that_is_under_way_is_carried_on_at_once(world: World) -> None:
    world.aws.vpc_endpoints = [endpoint(), endpoint(OTHER)]
    await world.poller.poll_once()
    async with world.at_work() as operations:
        for key in (VPCE_ID, OTHER):
            operations.begin_removal(row(world, key))
        await rest()
        world.aws.advance()
        await world.tick()
        assert all(removing(world, key)[1].gone_at for key in (VPCE_ID, OTHER))
    assert writes(world) == ["reject"] * 2 + ["delete_vpc_endpoint"] * 2


async def test_after_a_restart_it_waits_until_the_operator_says_go_on(world: World) -> None:
    world.removals.saved = {VPCE_ID: Deletion(VPCE_ID, cluster().id, "", "us-west-2", START)}
    world.operations = world.restarted()
    async with world.at_work() as operations:
        for _ in range(3):
            await world.tick(30)
        assert (writes(world), removing(world)[0].active) == ([], False)
        operations.work.go_on(VPCE_ID)
        await rest()
    assert writes(world) == ["reject", "delete_vpc_endpoint"]


async def test_after_a_kill_between_the_stages_only_the_second_is_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut_off:
        cut_off.setattr(world.aws, "delete_vpc_endpoint", world.clock.sleep)
        cut_off.setattr(world.aws, "delete_vpc_endpoint", lambda *_: world.clock.sleep(1e9))
        async with world.at_work() as operations:
            operations.begin_removal(row(world))
            await rest()
    world.operations = world.restarted()
    async with world.at_work() as operations:
        await rest()
        assert removing(world)[1].rejected_at == START
        operations.work.go_on(VPCE_ID)
        await rest()
    assert writes(world) == ["reject", "delete_vpc_endpoint"]


async def test_what_was_done_elsewhere_meanwhile_is_not_done_again(world: World) -> None:
    world.aws.vpc_endpoints = [endpoint(state="deleting")]
    world.removals.saved = {VPCE_ID: Deletion(VPCE_ID, cluster().id, "", "us-west-2", START)}
    world.operations = world.restarted()
    async with world.at_work() as operations:
        operations.work.go_on(VPCE_ID)
        await world.tick()
    assert writes(world) == []


@pytest.mark.parametrize("call", ["reject", "delete_vpc_endpoint"])
@pytest.mark.parametrize("done", [True, False], ids=["done", "not done"])
async def test_a_lost_answer_is_looked_up_by_id_before_it_is_called_failed(
    world: World, monkeypatch: pytest.MonkeyPatch, call: str, done: bool
) -> None:
    port = world.tidb if call == "reject" else world.aws
    real = getattr(port, call)

    async def lost(*arguments: Any) -> None:
        if done:
            await real(*arguments)
        raise LOST

    monkeypatch.setattr(port, call, lost)
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        work, removal = removing(world)
        assert (work.problem is None, bool(removal.deleting_at)) == (done, done)
    assert set(world.removals.saved) == {VPCE_ID}


async def test_a_refused_stage_is_told_before_anything_is_read_and_not_repeated_by_itself(world: World) -> None:
    told: list[int] = []
    async with world.at_work() as operations:
        await rest()
        before = world.polls()
        operations.work.tell_stopped = lambda _: told.append(world.polls() - before)
        world.tidb.fail["reject"] = InvalidRequest("no")
        operations.begin_removal(row(world))
        await rest()
        for _ in range(5):
            await world.tick(30)
        assert (world.tidb.called("reject"), told) == (1, [0])
        world.tidb.fail.clear()
        operations.work.go_on(VPCE_ID)
        await rest()
    assert writes(world) == ["reject", "reject", "delete_vpc_endpoint"]


async def test_a_throttled_stage_is_asked_for_again(world: World) -> None:
    world.aws.fail["delete_vpc_endpoint"] = Throttled("Rate exceeded.")
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        work, _ = removing(world)
        assert (work.waits, work.active) == ("Rate exceeded. It is asked again in 5 s.", True)
        world.aws.fail.clear()
        await world.tick(5)
        assert removing(world)[1].deleting_at


async def test_where_nothing_may_be_written_nothing_is_kept(world: World) -> None:
    world.tidb.fail["reject"] = ReadOnlyRefusal("This is read-only.")
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
    assert (world.removals.saved, world.store.snapshot.works) == ({}, ())


async def test_read_only_keeps_what_another_run_began(world: World) -> None:
    begun = Deletion(VPCE_ID, cluster().id, "", "us-west-2", START)
    world.removals.saved = {VPCE_ID: begun}
    world.operations = world.restarted()
    world.tidb.fail["reject"] = ReadOnlyRefusal("This is read-only.")
    async with world.at_work() as operations:
        operations.work.go_on(VPCE_ID)
        await rest()
        assert isinstance(removing(world)[0].problem, ReadOnlyRefusal)
    assert set(world.removals.saved) == {VPCE_ID}


async def test_a_wish_can_be_let_go(world: World) -> None:
    world.tidb.fail["reject"] = InvalidRequest("no")
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        for _ in range(2):
            operations.forget_removal(VPCE_ID)
        await world.tick(30)
    assert (world.store.snapshot.works, world.removals.saved) == ((), {})
    assert writes(world) == ["reject"]


async def test_without_its_service_it_is_deleted_on_aws_and_aws_says_when_it_is_gone(world: World) -> None:
    world.removals.saved = {VPCE_ID: Deletion(VPCE_ID, cluster().id, "", "us-west-2", START)}
    world.tidb.services = []
    world.operations = world.restarted()
    await world.poller.poll_once(inventory=True)
    async with world.at_work() as operations:
        operations.work.go_on(VPCE_ID)
        await rest()
        assert (writes(world), removing(world)[1].gone_at) == (["delete_vpc_endpoint"], None)
        world.aws.advance()
        await world.tick()
        assert removing(world)[1].gone_at
    assert world.removals.saved == {}


def no_projects(world: World) -> None:
    """IAM answers nothing: no cluster, no service, no row."""
    world.tidb.clusters = []


def no_connections(world: World) -> None:
    """The list of connections leaves out those of a project."""
    world.tidb.short["list_connections", world.tidb.clusters[0].place] = 0


def refused(world: World) -> None:
    world.tidb.fail["list_connections"] = PermissionDenied("403")


def aws_refused(world: World) -> None:
    world.aws.fail["describe_vpc_endpoints"] = PermissionDenied("403")


@pytest.mark.parametrize("happens", [no_projects, no_connections, refused, aws_refused])
async def test_what_was_not_read_is_not_called_gone_and_aws_is_asked_in_the_end(
    happens: Callable[[World], None],
) -> None:
    world = World(TidbSide.TIDB_CLOUD)
    world.tidb.records = True
    world.tidb.connections = [connection(state="ACTIVE", id="7", is_record=True)]
    await started(world)
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        assert writes(world) == ["reject"]
        happens(world)
        operations._poller.refresh()
        for _ in range(3):
            await world.tick(30)
        _, removal = removing(world)
        assert (removal.rejected_at, removal.gone_at) == (None, None), "its record is being deleted"
        assert set(world.removals.saved) == {VPCE_ID}
        world.tidb.advance()
        await world.tick(120)
        assert writes(world) == ["reject", "delete_vpc_endpoint"]
        assert removing(world)[1].gone_at is None, "AWS is deleting it"
        world.aws.advance()
        await world.tick(120)
        assert removing(world)[1].gone_at
    assert world.removals.saved == {}


async def test_while_it_cannot_be_looked_up_nothing_is_forgotten_and_it_says_so(world: World) -> None:
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        world.aws.vpc_endpoints = []
        world.aws.fail["find_vpc_endpoint"] = LOST
        await world.tick()
        work, removal = removing(world)
        assert (work.waits, removal.gone_at) == ("It could not be looked up: no answer", None)
        assert set(world.removals.saved) == {VPCE_ID}


async def test_a_deletion_on_tidb_cloud_begins_with_enough_of_the_budget() -> None:
    world = World(TidbSide.TIDB_CLOUD)
    pace = world.pace = Budget()
    pace.wait = 20.0
    world.tidb.records = True
    world.tidb.connections = [connection(state="ACTIVE", id="7", is_record=True)]
    world.operations = world.restarted()
    await started(world)
    async with world.at_work() as operations:
        operations.begin_removal(row(world))
        await rest()
        assert removing(world)[0].waits.startswith("Begins in 20 s")
        pace.wait = 0.0
        await world.tick(20)
    assert writes(world) == ["reject"]


async def test_creating_again_keeps_the_answers_under_a_new_token(world: World) -> None:
    async with world.at_work() as operations:
        operations.begin_removal(row(world), again=True)
        await rest()
        assert removing(world)[1].again == "new-1"
        assert operations.drafts() == (
            Draft("new-1", cluster().id, "", "us-west-2", VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,)),
        )


async def test_a_service_is_terminated_and_the_poll_tells(world: World) -> None:
    world.aws.vpc_endpoints = [endpoint(state="rejected")]
    await world.operations.terminate_service(cluster().id)
    assert writes(world) == ["delete_service"]
    assert world.store.snapshot.services_moving


async def test_a_service_with_connections_is_not_and_they_are_named(world: World) -> None:
    with pytest.raises(InvalidRequest, match=VPCE_ID) as caught:
        await world.operations.terminate_service(cluster().id)
    assert "Delete or reject" in caught.value.remedy
    assert writes(world) == []


async def test_a_service_that_is_gone_already_is_said_to_be(world: World) -> None:
    world.tidb.services = []
    with pytest.raises(NotFound, match="endpoint service is not there"):
        await world.operations.terminate_service(cluster().id)


async def test_a_change_is_asked_for_and_the_poll_shows_it(world: World) -> None:
    change = EndpointChange(add_subnets=SUBNET_IDS[2:], private_dns=True)
    await world.operations.modify_endpoint(endpoint(), change)
    changed = row(world).vpc_endpoint
    assert changed
    assert change.made_to(changed)


async def test_an_endpoint_of_a_setup_that_is_looked_up_as_gone_is_said_to_be(world: World) -> None:
    world.operations.keep(DRAFT.with_vpc_endpoint(VPCE_ID))
    await world.poller.poll_once()
    async with world.at_work():
        await rest()
        world.aws.fail["find_vpc_endpoint"] = LOST
        world.aws.vpc_endpoints = []
        await world.tick(30)
        assert world.store.snapshot.gone == frozenset(), "not read is not gone"
        world.aws.fail.clear()
        await world.tick(120)
        assert world.store.snapshot.gone == {VPCE_ID}
        world.aws.vpc_endpoints = [endpoint()]
        await world.tick(120)
        assert world.store.snapshot.gone == frozenset()


async def test_an_endpoint_that_was_never_seen_may_be_a_new_one_for_a_minute(world: World) -> None:
    world.aws.vpc_endpoints = []
    world.operations.keep(DRAFT.with_vpc_endpoint(OTHER))
    async with world.at_work():
        for _ in range(2):
            await world.tick(29)
        assert world.store.snapshot.gone == frozenset()
        for _ in range(3):
            await world.tick(30)
        assert world.store.snapshot.gone == {OTHER}


async def test_a_page_has_its_endpoint_watched(world: World) -> None:
    async with world.at_work() as operations:
        operations.watch(row(world))
        world.tidb.services = [replace(service(), name="")]
        world.aws.fail["describe_vpc_endpoints"] = LOST
        operations._poller.refresh()
        await world.tick(30)
        assert (row(world).key, world.store.snapshot.gone) == (VPCE_ID, frozenset()), "its part was not read"
        world.aws.fail = {"find_vpc_endpoint": LOST}
        world.aws.vpc_endpoints = []
        await world.tick(120)
        assert world.store.snapshot.gone == frozenset(), "its ID was not looked up"
        world.aws.fail = {}
        await world.tick(120)
        assert world.store.snapshot.gone == {VPCE_ID}
