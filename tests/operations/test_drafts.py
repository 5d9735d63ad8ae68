"""Drafts are kept on disk and on screen, and forgotten in both places."""

from dataclasses import replace

from tests.fakes import TOKEN, cluster
from tests.operations.world import DRAFT, World
from tests.screens.harness import MemoryIntents, MemoryRemovals, MemoryWaits
from tui.domain.draft import Draft
from tui.domain.errors import PrivateEndpointError
from tui.operations import Operations


def test_a_new_draft_has_an_id_of_its_own_and_is_not_kept(world: World) -> None:
    assert world.operations.new_draft(cluster().id) == Draft("new-1", cluster().id)
    assert world.operations.new_draft() == Draft("new-2")
    assert world.operations.drafts() == ()


def test_ids_are_uuids_unless_told_otherwise(world: World) -> None:
    operations = Operations(
        world.tidb,
        {"": world.aws},
        world.poller,
        world.disk,
        world.clock,
        removals=MemoryRemovals(),
        intents=MemoryIntents(),
        waits=MemoryWaits(),
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


async def test_drafts_of_an_earlier_run_show_once_it_runs(world: World) -> None:
    world.disk.kept[TOKEN] = DRAFT
    world.operations = world.restarted()
    assert not world.store.snapshot.drafts
    async with world.at_work():
        assert world.store.snapshot.drafts == (DRAFT,)


def test_a_draft_is_written_only_when_it_changed(world: World) -> None:
    world.operations.keep(DRAFT)
    world.operations.keep(replace(DRAFT))
    world.operations.keep(replace(DRAFT, vpc_id="vpc-0123abcd"))
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
    world.disk.full, told = PrivateEndpointError("The disk is full."), list[str]()
    world.operations.tell_unsaved = lambda error: told.append(error.summary)
    world.operations.keep(DRAFT)
    assert (world.store.snapshot.drafts, told) == ((DRAFT,), ["The disk is full."])
