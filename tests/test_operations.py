"""What the operator can do: once, found again when cut off, and never worse for being done twice."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from tests.clock import START, FrozenClock
from tests.fakes import (
    ACCOUNT,
    OPEN_GROUP,
    REGION,
    SUBNET_IDS,
    TOKEN,
    VPC_ID,
    VPCE_ID,
    FakeAws,
    FakeTidb,
    cluster,
    service,
    vpc_endpoint,
)
from tests.screens.harness import MemoryRemovals
from tui.domain.endpoints import EndpointRequest, ServiceState, VpcEndpoint
from tui.domain.errors import CredentialsError, InvalidRequest, NotFound, PrivateEndpointError, Unreachable
from tui.domain.network import Vpc, VpcDns
from tui.domain.status import Status
from tui.domain.wizard import Draft
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.operations import NOT_YET_ASKED_S, Operations

LOST = Unreachable("no answer", retryable=True)
DRAFT = Draft(TOKEN, cluster().id, "", REGION, VPC_ID, SUBNET_IDS, (OPEN_GROUP,))


class Disk:
    """Drafts in memory."""

    def __init__(self, *drafts: Draft) -> None:
        self.kept = {draft.id: draft for draft in drafts}
        self.writes: list[Draft | str] = []
        self.full: PrivateEndpointError | None = None

    def load(self) -> tuple[Draft, ...]:
        return tuple(self.kept.values())

    def save(self, draft: Draft) -> None:
        if self.full:
            raise self.full
        self.writes.append(draft)
        self.kept[draft.id] = draft

    def delete(self, draft_id: str) -> None:
        self.writes.append(draft_id)
        self.kept.pop(draft_id)


class Slow(FakeAws):
    """Creates when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.open = asyncio.Event(), asyncio.Event()
        self.lost: PrivateEndpointError | None = None
        """Raised after the endpoint was made: its answer never came."""
        self.open.set()

    async def create_vpc_endpoint(self, request: EndpointRequest) -> VpcEndpoint:
        self.entered.set()
        await self.open.wait()
        made = await super().create_vpc_endpoint(request)
        if self.lost:
            raise self.lost
        return made


class World:
    """One cluster with its active service, and an operator at work on DRAFT."""

    def __init__(self) -> None:
        self.aws = Slow()
        self.tidb = FakeTidb(self.aws)
        self.tidb.clusters, self.tidb.services = [cluster(), cluster("events")], [service(), service(cluster("events"))]
        self.store, self.clock, self.disk = Store(), FrozenClock(), Disk()
        self.poller = Poller(self.tidb, {"": self.aws}, self.store, self.clock)
        self.ids = iter(["new-1", "new-2"])
        self.operations = self.restarted()

    def restarted(self) -> Operations:
        """As after a start: nothing in memory."""
        return Operations(
            self.tidb,
            {"": self.aws},
            self.poller,
            self.disk,
            self.clock,
            removals=MemoryRemovals(),
            new_id=lambda: next(self.ids),
        )

    def polls(self) -> int:
        return self.tidb.called("list_connections")

    def status(self, key: str) -> Status:
        row = self.store.snapshot.row(key)
        assert row is not None, [each.key for each in self.store.snapshot.rows]
        return row.standing.status


@pytest.fixture
async def world() -> World:
    world = World()
    await world.poller.poll_once()
    return world


async def test_the_whole_way_from_nothing_to_active(world: World) -> None:
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    draft = await world.operations.start_service(DRAFT)
    world.tidb.advance()
    await world.poller.poll_once()
    draft = await world.operations.create_endpoint(draft)
    await world.operations.accept(draft)
    await world.operations.enable_private_dns(draft)
    await world.operations.finish(draft)
    assert world.status(draft.vpc_endpoint_id) is Status.ACTIVE
    assert (world.store.snapshot.drafts, world.disk.kept) == ((), {})


def test_a_new_draft_has_an_id_of_its_own_and_is_not_kept(world: World) -> None:
    assert world.operations.new_draft(cluster().id) == Draft("new-1", cluster().id)
    assert world.operations.new_draft() == Draft("new-2")
    assert world.operations.drafts() == ()


