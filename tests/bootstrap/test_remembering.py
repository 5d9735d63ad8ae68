"""The names of what was read reach the disk by the writer, and only when they change."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import ExitStack

import pytest

from tests.clock import START
from tests.reading import looking
from tests.samples import VPCE_ID, cluster
from tests.screens import worlds
from tui.bootstrap import connect
from tui.bootstrap.remembering import remember
from tui.domain.errors import Unreachable
from tui.domain.snapshot import Snapshot
from tui.local import last_read
from tui.local.last_read import Names
from tui.monitor.store import Store
from tui.runtime import Options


class Later:
    """A writer that writes when told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def put(self, what: Hashable, write: Callable[[], None]) -> "Future[None]":
        assert what == "names"
        self.waiting.append(write)
        return Future()


async def test_names_are_written_when_they_change_and_never_on_the_event_loop() -> None:
    world, store, writer = worlds.active(), Store(), Later()
    remember(store, writer, "demo-")
    poller = looking(world, store).poller
    assert writer.waiting == []
    for _ in range(3):
        await poller.poll_once(inventory=True)
    [write] = writer.waiting
    assert last_read.read("demo-") == Names()
    write()
    assert last_read.read("demo-") == Names((VPCE_ID,), ("orders",))


async def test_what_could_not_be_read_is_not_forgotten() -> None:
    world, store, writer = worlds.active(), Store(), Later()
    last_read.write(Names((VPCE_ID,), ("archive", "orders")))
    remember(store, writer, "")
    world.tidb.fail["list_clusters"] = Unreachable("No answer.", "", "TiDB")
    await looking(world, store).poller.poll_once(inventory=True)
    for write in writer.waiting:
        write()
    assert last_read.read() == Names((VPCE_ID,), ("archive", "orders"))


@pytest.mark.usefixtures("signed_in")
def test_the_program_remembers(resources: ExitStack) -> None:
    store = Store()
    connect(Options({"regions": "us-west-2"}), store, resources, demo=None)
    store.publish(Snapshot(clusters=(cluster(),), at=START))
    resources.close()
    assert last_read.read() == Names((), ("orders",))
