"""Starting an endpoint service: asked for once, and for this account."""

from dataclasses import replace
from typing import Any

import pytest

from tests.clock import START
from tests.fakes import ACCOUNT, TOKEN, cluster
from tests.operations.world import DRAFT, Disk, World
from tests.screens.harness import MemoryRemovals
from tui.domain.endpoints import ServiceState
from tui.domain.errors import CredentialsError, NotFound
from tui.monitor.poller import Poller
from tui.monitor.store import Store
from tui.operations import Operations


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
    typed = replace(DRAFT, vpc_id="vpc-0123abcd")

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


async def test_what_is_typed_while_the_service_is_asked_for_is_in_the_draft_that_comes_back(world: World) -> None:
    """A copy that does not know when the service was asked for does not undo that either."""
    world.tidb.services = []
    await world.poller.poll_once(inventory=True)
    typed = replace(DRAFT, vpc_id="vpc-0bbbbbbbbbbbbbbbb")
    world.store.subscribe(lambda snapshot: world.operations.keep(typed) if snapshot.services else None)
    assert await world.operations.start_service(DRAFT) == replace(typed, service_asked_at=START)
