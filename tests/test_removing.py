"""Removing and changing: remembered before it begins, looked up before it is repeated, over when it is gone."""

from dataclasses import replace
from typing import Any

import pytest

from tests.clock import START, FrozenClock
from tests.fakes import OPEN_GROUP, REGION, SUBNET_IDS, VPC_ID, VPCE_ID, FakeAws, FakeTidb, cluster, connection, service
from tests.fakes import vpc_endpoint as endpoint
from tests.screens.harness import MemoryDrafts, MemoryRemovals
from tui.domain.endpoints import EndpointChange, PrivateEndpoint
from tui.domain.errors import InvalidRequest, NotFound, PrivateEndpointError, Unreachable
from tui.domain.removal import Removal
from tui.domain.wizard import Draft
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.operations import Operations

LOST = Unreachable("no answer", retryable=True)
DRAFT = Draft("d-1", cluster().id, "", REGION, VPC_ID, vpc_endpoint_id=VPCE_ID)


class World:
    """One cluster with one endpoint, and what is on disk."""

    def __init__(self, state: str = "available") -> None:
        self.aws = FakeAws()
        self.tidb = FakeTidb(self.aws)
        self.tidb.clusters, self.tidb.services = [cluster()], [service()]
        self.aws.vpc_endpoints = [endpoint(state=state)]
        self.store, self.clock = Store(), FrozenClock()
        self.drafts, self.removals = MemoryDrafts(), MemoryRemovals()
        self.poller = Poller(self.tidb, {"": self.aws}, self.store, self.clock)
        self.operations = self.restarted()

    def restarted(self) -> Operations:
        """As after a start: nothing in memory."""
        return Operations(
            self.tidb,
            {"": self.aws},
            self.poller,
            self.drafts,
            self.clock,
            removals=self.removals,
            new_id=lambda: "new",
        )

    @property
    def row(self) -> PrivateEndpoint:
        found = self.store.snapshot.row(VPCE_ID)
        assert found
        return found

    def writes(self) -> list[str]:
        names = {"reject", "delete_vpc_endpoint", "delete_service", "modify_vpc_endpoint"}
        return [call[0] for call in self.tidb.calls + self.aws.calls if call[0] in names]


@pytest.fixture
async def world() -> World:
    world = World()
    await world.poller.poll_once()
    return world


def test_the_wish_is_on_disk_before_anything_is_asked(world: World) -> None:
    removal = world.operations.begin_removal(world.row)
    assert world.removals.saved == {VPCE_ID: removal}
    assert removal == Removal(VPCE_ID, cluster().id, "", REGION, START)
    assert world.writes() == []
    assert world.restarted().removals() == (removal,)


async def test_a_wish_that_is_one_write_is_not_kept(world: World) -> None:
    world.aws.vpc_endpoints, world.tidb.connections = [], [connection(state="DISCOVERED")]
    await world.poller.poll_once()
    removal = world.operations.begin_removal(world.row)
    removal = await world.operations.remove(removal)
    assert world.writes() == ["reject"]
    assert removal.rejected_at == START
    assert world.removals.saved == {}


def test_a_wish_that_cannot_be_written_is_none(world: World) -> None:
    world.removals.fail = PrivateEndpointError("The disk is full.")
    with pytest.raises(PrivateEndpointError, match="full"):
        world.operations.begin_removal(world.row)
    assert world.operations.removals() == ()


async def test_each_call_does_one_stage_and_ends_with_a_poll(world: World) -> None:
    removal = world.operations.begin_removal(world.row)
    removal = await world.operations.remove(removal)
    assert (world.writes(), removal.rejected_at, removal.deleting_at) == (["reject"], START, None)
    removal = await world.operations.remove(removal)
    assert (world.writes(), removal.deleting_at) == (["reject", "delete_vpc_endpoint"], START)
    assert world.removals.saved == {VPCE_ID: removal}
    assert (await world.operations.remove(removal)).gone_at is None
    assert len(world.writes()) == 2


async def test_what_is_gone_is_forgotten_with_its_setup(world: World) -> None:
    world.operations.keep(DRAFT)
    removal = world.operations.begin_removal(world.row)
    for _ in range(2):
        removal = await world.operations.remove(removal)
    assert world.drafts.saved == {DRAFT.id: DRAFT}
    world.aws.advance()
    await world.poller.poll_once()
    assert world.operations.removals() == ()
    assert (world.removals.saved, world.drafts.saved) == ({}, {})