def test_ids_are_uuids_unless_told_otherwise(world: World) -> None:
    operations = Operations(
        world.tidb, {"": world.aws}, world.poller, world.disk, world.clock, removals=MemoryRemovals()
    )
    first, second = operations.new_draft().id, operations.new_draft().id
    assert first != second
    assert [len(part) for part in first.split("-")] == [8, 4, 4, 4, 12]


def test_kept_drafts_are_on_disk_and_on_screen_and_there_after_a_start(world: World) -> None:
    world.operations.keep(DRAFT)
    other = Draft("2", cluster().id)
    world.operations.keep(other)
    assert world.operations.drafts() == world.store.snapshot.drafts == (other, DRAFT)
    assert set(world.restarted().drafts()) == {DRAFT, other}


def test_drafts_of_an_earlier_run_show_once_they_are_read(world: World) -> None:
    world.disk.kept[TOKEN] = DRAFT
    assert not world.store.snapshot.drafts
    world.operations.drafts()
    assert world.store.snapshot.drafts == (DRAFT,)


def test_a_draft_is_written_only_when_it_changed(world: World) -> None:
    world.operations.keep(DRAFT)
    world.operations.keep(replace(DRAFT))
    world.operations.keep(DRAFT.with_vpc("vpc-0123abcd"))
    assert len(world.disk.writes) == 2


def test_a_draft_without_a_cluster_is_nothing_yet(world: World) -> None:
    world.operations.keep(Draft("1"))
    assert (world.disk.writes, world.store.snapshot.drafts) == ([], ())


def test_a_forgotten_draft_is_gone_everywhere_and_forgetting_twice_is_no_error(world: World) -> None:
    world.operations.keep(DRAFT)
    world.operations.forget(TOKEN)
    world.operations.forget(TOKEN)
    assert (world.disk.writes, world.store.snapshot.drafts) == ([DRAFT, TOKEN], ())


def test_a_draft_that_cannot_be_written_is_said_and_still_shown(world: World) -> None:
    world.disk.full = PrivateEndpointError("The disk is full.")
    with pytest.raises(PrivateEndpointError, match="full"):
        world.operations.keep(DRAFT)
    assert world.store.snapshot.drafts == (DRAFT,)


async def test_lists_come_from_aws(world: World) -> None:
    assert [subnet.id for subnet in await world.operations.subnets(REGION, VPC_ID)] == list(SUBNET_IDS)
    assert OPEN_GROUP in [group.id for group in await world.operations.security_groups(REGION, VPC_ID)]


async def test_vpcs_that_cannot_have_private_dns_come_last(world: World) -> None:
    bare, unread = (
        Vpc("vpc-0bbbbbbbbbbbbbbbb", "a-bare", "10.2.0.0/16"),
        Vpc("vpc-0cccccccccccccccc", "b-unread", "10.3.0.0/16"),
    )
    world.aws.vpcs += [bare, unread]
    world.aws.dns[bare.id] = VpcDns(support=True, hostnames=False)
    listed = await world.operations.vpcs_with_dns(REGION)
    assert [vpc.id for vpc, _ in listed] == [VPC_ID, unread.id, bare.id]
    assert dict(listed)[unread] is None


async def test_starting_the_service_allows_this_account_and_notes_when(world: World) -> None:
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    draft = await world.operations.start_service(DRAFT)
    assert draft.service_asked_at == START
    assert world.disk.kept[TOKEN] == draft
    assert world.tidb.principals == {f"arn:aws:iam::{ACCOUNT}:root"}
    shown = world.store.snapshot.service(cluster().id)
    assert shown is not None
    assert shown.state is ServiceState.CREATING


async def test_starting_it_again_keeps_the_time_it_was_asked_for(world: World) -> None:
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    draft = await world.operations.start_service(DRAFT)
    world.clock.advance(60)
    assert (await world.operations.start_service(draft)).service_asked_at == START
    assert len(world.tidb.services) == 1


