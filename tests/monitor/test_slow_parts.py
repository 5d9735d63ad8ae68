"""One account's delay holds no other part's rows."""

import asyncio
import itertools
from collections.abc import Sequence

import pytest

from tests.clock import FrozenClock
from tests.fakes import REGION, FakeAws, FakeTidb, cluster, service, vpc_endpoint
from tui.domain.endpoints import VpcEndpoint
from tui.domain.network import Identity
from tui.domain.snapshot import Snapshot
from tui.monitor import events, poller
from tui.monitor.history import History
from tui.monitor.poller import Poller
from tui.monitor.store import Store

HUNG = "data-team"


class Hung(FakeAws):
    """An account whose credential helper hangs until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = asyncio.Event()

    async def caller_identity(self) -> Identity:
        await self.let_go.wait()
        return await super().caller_identity()

    async def describe_vpc_endpoints(self, region: str, service_names: Sequence[str]) -> list[VpcEndpoint]:
        await self.let_go.wait()
        return await super().describe_vpc_endpoints(region, service_names)


async def test_the_rows_of_the_other_parts_are_shown_while_an_account_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "PATIENCE_S", 0.01)
    aws, hung, store = FakeAws(), Hung(), Store()
    tidb = FakeTidb(aws)
    tidb.clusters, tidb.services = [cluster()], [service()]
    aws.vpc_endpoints = [vpc_endpoint(private_dns_enabled=True)]
    history, seen, shown = History(store), list[Snapshot](), asyncio.Event()

    def hear(snapshot: Snapshot) -> None:
        seen.append(snapshot)
        if snapshot.rows:
            shown.set()

    store.subscribe(hear)
    polls = Poller(tidb, {"": aws, HUNG: hung}, store, FrozenClock(), profiles_of=lambda _: ("", HUNG))
    reading = asyncio.ensure_future(polls.poll_once())
    await asyncio.wait_for(shown.wait(), 5)
    (row,) = store.snapshot.rows
    assert row.vpc_endpoint
    assert row.connection
    assert not store.snapshot.loaded, "not everything was asked yet: nothing is news, and nothing is empty"
    assert not reading.done()
    hung.let_go.set()
    await reading
    assert [each.side for each in store.snapshot.readings if each.side.startswith("AWS")] == [
        f"AWS {REGION}",
        f"AWS {REGION} ({HUNG})",
    ]
    assert store.snapshot.complete
    assert history.of(row.key) == ()
    assert [event for was, now in itertools.pairwise(seen) for event in events.between(was, now)] == []
