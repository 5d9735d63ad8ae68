"""Nothing that a page offers is without what does it."""

from collections.abc import Callable

import pytest

from tests.fakes import VPCE_ID
from tests.screens import worlds
from tests.screens.harness import World
from tui.domain.deletion import Deletion
from tui.domain.draft import Draft, Step
from tui.domain.wizard import Wizard
from tui.monitor.store import Store
from tui.plain.checking import About, Checking
from tui.plain.clusters import ClusterPlace, Clusters
from tui.plain.connecting import Connecting
from tui.plain.deleting import Deleting, Terminating
from tui.plain.describing import Describing
from tui.plain.editing import EditingPlace
from tui.plain.lines import Lines
from tui.plain.listing import Listing
from tui.plain.place import Place
from tui.plain.reading import choices
from tui.plain.steps import Steps
from tui.plain.talk import Talk
from tui.runtime import Runtime

Opened = Callable[[Talk, Runtime, Store], Place]
ENDPOINT = Draft("", "", "", "", vpc_endpoint_id=VPCE_ID)


def at(step: Step) -> Opened:
    return on(Steps, Wizard(step, worlds.draft_at(step)))


def on(place: Callable[..., Place], *about: object) -> Opened:
    return lambda *parts: place(*parts, *about)


def row(place: type[Describing] | type[EditingPlace]) -> Opened:
    return lambda talk, runtime, store: place(talk, runtime, store, store.snapshot.rows[0])


def unfinished_deletion() -> World:
    world = worlds.active()
    removal = Deletion(VPCE_ID, world.tidb.clusters[0].id, "", "us-west-2", world.clock.now())
    world.removals.save(removal)
    return world


PLACES: dict[str, tuple[Callable[[], World], Opened, set[str]]] = {
    "list": (worlds.every_status, Listing, {"row", "create", "clusters", "filter", "sort", "reverse"}),
    **{
        f"step {step}": (lambda step=step: worlds.unfinished(step), at(step), {"next", "back", "leave"})  # type: ignore[misc]
        for step in Step
    },
    "lost": (worlds.lost, at(Step.ENABLE_PRIVATE_DNS), {"another"}),
    "describe": (worlds.active, row(Describing), {"edit", "delete", "connect", "diagnose", "answers", "close"}),
    "changed": (worlds.changed_elsewhere, row(Describing), {"edit", "take"}),
    "edit back": (worlds.changed_elsewhere, row(EditingPlace), {"field", "dns", "restore", "run"}),
    "setup": (worlds.filled, row(Describing), {"discard"}),
    "edit": (worlds.active, row(EditingPlace), {"field", "dns", "run", "copy", "close"}),
    "delete": (worlds.active, on(Deleting, VPCE_ID), {"do", "close"}),
    "delete again": (worlds.lost, on(Deleting, VPCE_ID), {"do", "again"}),
    "deletion": (unfinished_deletion, on(Deleting, VPCE_ID), {"go_on", "forget"}),
    "terminate": (
        worlds.with_service,
        on(Terminating, (worlds.with_service().tidb.clusters[0].id, "")),
        {"do", "close"},
    ),
    "clusters": (worlds.active, Clusters, {"cluster", "close"}),
    "cluster": (
        worlds.active,
        on(ClusterPlace, worlds.active().tidb.clusters[0].id),
        {"create", "connect", "terminate", "close"},
    ),
    "connect": (
        worlds.active,
        on(Connecting, worlds.active().tidb.clusters[0].id, VPCE_ID),
        {"client", "ca_file", "close"},
    ),
    "diagnose": (worlds.active, on(Checking, About(ENDPOINT)), {"close"}),
}


@pytest.mark.parametrize("name", PLACES)
async def test_every_choice_of_a_page_has_what_does_it(name: str) -> None:
    make, opened, expected = PLACES[name]
    world, store = make(), Store()
    runtime = world._connect(None, store, {})
    runtime.operations._show()
    runtime.operations._intents.show()
    runtime.operations.work.show()
    await runtime.poller.poll_once(inventory=True)
    place = opened(Talk(store, Lines(None)), runtime, store)
    offered = {choice.partition(" ")[0] for choice, _ in choices(place.page())}
    assert expected <= offered
    assert {each for each in offered if not hasattr(place, f"do_{each}")} == set()
