"""Worlds without a screen: connected to be looked at, and read once."""

from tests.screens.harness import World
from tui.domain.snapshot import Snapshot
from tui.monitor.store import Store
from tui.runtime import Looking


def looking(world: World, store: Store) -> Looking:
    """What a command is given in `world`."""
    runtime = world._connect(None, store, {})
    kept = tuple(world.drafts.load()), tuple(world.removals.load())
    return Looking(runtime.poller, *kept, dict(world.intents.saved), runtime.notices, lambda: runtime)


async def read(world: World) -> Snapshot:
    """What the first poll publishes."""
    store = Store()
    looked = looking(world, store)
    looked.poller.set_drafts(looked.drafts)
    looked.poller.set_intents(looked.intents)
    await looked.poller.poll_once(inventory=True)
    return store.snapshot