async def test_a_service_that_was_ready_all_along_was_not_asked_for(world: World) -> None:
    assert (await world.operations.start_service(DRAFT)).service_asked_at is None
    assert world.tidb.principals


async def test_what_is_typed_while_the_service_starts_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    ensure = world.tidb.ensure_service
    typed = DRAFT.with_vpc("vpc-0123abcd")

    async def ensure_while_typing(*arguments: Any) -> object:
        world.operations.keep(typed)
        return await ensure(*arguments)

    monkeypatch.setattr(world.tidb, "ensure_service", ensure_while_typing)
    assert await world.operations.start_service(DRAFT) == replace(typed, service_asked_at=START)


async def test_without_credentials_no_service_is_started(world: World) -> None:
    world.aws.fail["caller_identity"] = CredentialsError("Unable to locate credentials")
    poller = Poller(world.tidb, {"": world.aws}, Store(), world.clock)
    fresh = Operations(world.tidb, {"": world.aws}, poller, Disk(), world.clock, removals=MemoryRemovals())
    with pytest.raises(CredentialsError):
        await fresh.start_service(DRAFT)
    assert world.tidb.called("ensure_service") == 0


async def test_a_service_for_a_cluster_that_is_gone_is_refused(world: World) -> None:
    world.tidb.clusters = []
    await world.poller.poll_once(inventory=True)
    with pytest.raises(NotFound, match="cluster is not there any more"):
        await world.operations.start_service(DRAFT)


async def test_creating_asks_for_what_the_draft_says_and_notes_the_id(world: World) -> None:
    draft = await world.operations.create_endpoint(DRAFT)
    (made,) = world.aws.vpc_endpoints
    assert draft == world.disk.kept[TOKEN] == replace(DRAFT, vpc_endpoint_id=made.id)
    expected = EndpointRequest(TOKEN, REGION, service().name, VPC_ID, SUBNET_IDS, (OPEN_GROUP,))
    assert ("create_vpc_endpoint", expected) in world.aws.calls
    assert world.status(made.id) is Status.PENDING


async def test_an_endpoint_that_carries_the_drafts_tag_is_found_and_not_doubled(world: World) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint(draft_id=TOKEN)]
    assert (await world.operations.create_endpoint(DRAFT)).vpc_endpoint_id == VPCE_ID
    assert world.aws.called("create_vpc_endpoint") == 0


async def test_a_create_cut_off_by_a_kill_is_found_after_the_next_start(world: World) -> None:
    world.disk.kept[TOKEN] = DRAFT
    world.aws.vpc_endpoints = [vpc_endpoint(state="pendingAcceptance", draft_id=TOKEN)]
    operations = world.restarted()
    (draft,) = operations.drafts()
    assert (await operations.create_endpoint(draft)).vpc_endpoint_id == VPCE_ID
    assert len(world.aws.vpc_endpoints) == 1


async def test_a_second_run_while_the_first_is_under_way_creates_nothing(world: World) -> None:
    world.aws.open.clear()
    runs = [asyncio.create_task(world.operations.create_endpoint(DRAFT)) for _ in range(3)]
    await world.aws.entered.wait()
    world.aws.open.set()
    first, *others = await asyncio.gather(*runs)
    assert others == [first, first]
    assert world.aws.called("create_vpc_endpoint") == 1


async def test_an_older_draft_does_not_create_again_what_aws_does_not_show_yet(world: World) -> None:
    made = await world.operations.create_endpoint(DRAFT)
    world.aws.vpc_endpoints = []
    assert await world.operations.create_endpoint(DRAFT) == made
    assert world.aws.called("create_vpc_endpoint") == 1


async def test_what_is_typed_while_aws_creates_is_kept(world: World) -> None:
    world.aws.open.clear()
    running = asyncio.create_task(world.operations.create_endpoint(DRAFT))
    await world.aws.entered.wait()
    typed = DRAFT.with_security_groups(())
    world.operations.keep(typed)
    world.aws.open.set()
    made = await running
    assert made == world.disk.kept[TOKEN] == typed.with_vpc_endpoint(world.aws.vpc_endpoints[0].id)


