"""What one poll asks and publishes, and what it leaves as it was."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from tests.clock import START, FrozenClock
from tests.fakes import ACCOUNT, REGION, TOKEN, VPCE_ID, FakeAws, FakeTidb, cluster, service, vpc_endpoint
from tests.monitor.sides import ELSEWHERE, freshness, sides
from tui.domain.draft import Draft
from tui.domain.endpoints import VpcEndpoint
from tui.domain.network import Identity
from tui.domain.snapshot import Snapshot
from tui.monitor.poller import Poller
from tui.monitor.store import Store


async def test_a_poll_publishes_both_sides_joined(poller: Poller, aws: FakeAws, store: Store) -> None:
    aws.vpc_endpoints = [vpc_endpoint()]
    await poller.poll_once()
    (row,) = store.snapshot.rows
    assert (row.key, row.vpc_endpoint, row.cluster_name) == (VPCE_ID, vpc_endpoint(), "orders")
    assert row.connection is not None
    assert store.snapshot.clusters == (cluster(),)
    assert store.snapshot.services == (service(),)
    assert store.snapshot.identity == Identity(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/operator")
    read = ("TiDB clusters", "TiDB endpoint services", "TiDB connections", "AWS us-west-2")
    assert freshness(store) == dict.fromkeys(read, (START, None))
    assert store.snapshot.complete
    assert store.snapshot.at == START


async def test_a_tick_costs_one_describe_a_region_however_many_endpoints(
    poller: Poller, tidb: FakeTidb, aws: FakeAws
) -> None:
    clusters = [cluster(f"c{number}") for number in range(20)] + [ELSEWHERE]
    tidb.clusters, tidb.services = clusters, [service(of) for of in clusters]
    aws.vpc_endpoints = [vpc_endpoint(f"vpce-{at:017x}", to=tidb.services[at % 21]) for at in range(300)]
    for _ in range(3):
        await poller.poll_once()
    assert aws.called("describe_vpc_endpoints") == 6
    assert {call[1] for call in aws.calls if call[0] == "describe_vpc_endpoints"} == {REGION, "eu-central-1"}
    assert tidb.called("list_connections") == 3
    assert (tidb.called("list_clusters"), tidb.called("list_services"), aws.called("caller_identity")) == (1, 1, 1)
    assert len(poller.snapshot.rows) == 300


async def test_regions_and_connections_are_asked_at_the_same_time(
    tidb: FakeTidb, store: Store, clock: FrozenClock
) -> None:
    class Slow(FakeAws):
        """Answers once two regions have asked."""

        def __init__(self) -> None:
            super().__init__()
            self.both = asyncio.Barrier(2)

        async def describe_vpc_endpoints(self, region: str, service_names: Sequence[str]) -> list[VpcEndpoint]:
            await self.both.wait()
            return await super().describe_vpc_endpoints(region, service_names)

    tidb.clusters, tidb.services = [cluster(), ELSEWHERE], [service(), service(ELSEWHERE)]
    async with asyncio.timeout(5):
        await Poller(tidb, {"": Slow()}, store, clock).poll_once()
    assert {"AWS eu-central-1", "AWS us-west-2"} < set(sides(store))


async def test_an_endpoint_outlives_its_service_as_long_as_aws_shows_it_for_it_is_billed(
    poller: Poller, tidb: FakeTidb, aws: FakeAws, store: Store
) -> None:
    aws.vpc_endpoints = [vpc_endpoint()]
    await poller.poll_once()
    tidb.clusters, tidb.services = [], []
    for _ in range(2):
        await poller.poll_once(inventory=True)
        (row,) = store.snapshot.rows
        assert (row.key, row.owner, row.cluster_name) == (VPCE_ID, service().owner, "orders")
        assert (row.service, row.connection, row.vpc_endpoint) == (None, None, vpc_endpoint())
        assert store.snapshot.services == ()
    aws.vpc_endpoints = []
    await poller.poll_once()
    assert store.snapshot.rows == ()
    await poller.poll_once()
    assert set(sides(store)) == {"TiDB clusters", "AWS"}, "its region is not asked any more"


async def test_rows_that_did_not_change_keep_their_identity(poller: Poller, aws: FakeAws, store: Store) -> None:
    other = "vpce-00000000000000002"
    aws.vpc_endpoints = [vpc_endpoint(), vpc_endpoint(other, "pending")]
    await poller.poll_once()
    before = store.snapshot
    aws.advance()
    await poller.poll_once()
    assert store.snapshot.row(VPCE_ID) is before.row(VPCE_ID)
    assert store.snapshot.row(other) is not before.row(other)


async def test_drafts_show_at_once_and_are_no_poll(poller: Poller, store: Store) -> None:
    draft, heard = Draft(TOKEN, cluster().id), list[Snapshot]()
    poller.set_drafts((draft,))
    assert [row.draft for row in store.snapshot.rows] == [draft]
    assert not store.snapshot.loaded
    await poller.poll_once()
    store.subscribe(heard.append)
    poller.set_drafts((draft,))
    assert len(heard) == 1
    changed = replace(draft, region=REGION)
    poller.set_drafts((changed,))
    assert store.snapshot.drafts == (changed,)
    assert store.snapshot.loaded
