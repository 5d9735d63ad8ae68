"""Accepting a connection: asked for once, carried on without a page, told when it comes to nothing."""

from typing import Any

import pytest

from tests.fakes import VPCE_ID, cluster, connection, service, vpc_endpoint
from tests.operations.world import DRAFT, LOST, World
from tui.domain.acceptance import SHOWS_WITHIN, Acceptance
from tui.domain.clusters import TidbSide
from tui.domain.endpoints import VpcEndpoint, VpcEndpointState
from tui.domain.errors import InvalidRequest, NotFound, PrivateEndpointError, Throttled
from tui.domain.snapshot import facts
from tui.domain.work import Work, work_on
from tui.operations import NOT_YET_ASKED_S

WAITING = DRAFT.with_vpc_endpoint(VPCE_ID)


@pytest.fixture
async def waiting(world: World) -> World:
    """An endpoint that waits to be accepted."""
    world.aws.vpc_endpoints = [vpc_endpoint(state="pendingAcceptance")]
    await world.poller.poll_once()
    return world


def work(world: World) -> Work:
    found, _ = work_on(world.store.snapshot.works, VPCE_ID, Acceptance)
    assert found
    return found


def problem(world: World) -> str:
    told = work(world).problem
    return told.summary if told else ""


async def test_it_is_accepted_and_over_once_aws_says_available(waiting: World) -> None:
    waiting.tidb.after_accept = VpcEndpointState.PENDING
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await waiting.tick()
        assert (waiting.tidb.called("accept"), work(waiting).task.over) == (1, False)
        waiting.aws.advance()
        await waiting.tick()
        assert (waiting.tidb.called("accept"), work(waiting).task.over) == (1, True)


async def test_its_setup_is_on_disk_before_the_first_request(waiting: World, monkeypatch: pytest.MonkeyPatch) -> None:
    accept, kept = waiting.tidb.accept, list[object]()

    async def accepting(*arguments: Any) -> None:
        kept.append(waiting.disk.kept.get(WAITING.id))
        await accept(*arguments)

    monkeypatch.setattr(waiting.tidb, "accept", accepting)
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await waiting.tick()
    assert kept == [WAITING]


async def test_asked_for_twice_it_is_accepted_once(waiting: World) -> None:
    waiting.tidb.after_accept = VpcEndpointState.PENDING
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await waiting.tick()
        operations.work.go_on(VPCE_ID)
        await waiting.tick()
    assert waiting.tidb.called("accept") == 1


async def test_an_endpoint_that_aws_shows_is_given_time_to_ask_for_acceptance(waiting: World) -> None:
    waiting.tidb.fail["accept"] = NotFound("not there yet")
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await waiting.tick(0)
        waiting.tidb.fail.clear()
        await waiting.tick(1)
        assert waiting.tidb.called("accept") == 2
        assert work(waiting).task.over


async def test_an_endpoint_that_never_asks_is_said_to_be_missing_in_the_end(waiting: World) -> None:
    waiting.tidb.fail["accept"] = NotFound("not there yet")
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        for seconds in (0, *NOT_YET_ASKED_S):
            await waiting.tick(seconds)
        assert (waiting.tidb.called("accept"), problem(waiting)) == (4, "not there yet")


@pytest.mark.parametrize("there", [[], [vpc_endpoint(to=service(cluster("events")))]], ids=["unknown", "other cluster"])
async def test_an_id_that_is_not_at_this_service_is_refused_at_once(world: World, there: list[VpcEndpoint]) -> None:
    world.aws.vpc_endpoints = there
    await world.poller.poll_once()
    async with world.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await world.tick(0)
        assert isinstance(work(world).problem, NotFound)
    assert world.tidb.called("accept") == 1


async def test_a_refusal_is_told_before_anything_is_read_again(waiting: World) -> None:
    told: list[tuple[str, int]] = []
    async with waiting.at_work() as operations:
        before = waiting.polls()
        operations.work.tell_stopped = lambda each: told.append((each.id, waiting.polls() - before))
        waiting.tidb.fail["accept"] = InvalidRequest("no")
        operations.begin_acceptance(WAITING)
        await waiting.tick(0)
        assert told == [(VPCE_ID, 0)]
        assert waiting.polls() > before, "a poll follows"
        await waiting.tick(30)
    assert waiting.tidb.called("accept") == 1


async def test_a_lost_answer_is_looked_up_by_id(waiting: World, monkeypatch: pytest.MonkeyPatch) -> None:
    accept = waiting.tidb.accept

    async def lost(*arguments: Any) -> None:
        await accept(*arguments)
        raise LOST

    monkeypatch.setattr(waiting.tidb, "accept", lost)
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await waiting.tick(0)
        assert (problem(waiting), work(waiting).task.over) == ("", True)


async def test_what_was_throttled_is_asked_again_when_the_provider_says(waiting: World) -> None:
    waiting.tidb.fail["accept"] = Throttled("Too many requests.", retry_after_s=40.0)
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await waiting.tick(0)
        assert work(waiting).waits == "Too many requests. It is asked again in 40 s."
        waiting.tidb.fail.clear()
        for _ in range(7):
            await waiting.tick(5)
        assert waiting.tidb.called("accept") == 1
        await waiting.tick(5)
        assert (waiting.tidb.called("accept"), work(waiting).task.over) == (2, True)


def rejected(world: World) -> None:
    world.aws.change(VPCE_ID, state=VpcEndpointState.REJECTED, state_text="rejected")


