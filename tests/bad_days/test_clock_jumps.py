"""Somebody sets the clock while the program runs, by hours, forwards or backwards."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.clock import START, FrozenClock
from tests.fakes import FakeAws, FakeTidb, cluster, service, vpc_endpoint
from tests.screens import worlds
from tui.domain.draft import Step
from tui.monitor.history import History
from tui.monitor.poller import Poller
from tui.monitor.store import Store

HOURS = pytest.mark.parametrize("hours", [-26, -3, 3, 26])


class Watch:
    """A poller at work on a clock that can be set."""

    def __init__(self) -> None:
        self.aws, self.clock, self.store = FakeAws(), FrozenClock(), Store()
        self.tidb = FakeTidb(self.aws)
        self.tidb.clusters, self.tidb.services = [cluster()], [service()]
        self.history = History(self.store)
        self.poller = Poller(self.tidb, {"": self.aws}, self.store, self.clock, random=lambda: 0.0)

    @property
    def polls(self) -> int:
        return self.tidb.called("list_connections")

    async def settle(self) -> None:
        for _ in range(50):
            await asyncio.sleep(0)

    async def pass_(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await self.settle()

    async def jump(self, hours: float) -> None:
        self.clock.jump(hours * 3600)
        await self.settle()


@pytest.fixture
async def watch() -> AsyncIterator[Watch]:
    made = Watch()
    running = asyncio.create_task(made.poller.run())
    await made.settle()
    yield made
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@HOURS
@pytest.mark.parametrize("hurried", [False, True])
async def test_the_next_poll_comes_when_it_would_have_come(watch: Watch, hours: int, *, hurried: bool) -> None:
    if hurried:
        watch.poller.hurry()
        await watch.settle()
    before, wait_s = watch.polls, watch.poller.next_poll_s
    await watch.jump(hours)
    await watch.pass_(wait_s - 0.1)
    assert watch.polls == before, "no storm"
    await watch.pass_(0.1)
    assert watch.polls == before + 1, "no endless sleep"
    assert watch.poller.next_poll_s == 30.0, "the ten minutes of haste are over rather than endless"


@HOURS
async def test_an_hour_after_the_jump_as_many_polls_were_made_as_in_any_hour(watch: Watch, hours: int) -> None:
    await watch.jump(hours)
    before = watch.polls, watch.tidb.called("list_clusters")
    for _ in range(120):
        await watch.pass_(30)
    polls, inventories = watch.polls - before[0], watch.tidb.called("list_clusters") - before[1]
    assert polls == 120
    assert 12 <= inventories <= 13


@HOURS
async def test_what_was_read_is_never_newer_than_now_for_long(watch: Watch, hours: int) -> None:
    await watch.jump(hours)
    await watch.pass_(30)
    assert {reading.as_of for reading in watch.store.snapshot.readings} == {watch.clock.now()}


@HOURS
async def test_history_goes_on_newest_first(watch: Watch, hours: int) -> None:
    watch.aws.vpc_endpoints = [vpc_endpoint(state="pending")]
    await watch.pass_(30)
    await watch.jump(hours)
    watch.aws.advance()
    await watch.pass_(5)
    newest, oldest = watch.history.of(watch.aws.vpc_endpoints[0].id)
    assert newest.at == oldest.at + timedelta(hours=hours, seconds=5)


@HOURS
async def test_no_duration_on_screen_is_negative(hours: int) -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    async with world.running() as session:
        await session.press("enter")
        world.clock.jump(hours * 3600)
        await session.poll(5)
        (waited,) = re.findall(r"Creating, (\S+) elapsed", session.prose)
        assert waited == ("0:00" if hours < 0 else f"{hours * 60}:05")
        await session.press("ctrl+x")
        assert not re.search(r"-\d+[mhd]|\d{4,}m", session.text)


@HOURS
async def test_the_list_goes_on_telling_how_long(hours: int) -> None:
    world = worlds.every_status()
    async with world.running() as session:
        await session.poll(60)
        world.clock.jump(hours * 3600)
        await session.poll(5)
        assert world.clock.now() == START + timedelta(hours=hours, seconds=65)
        assert f"read {world.clock.now():%H:%M:%S} UTC" in session.text
        assert not re.search(r"-\d+[smhd]\b", session.text)
