"""Faults by part: what goes wrong, where, and at which moment of the main job, drawn from a seed, on both demos.

Whatever it is: nothing that the double still has is called gone, done or empty, nothing is news that did not happen,
nothing crashes, nothing is asked beyond the budget, and once the fault is over the job ends as it should.
"""

import asyncio
import os
import random
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from botocore.retries import quota, standard

from tests.bad_days.judge import Judge
from tests.bad_days.program import Lines, Program
from tests.demo.running import DemoCloud
from tests.demo.running_tidb_cloud import TidbCloudDemo
from tui.domain.clusters import TidbSide
from tui.domain.draft import Draft
from tui.domain.errors import PrivateEndpointError
from tui.domain.status import Status

Counts = Counter[str]
A_WHILE_S = 600.0
MOMENTS = ("list", "set up", "accept", "delete")
BODIES = {
    "403": (403, '{"code": 7, "message": "no"}'),
    "404": (404, '{"code": 5, "message": "no"}'),
    "429": (429, '{"code": 49900007, "message": "many"}'),
    "500": (500, '{"code": 13, "message": "oh"}'),
    "503": (503, "<html>busy</html>"),
    "{}": (200, "{}"),
    "a page": (200, "<html>sign in</html>"),
    "no list": (200, '{"projects": 1, "clusters": 1, "privateEndpointConnections": 1}'),
    "cut": (0, ""),
}
"""Kinds of fault at TiDB Cloud: status and body."""
TIDB_CLOUD = {
    "projects": "GET */projects",
    "clusters": "*_ListClusters",
    "service": "GET */privateLinkService",
    "connections": "GET */clusters/-/*privateEndpointConnections",
    "every connection list": "GET */privateEndpointConnections",
    "a record": "GET */privateEndpointConnections/*",
}
CODES = {"403": "UnauthorizedOperation", "500": "InternalError", "429": "RequestLimitExceeded", "400": "AuthFailure"}
AWS = {"endpoints": "DescribeVpcEndpoints"}
SELF_MANAGED = AWS | {
    "clusters": "DescribeLoadBalancers",
    "tags": "DescribeTags",
    "service": "DescribeVpcEndpointServiceConfigurations",
    "connections": "DescribeVpcEndpointConnections",
}
TRUE = ("a record", "404")
"""No fault: with these words TiDB Cloud says that a record is gone."""
TIMES = (1, 2, 3, 1000)
"""How many calls meet the fault: one part of a kind, some, or all for as long as it lasts."""


@dataclass(frozen=True, slots=True)
class Case:
    """One bad day."""

    side: TidbSide
    moment: str
    part: str
    kind: str
    times: int

    def __str__(self) -> str:
        return f"{self.side}: {self.kind} x {self.times} for {self.part} at {self.moment}"

    def order(self, demo: DemoCloud) -> None:
        """Have the double go wrong."""
        if self.part in TIDB_CLOUD and isinstance(demo, TidbCloudDemo):
            status, body = BODIES[self.kind]
            how = {"status": status, "body": body, "cut": not status, "unchecked": True}
            demo.fault(TIDB_CLOUD[self.part], times=self.times, **how)
        else:
            demo.fail(SELF_MANAGED[self.part], CODES[self.kind], status=int(self.kind), times=3 * self.times)


def end(demo: DemoCloud) -> None:
    """The day gets better."""
    demo.front.faults.clear()
    if isinstance(demo, TidbCloudDemo):
        demo.tidb_cloud.faults.clear()


def drawn(count: int, seed: int) -> Iterator[Case]:
    """Every second one on TiDB Cloud."""
    chance = random.Random(seed)  # noqa: S311 - to be drawn again
    for number in range(count):
        side = (TidbSide.TIDB_CLOUD, TidbSide.SELF_MANAGED)[number % 2]
        parts = TIDB_CLOUD | AWS if side is TidbSide.TIDB_CLOUD else SELF_MANAGED
        part, moment, times = chance.choice(list(parts)), chance.choice(MOMENTS), chance.choice(TIMES)
        at_tidb = side is TidbSide.TIDB_CLOUD and part in TIDB_CLOUD
        kind = chance.choice([each for each in (BODIES if at_tidb else CODES) if (part, each) != TRUE])
        yield Case(side, moment, part, kind, times)


def run(count: int, seed: int) -> Counts:
    """How many cases ended well, as `as it should`, and each other one under what was wrong with it."""
    cases, counts = list(drawn(count, seed)), Counts()
    for side, demo in ((TidbSide.TIDB_CLOUD, TidbCloudDemo()), (TidbSide.SELF_MANAGED, DemoCloud())):
        with demo, lines_to(demo) as lines:
            for case in cases:
                if case.side is side:
                    counts[tried(case, demo, lines)] += 1
    return counts