async def test_two_drafts_do_not_wait_for_each_other(world: World) -> None:
    world.aws.open.clear()
    running = asyncio.create_task(world.operations.create_endpoint(DRAFT))
    await world.aws.entered.wait()
    async with asyncio.timeout(5):
        await world.operations.start_service(Draft("2", cluster("events").id))
    world.aws.open.set()
    await running


async def test_a_draft_that_has_an_endpoint_nobody_sees_creates_no_second(world: World) -> None:
    draft = DRAFT.with_vpc_endpoint(VPCE_ID)
    assert await world.operations.create_endpoint(draft) == draft
    assert world.aws.vpc_endpoints == []


async def test_a_create_whose_answer_was_lost_is_looked_up_before_it_is_called_failed(world: World) -> None:
    world.aws.lost = LOST
    draft = await world.operations.create_endpoint(DRAFT)
    assert [draft.vpc_endpoint_id] == [made.id for made in world.aws.vpc_endpoints]
    assert world.disk.kept[TOKEN] == draft


async def test_a_create_that_never_arrived_is_called_failed_after_a_look(world: World) -> None:
    world.aws.fail["create_vpc_endpoint"] = LOST
    before = world.polls()
    with pytest.raises(Unreachable):
        await world.operations.create_endpoint(DRAFT)
    assert world.polls() == before + 1
    assert world.disk.kept[TOKEN] == DRAFT
    world.aws.fail.clear()
    assert (await world.operations.create_endpoint(DRAFT)).vpc_endpoint_id


async def test_a_create_that_aws_refuses_leaves_the_draft_as_it_was(world: World) -> None:
    world.aws.fail["create_vpc_endpoint"] = InvalidRequest("does not support the availability zone")
    with pytest.raises(InvalidRequest):
        await world.operations.create_endpoint(DRAFT)
    assert world.operations.drafts() == (DRAFT,)


async def test_without_a_look_at_what_is_there_nothing_is_created(world: World) -> None:
    world.aws.fail["describe_vpc_endpoints"] = LOST
    with pytest.raises(Unreachable):
        await world.operations.create_endpoint(DRAFT)
    assert world.aws.called("create_vpc_endpoint") == 0


@pytest.mark.parametrize("state", ["rejected", "failed", "expired", "deleting"])
@pytest.mark.parametrize("draft", [DRAFT, DRAFT.with_vpc_endpoint(VPCE_ID)], ids=["by tag", "by ID"])
async def test_an_endpoint_that_is_lost_makes_way_for_another_under_a_new_token(
    world: World, state: str, draft: Draft
) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint(state=state, draft_id=TOKEN)]
    made = await world.operations.create_endpoint(draft)
    assert made == replace(DRAFT, id="new-1", vpc_endpoint_id=world.aws.vpc_endpoints[1].id)
    assert world.aws.vpc_endpoints[1].draft_id == "new-1"
    assert world.disk.kept == {"new-1": made}


@pytest.mark.parametrize(
    "made_before",
    [vpc_endpoint(draft_id=TOKEN, vpc_id="vpc-0123abcd"), vpc_endpoint(draft_id=TOKEN, to=service(cluster("events")))],
    ids=["VPC", "cluster"],
)
async def test_an_endpoint_made_for_other_answers_stays_and_another_is_made(
    world: World, made_before: VpcEndpoint
) -> None:
    world.aws.vpc_endpoints = [made_before]
    made = await world.operations.create_endpoint(DRAFT)
    assert made.id == "new-1"
    assert [each.id for each in world.aws.vpc_endpoints] == [VPCE_ID, made.vpc_endpoint_id]


async def test_creating_without_a_service_says_where_it_is_started(world: World) -> None:
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    with pytest.raises(NotFound) as caught:
        await world.operations.create_endpoint(DRAFT)
    assert "Interface Endpoint" in caught.value.remedy


async def test_accepting_lets_the_connection_through(world: World) -> None:
    draft = await world.operations.create_endpoint(DRAFT)
    await world.operations.accept(draft)
    assert world.status(draft.vpc_endpoint_id) is Status.PENDING
    assert world.store.snapshot.rows[-1].vpc_endpoint == world.aws.vpc_endpoint(draft.vpc_endpoint_id)