def expired(world: World) -> None:
    world.aws.change(VPCE_ID, state=VpcEndpointState.EXPIRED, state_text="expired")


def deleted(world: World) -> None:
    world.aws.vpc_endpoints = []


def removed(world: World) -> None:
    world.aws.change(VPCE_ID, state=VpcEndpointState.PENDING_ACCEPTANCE, state_text="pendingAcceptance")


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (rejected, "AWS says rejected: it cannot be used again"),
        (expired, "AWS says expired: it cannot be used again"),
        (deleted, f"{VPCE_ID} was deleted: create another"),
        (removed, "TiDB's side has not accepted it: the connection was removed there, or never made"),
    ],
)
async def test_accepted_does_not_outlive_its_truth(waiting: World, happens: Any, said: str) -> None:
    waiting.tidb.after_accept = VpcEndpointState.PENDING
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await waiting.tick()
        assert work(waiting).active
        happens(waiting)
        await waiting.tick(SHOWS_WITHIN.total_seconds() + 5)
        assert said in problem(waiting)
        assert not work(waiting).active
    assert waiting.tidb.called("accept") == 1


class Budget:
    """So many seconds until there are enough."""

    wait = 0.0

    def begin_tick(self) -> None: ...

    def least_wait_s(self) -> float:
        return 0.0

    def left(self) -> int:
        return 0 if self.wait else 100

    def wait_s(self, requests: int) -> float:
        self.asked = requests
        return self.wait

    def why(self) -> str:
        return ""


@pytest.fixture
async def failed() -> World:
    """TiDB Cloud, whose record of the endpoint FAILED."""
    world = World(TidbSide.TIDB_CLOUD)
    world.tidb.records = True
    world.tidb.connections = [connection(state="FAILED", id="7", is_record=True)]
    world.aws.vpc_endpoints = [vpc_endpoint(state="pendingAcceptance")]
    world.pace = Budget()
    world.operations = world.restarted()
    await world.poller.poll_once()
    return world


def writes(world: World) -> list[str]:
    return [call[0] for call in world.tidb.calls if call[0] in {"accept", "reject"}]


async def test_a_failed_one_is_deleted_seen_gone_by_its_id_and_accepted_anew(failed: World) -> None:
    async with failed.at_work() as operations:
        operations.begin_acceptance(WAITING)
        for _ in range(3):
            await failed.tick()
        assert writes(failed) == ["reject"]
        assert ("find_connection", service().owner, VPCE_ID, "7") in failed.tidb.calls
        failed.tidb.advance()
        await failed.tick()
        assert (writes(failed), work(failed).task.over) == (["reject", "accept"], True)


async def test_a_retry_is_begun_only_with_enough_of_the_budget_left(failed: World) -> None:
    assert isinstance(failed.pace, Budget)
    failed.pace.wait = 33.0
    async with failed.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await failed.tick(0)
        assert work(failed).waits.startswith("Begins in 33 s: ")
        await failed.tick()
        assert (writes(failed), failed.pace.asked) == ([], 7)
        failed.pace.wait = 0.0
        await failed.tick()
        assert writes(failed) == ["reject"]
        failed.pace.wait = 33.0
        failed.tidb.advance()
        await failed.tick()
        assert writes(failed) == ["reject", "accept"], "once begun it is never left half done"


async def test_a_record_that_still_stands_in_the_way_is_waited_for(failed: World) -> None:
    async with failed.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await failed.tick()
        failed.tidb.advance()
        failed.tidb.fail["accept"] = InvalidRequest("It is still being deleted.", retryable=True)
        await failed.tick()
        assert "still being deleted" in work(failed).waits
        failed.tidb.fail.clear()
        await failed.tick(10)
        assert work(failed).task.over


async def test_a_look_up_that_fails_stops_nothing_and_is_told(failed: World) -> None:
    async with failed.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await failed.tick()
        failed.tidb.connections = []
        failed.tidb.fail["find_connection"] = PrivateEndpointError("No line.")
        await failed.tick()
        assert (work(failed).waits, work(failed).active) == ("It could not be looked up: No line.", True)
        assert writes(failed) == ["reject"]
        failed.tidb.fail.clear()
        await failed.tick()
        assert writes(failed) == ["reject", "accept"]


async def test_an_answer_that_was_well_but_nothing_done_is_found_out(
    waiting: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def well(*_: Any) -> None:
        waiting.tidb.calls.append(("accept",))

    monkeypatch.setattr(waiting.tidb, "accept", well)
    async with waiting.at_work() as operations:
        operations.begin_acceptance(WAITING)
        await waiting.tick()
        assert work(waiting).active, "it may take a while to show"
        await waiting.tick(SHOWS_WITHIN.total_seconds())
        assert "TiDB's side has not accepted it" in problem(waiting)
        operations.begin_acceptance(WAITING)
        await waiting.tick(0)
    assert waiting.tidb.called("accept") == 2


async def test_an_available_endpoint_whose_record_is_gone_is_accepted_again(failed: World) -> None:
    failed.tidb.connections = []
    failed.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available")
    await failed.poller.poll_once()
    async with failed.at_work() as operations:
        assert not facts(WAITING, failed.poller.snapshot).available
        operations.begin_acceptance(WAITING)
        await failed.tick(0)
        assert writes(failed) == ["accept"]
        await failed.tick()
        assert work(failed).task.over
        assert facts(WAITING, failed.poller.snapshot).available