AS_IT_SHOULD = "as it should"


def tried(case: Case, demo: DemoCloud, lines: Lines) -> str:
    """AS_IT_SHOULD, or what was wrong."""
    demo.reset()
    try:
        asyncio.run(_play(case, Program(demo, lines)))
    except Exception:  # noqa: BLE001 - whatever it is, it is told
        return f"{case}\n{traceback.format_exc(limit=-3)}"
    return AS_IT_SHOULD


@contextmanager
def lines_to(demo: DemoCloud) -> Iterator[Lines]:
    """Between the SDK's attempts passes no time, and no number of bad days uses them up."""
    lines = Lines.to(demo)
    try:
        with (
            patch.object(standard.ExponentialBackoff, "delay_amount", lambda *_: 0.0),
            patch.object(quota.RetryQuota, "acquire", lambda *_: True),
            patch.dict(os.environ, {"AWS_EC2_METADATA_DISABLED": "true"}),
        ):
            yield lines
    finally:
        lines.close()


async def _play(case: Case, program: Program) -> None:
    async with program.at_work():
        judge = Judge(program)
        job = {"list": _look, "set up": _set_up, "accept": _accept, "delete": _delete}[case.moment]
        await job(case, program, judge)
        judge.check_budget()


async def _bad_day(program: Program, judge: Judge) -> None:
    """The fault lasts for three polls."""
    for _ in range(3):
        await _poll(program, judge)
    end(program.demo)


async def _poll(program: Program, judge: Judge) -> None:
    program.pass_time(max(program.poller.next_poll_s, 5.0))
    await program.poll()
    judge.check()


async def _look(case: Case, program: Program, judge: Judge) -> None:
    rows = program.store.snapshot.rows
    judge.expects_nothing_new()
    case.order(program.demo)
    for each in range(4):
        program.clock.advance(60)
        if isinstance(program.demo, TidbCloudDemo):
            program.demo.real_s += 60
        if each == 2:
            end(program.demo)
        await program.poll()
        judge.check()
    shown = program.store.snapshot
    assert shown.complete, f"not whole again: {[each for each in shown.readings if not each.whole]}"
    assert [row.key for row in shown.rows] == [row.key for row in rows], "rows are missing after all is well again"


async def _delete(case: Case, program: Program, judge: Judge) -> None:
    row = next(row for row in program.store.snapshot.rows if row.standing.status is Status.ACTIVE and row.vpc_endpoint)
    program.operations.begin_removal(row)
    case.order(program.demo)
    await _bad_day(program, judge)
    await _go_on(program, judge, row.key)
    assert row.key not in program.there(), "the endpoint stays, and is billed"


async def _accept(case: Case, program: Program, judge: Judge) -> None:
    waiting = (row for row in program.store.snapshot.rows if row.standing.status is Status.DISCOVERED)
    row = next(row for row in waiting if row.vpc_endpoint)
    draft = Draft("setup", *row.owner, row.region, row.vpc_id, vpc_endpoint_id=row.key)
    case.order(program.demo)
    program.operations.begin_acceptance(draft)
    await program.rest()
    await _bad_day(program, judge)
    await _go_on(program, judge, row.key)
    assert program.there()[row.key].life.state == "available"


async def _set_up(case: Case, program: Program, judge: Judge) -> None:
    row = next(row for row in program.store.snapshot.rows if row.standing.status is Status.ACTIVE and row.vpc_endpoint)
    of = row.vpc_endpoint
    assert of
    draft = Draft("setup", *row.owner, row.region, of.vpc_id, of.subnet_ids, of.security_group_ids)
    before = program.there().keys()
    case.order(program.demo)
    for attempt in range(5):
        try:
            draft = await program.operations.create_endpoint(draft)
        except PrivateEndpointError:
            await _poll(program, judge)
        if attempt == 2:
            end(program.demo)
    made = program.there().keys() - before
    assert made == {draft.vpc_endpoint_id}, "one setup makes one endpoint"
    program.operations.begin_acceptance(draft)
    await _go_on(program, judge, draft.vpc_endpoint_id)
    assert program.there()[draft.vpc_endpoint_id].life.state == "available"


async def _go_on(program: Program, judge: Judge, key: str) -> None:
    """As an operator does who is told that it stopped."""
    for _ in range(8):
        program.pass_time(A_WHILE_S)
        await program.poll()
        judge.check()
        work = program.operations.work.get(key)
        assert work, "it was forgotten"
        if work.task.over:
            return
        program.operations.work.go_on(key)
        await program.rest()
    raise AssertionError(f"it never ends: {work}")