async def test_an_endpoint_that_aws_shows_is_given_time_to_ask_for_acceptance(world: World) -> None:
    draft = await world.operations.create_endpoint(DRAFT)
    world.tidb.fail["accept"] = NotFound("not there yet")
    accepting = asyncio.create_task(world.operations.accept(draft))
    await world.clock.asleep.wait()
    world.tidb.fail.clear()
    world.clock.advance(1)
    await accepting
    assert world.tidb.called("accept") == 2


async def test_an_endpoint_that_never_asks_is_said_to_be_missing_in_the_end(world: World) -> None:
    draft = await world.operations.create_endpoint(DRAFT)
    world.tidb.fail["accept"] = NotFound("not there yet")
    accepting = asyncio.create_task(world.operations.accept(draft))
    for wait_s in NOT_YET_ASKED_S:
        await world.clock.asleep.wait()
        world.clock.asleep.clear()
        world.clock.advance(wait_s)
    with pytest.raises(NotFound):
        await accepting
    assert world.tidb.called("accept") == 4


@pytest.mark.parametrize("there", [[], [vpc_endpoint(to=service(cluster("events")))]], ids=["unknown", "other cluster"])
async def test_an_id_that_is_not_at_this_service_is_refused_at_once(world: World, there: list[VpcEndpoint]) -> None:
    world.aws.vpc_endpoints = there
    await world.poller.poll_once()
    with pytest.raises(NotFound):
        await world.operations.accept(DRAFT.with_vpc_endpoint(VPCE_ID))
    assert world.clock.slept_s == []


Operation = Callable[[Operations, Draft], Coroutine[Any, Any, object]]
OPERATIONS: list[tuple[str, Operation]] = [
    ("ensure_service", Operations.start_service),
    ("create_vpc_endpoint", Operations.create_endpoint),
    ("accept", Operations.accept),
    ("modify_vpc_endpoint", Operations.enable_private_dns),
]


@pytest.mark.parametrize(("call", "operation"), OPERATIONS, ids=[each[0] for each in OPERATIONS])
async def test_a_write_that_ended_badly_is_followed_by_a_poll_before_it_is_told(
    world: World, call: str, operation: Operation
) -> None:
    world.aws.fail[call] = world.tidb.fail[call] = LOST
    before = world.polls()
    with pytest.raises(Unreachable):
        await operation(world.operations, DRAFT)
    assert world.polls() == before + 1


@pytest.mark.parametrize(("call", "operation"), OPERATIONS, ids=[each[0] for each in OPERATIONS])
async def test_every_operation_ends_with_a_poll(world: World, call: str, operation: Operation) -> None:
    state = "pendingAcceptance" if call in {"accept", "create_vpc_endpoint"} else "available"
    world.aws.vpc_endpoints = [vpc_endpoint(state=state)]
    before = world.polls()
    await operation(world.operations, DRAFT if call == "create_vpc_endpoint" else DRAFT.with_vpc_endpoint(VPCE_ID))
    assert world.polls() == before + 1


async def test_an_operation_whose_screen_was_left_does_not_hold_up_the_next(world: World) -> None:
    world.aws.open.clear()
    left = asyncio.create_task(world.operations.create_endpoint(DRAFT))
    await world.aws.entered.wait()
    left.cancel()
    with pytest.raises(asyncio.CancelledError):
        await left
    world.aws.open.set()
    async with asyncio.timeout(5):
        assert (await world.operations.create_endpoint(DRAFT)).vpc_endpoint_id


async def test_what_is_typed_while_the_service_is_asked_for_is_in_the_draft_that_comes_back(world: World) -> None:
    """A copy that does not know when the service was asked for does not undo that either."""
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    typed = replace(DRAFT, vpc_id="vpc-0bbbbbbbbbbbbbbbb")
    world.store.subscribe(lambda snapshot: world.operations.keep(typed) if snapshot.services else None)
    assert await world.operations.start_service(DRAFT) == replace(typed, service_asked_at=START)
