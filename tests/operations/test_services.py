"""Preparing an endpoint service: asked for once, for this account; what fails is told by name and asked for again."""

from dataclasses import replace
from typing import Any

import pytest

from tests.clock import START
from tests.fakes import ACCOUNT, TOKEN, cluster, service
from tests.operations.world import DRAFT, World, rest
from tui.domain.endpoints import DnsNameState, ServiceState
from tui.domain.errors import CredentialsError, NotFound, PermissionDenied
from tui.domain.preparation import Preparation, PrepareStage, preparation_id
from tui.domain.work import Work, work_on

OWNER = (cluster().id, "")
WRITES = ("ensure_service", "permit", "verify_name")


@pytest.fixture
async def without(world: World) -> World:
    """A cluster whose service nobody asked for yet."""
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    return world


def preparing(world: World) -> tuple[Work, Preparation]:
    work, wish = work_on(world.store.snapshot.works, preparation_id(OWNER, ""), Preparation)
    assert work
    assert wish
    return work, wish


def asked(world: World) -> list[int]:
    return [world.tidb.called(each) for each in WRITES]


async def test_it_is_asked_for_opened_to_this_account_and_since_when_is_noted(without: World) -> None:
    async with without.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
    assert preparing(without)[1].over
    assert without.disk.kept[TOKEN].service_asked_at == START
    assert without.tidb.principals == {f"arn:aws:iam::{ACCOUNT}:root"}
    shown = without.store.snapshot.service(cluster().id)
    assert shown is not None
    assert shown.state is ServiceState.CREATING


async def test_however_often_the_step_is_entered_it_is_asked_once(without: World) -> None:
    async with without.at_work() as operations:
        for _ in range(10):
            operations.prepare(DRAFT)
        await rest()
        for _ in range(10):
            operations.prepare(DRAFT)
        await rest()
    assert asked(without) == [1, 1, 0]


async def test_a_service_that_was_ready_all_along_was_not_asked_for(world: World) -> None:
    async with world.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
    assert world.disk.kept[TOKEN].service_asked_at is None
    assert world.tidb.principals


async def test_a_name_that_waits_to_be_verified_is_asked_for(world: World) -> None:
    world.tidb.services = [service(dns_state=DnsNameState.PENDING_VERIFICATION)]

    async def there(*_: Any) -> Any:
        return world.tidb.services[0]

    world.tidb.ensure_service = there  # type: ignore[method-assign,assignment] # as it is
    async with world.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
    assert world.tidb.called("verify_name") == 1


@pytest.mark.parametrize("call", ["ensure_service", "permit"])
async def test_what_fails_is_told_by_name_and_repaired_by_asking_again(world: World, call: str) -> None:
    world.tidb.fail[call] = PermissionDenied("No.", source="TiDB")
    async with world.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
        work, wish = preparing(world)
        stages = {"ensure_service": PrepareStage.SERVICE, "permit": PrepareStage.PERMISSION}
        assert (wish.stage, wish.over, work.active) == (stages[call], False, False)
        assert work.problem is world.tidb.fail[call]
        await world.tick(60)
        operations.prepare(DRAFT)
        await rest()
        assert world.tidb.called(call) == 1, "not by itself"
        world.tidb.fail.clear()
        operations.prepare(DRAFT, again=True)
        await rest()
        assert preparing(world)[1].over


async def test_what_is_typed_while_the_service_starts_is_kept(without: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure = without.tidb.ensure_service
    typed = DRAFT.with_vpc_endpoint("")
    typed = replace(typed, subnet_ids=())

    async def ensure_while_typing(*arguments: Any) -> object:
        without.operations.keep(typed)
        return await ensure(*arguments)

    monkeypatch.setattr(without.tidb, "ensure_service", ensure_while_typing)
    async with without.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
    assert without.disk.kept[TOKEN] == replace(typed, service_asked_at=START)


async def test_without_credentials_no_service_is_started() -> None:
    world = World()
    world.aws.fail["caller_identity"] = CredentialsError("Unable to locate credentials")
    await world.poller.poll_once()
    async with world.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
    assert isinstance(preparing(world)[0].problem, CredentialsError)
    assert asked(world) == [0, 0, 0]


async def test_a_service_for_a_cluster_that_is_gone_is_refused(world: World) -> None:
    world.tidb.clusters = []
    await world.poller.poll_once(inventory=True)
    async with world.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
    problem = preparing(world)[0].problem
    assert isinstance(problem, NotFound)
    assert "cluster is not there any more" in problem.summary


async def test_once_it_was_terminated_it_is_asked_for_again(world: World) -> None:
    async with world.at_work() as operations:
        operations.prepare(DRAFT)
        await rest()
        await operations.terminate_service(cluster().id)
        operations.prepare(DRAFT)
        await rest()
    assert asked(world)[0] == 2