async def test_after_a_kill_between_the_stages_only_the_second_is_left(world: World) -> None:
    await world.operations.remove(world.operations.begin_removal(world.row))
    operations = world.restarted()
    (removal,) = operations.removals()
    assert removal.rejected_at == START
    await operations.remove(removal)
    assert world.writes() == ["reject", "delete_vpc_endpoint"]


async def test_what_was_done_elsewhere_meanwhile_is_not_done_again(world: World) -> None:
    removal = world.operations.begin_removal(world.row)
    world.aws.vpc_endpoints = [endpoint(state="deleting")]
    await world.operations.remove(removal)
    assert world.writes() == []


@pytest.mark.parametrize("done", [True, False], ids=["done", "not done"])
async def test_a_lost_answer_is_looked_up_before_it_is_called_failed(
    world: World, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    reject = world.tidb.reject

    async def lost(*arguments: Any) -> None:
        if done:
            await reject(*arguments)
        raise LOST

    monkeypatch.setattr(world.tidb, "reject", lost)
    removal = world.operations.begin_removal(world.row)
    if done:
        assert (await world.operations.remove(removal)).rejected_at
    else:
        with pytest.raises(Unreachable):
            await world.operations.remove(removal)
    assert set(world.removals.saved) == {VPCE_ID}


async def test_without_its_service_the_answer_of_aws_ends_it(world: World) -> None:
    removal = world.operations.begin_removal(world.row)
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    assert (await world.operations.remove(removal)).gone_at == START
    assert world.writes() == ["delete_vpc_endpoint"]
    assert world.removals.saved == {}


async def test_while_nothing_can_be_read_nothing_is_forgotten(world: World) -> None:
    world.operations.begin_removal(world.row)
    fresh = World()
    fresh.removals = world.removals
    fresh.aws.fail["describe_vpc_endpoints"] = LOST
    await fresh.poller.poll_once()
    assert len(fresh.restarted().removals()) == 1


def test_a_wish_can_be_let_go(world: World) -> None:
    world.operations.begin_removal(world.row)
    world.operations.forget_removal(VPCE_ID)
    world.operations.forget_removal(VPCE_ID)
    assert (world.operations.removals(), world.removals.saved) == ((), {})


def test_creating_again_keeps_the_answers_under_a_new_token(world: World) -> None:
    removal = world.operations.begin_removal(world.row, again=True)
    assert removal.again == "new"
    assert world.operations.drafts() == (Draft("new", cluster().id, "", REGION, VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,)),)


async def test_a_service_is_terminated_and_the_poll_tells(world: World) -> None:
    world.aws.vpc_endpoints = [endpoint(state="rejected")]
    await world.operations.terminate_service(cluster().id)
    assert world.writes() == ["delete_service"]
    assert world.store.snapshot.services_moving


async def test_a_service_with_connections_is_not_and_they_are_named(world: World) -> None:
    with pytest.raises(InvalidRequest, match=VPCE_ID) as caught:
        await world.operations.terminate_service(cluster().id)
    assert "Delete or reject" in caught.value.remedy
    assert world.writes() == []


async def test_a_service_that_is_gone_already_is_said_to_be(world: World) -> None:
    world.tidb.services = []
    with pytest.raises(NotFound, match="endpoint service is not there"):
        await world.operations.terminate_service(cluster().id)


async def test_a_change_is_asked_for_and_the_poll_shows_it(world: World) -> None:
    change = EndpointChange(add_subnets=SUBNET_IDS[2:], private_dns=True)
    await world.operations.modify_endpoint(endpoint(), change)
    assert world.row.vpc_endpoint
    assert change.made_to(world.row.vpc_endpoint)


async def test_a_change_that_is_refused_is_followed_by_a_poll_too(world: World) -> None:
    world.aws.fail["modify_vpc_endpoint"] = InvalidRequest("no")
    before = world.tidb.called("list_connections")
    with pytest.raises(InvalidRequest):
        await world.operations.modify_endpoint(endpoint(), EndpointChange(private_dns=True))
    assert world.tidb.called("list_connections") == before + 1


def test_a_removal_is_of_the_endpoint_and_not_of_another_with_the_same_cluster(world: World) -> None:
    removal = world.operations.begin_removal(world.row)
    assert replace(removal, id="vpce-1").seen(world.store.snapshot).gone_at == START
    assert removal.seen(world.store.snapshot).gone_at is None
