"""What one poll asks, keeps and publishes."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.clock import START, FrozenClock
from tests.fakes import (
    ACCOUNT,
    REGION,
    TOKEN,
    VPCE_ID,
    FakeAws,
    FakeTidb,
    cluster,
    connection,
    service,
    vpc_endpoint,
)
from tui.domain.endpoints import DnsNameState, PrivateEndpointConnection, PrivateLinkService, ServiceState, VpcEndpoint
from tui.domain.errors import CredentialsError, PermissionDenied, Throttled, Unreachable
from tui.domain.network import Identity
from tui.domain.snapshot import Reading, Snapshot
from tui.domain.wizard import Draft
from tui.monitor.poller import Poller
from tui.monitor.store import Store

DOWN = Unreachable("no answer", retryable=True)
ELSEWHERE = cluster("billing", region="eu-central-1")


def sides(store: Store) -> dict[str, Reading]:
    return {reading.side: reading for reading in store.snapshot.readings}


async def test_a_poll_publishes_both_sides_joined(poller: Poller, aws: FakeAws, store: Store) -> None:
    aws.vpc_endpoints = [vpc_endpoint()]
    await poller.poll_once()
    (row,) = store.snapshot.rows
    assert (row.key, row.vpc_endpoint, row.cluster_name) == (VPCE_ID, vpc_endpoint(), "orders")
    assert row.connection is not None
    assert store.snapshot.clusters == (cluster(),)
    assert store.snapshot.services == (service(),)
    assert store.snapshot.identity == Identity(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/operator")
    assert store.snapshot.readings == (Reading("TiDB", START), Reading("AWS us-west-2", START))
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
    assert set(sides(store)) == {"TiDB", "AWS eu-central-1", "AWS us-west-2"}


async def test_an_aws_that_fails_keeps_its_facts_and_their_age_while_tidb_goes_on(
    poller: Poller, aws: FakeAws, tidb: FakeTidb, store: Store, clock: FrozenClock
) -> None:
    aws.vpc_endpoints = [vpc_endpoint()]
    await poller.poll_once()
    aws.fail["describe_vpc_endpoints"] = DOWN
    aws.vpc_endpoints = []
    tidb.connections = [connection("vpce-00000000000000002")]
    clock.advance(60)
    await poller.poll_once()
    assert {row.key for row in store.snapshot.rows} == {VPCE_ID, "vpce-00000000000000002"}
    assert store.snapshot.readings == (Reading("TiDB", clock.now()), Reading("AWS us-west-2", START, DOWN))
    assert store.snapshot.as_of == START


async def test_a_region_that_fails_leaves_the_other_regions_alone(
    tidb: FakeTidb, store: Store, clock: FrozenClock
) -> None:
    class Half(FakeAws):
        async def describe_vpc_endpoints(self, region: str, service_names: Sequence[str]) -> list[VpcEndpoint]:
            if region == REGION:
                raise DOWN
            return await super().describe_vpc_endpoints(region, service_names)

    aws = Half()
    tidb.clusters, tidb.services = [cluster(), ELSEWHERE], [service(), service(ELSEWHERE)]
    aws.vpc_endpoints = [vpc_endpoint(to=service(ELSEWHERE))]
    await Poller(tidb, {"": aws}, store, clock).poll_once()
    assert [row.key for row in store.snapshot.rows if row.vpc_endpoint] == [VPCE_ID]
    assert [reading.side for reading in store.snapshot.problems] == ["AWS us-west-2"]


async def test_connections_that_fail_keep_their_facts_while_aws_goes_on(
    poller: Poller, aws: FakeAws, tidb: FakeTidb, store: Store, clock: FrozenClock
) -> None:
    aws.vpc_endpoints = [vpc_endpoint(state="pending")]
    await poller.poll_once()
    tidb.fail["list_connections"] = DOWN
    aws.advance()
    clock.advance(5)
    await poller.poll_once()
    (row,) = store.snapshot.rows
    assert row.vpc_endpoint == vpc_endpoint()
    assert row.connection is not None
    assert sides(store)["TiDB"] == Reading("TiDB", START, DOWN)


async def test_an_inventory_that_fails_keeps_the_clusters_and_their_age_and_is_asked_again(
    poller: Poller, tidb: FakeTidb, store: Store, clock: FrozenClock
) -> None:
    await poller.poll_once()
    tidb.fail["list_services"] = DOWN
    clock.advance(60)
    await poller.poll_once(inventory=True)
    assert store.snapshot.clusters == (cluster(),)
    assert sides(store)["TiDB"] == Reading("TiDB", START, DOWN)
    tidb.fail.clear()
    clock.advance(60)
    await poller.poll_once()
    assert sides(store)["TiDB"] == Reading("TiDB", clock.now())


async def test_while_tidb_never_answered_nothing_is_asked_about_services_and_aws_is_still_known(
    poller: Poller, tidb: FakeTidb, aws: FakeAws, store: Store
) -> None:
    tidb.fail["list_clusters"] = DOWN
    await poller.poll_once()
    assert store.snapshot.loaded
    assert store.snapshot.readings == (Reading("TiDB", None, DOWN), Reading("AWS", START))
    assert (aws.called("describe_vpc_endpoints"), tidb.called("list_connections")) == (0, 0)


async def test_without_a_region_to_ask_missing_credentials_show_all_the_same(
    poller: Poller, tidb: FakeTidb, aws: FakeAws, store: Store
) -> None:
    tidb.services = []
    aws.fail["caller_identity"] = signed_out = CredentialsError("Unable to locate credentials")
    await poller.poll_once()
    assert store.snapshot.problems == (Reading("AWS", None, signed_out),)


async def test_a_service_that_goes_takes_its_region_along(
    poller: Poller, tidb: FakeTidb, aws: FakeAws, store: Store
) -> None:
    aws.vpc_endpoints = [vpc_endpoint()]
    await poller.poll_once()
    tidb.services = []
    await poller.poll_once(inventory=True)
    assert store.snapshot.rows == ()
    assert set(sides(store)) == {"TiDB", "AWS"}


async def test_clusters_and_services_are_read_every_five_minutes(
    poller: Poller, tidb: FakeTidb, clock: FrozenClock
) -> None:
    for _ in range(21):
        await poller.poll_once()
        clock.advance(30)
    assert tidb.called("list_clusters") == 3
    assert tidb.called("list_connections") == 21


async def test_a_clock_that_jumps_back_does_not_make_the_inventory_old_for_ever(
    poller: Poller, tidb: FakeTidb, clock: FrozenClock
) -> None:
    await poller.poll_once()
    clock.advance(-86_400)
    await poller.poll_once()
    assert tidb.called("list_clusters") == 2


@pytest.mark.parametrize("state", [ServiceState.CREATING, ServiceState.DELETING])
async def test_services_are_read_every_tick_while_one_moves(
    poller: Poller, tidb: FakeTidb, store: Store, state: ServiceState
) -> None:
    tidb.services = [service(state=state)]
    await poller.poll_once()
    await poller.poll_once()
    tidb.advance()
    await poller.poll_once()
    assert tidb.called("list_services") == 3
    assert all(each.state is ServiceState.ACTIVE for each in store.snapshot.services)
    await poller.poll_once()
    assert tidb.called("list_services") == 3


@pytest.mark.parametrize(("hurried", "reads"), [(False, 1), (True, 3)])
async def test_a_name_to_be_verified_is_followed_while_a_person_works_in_the_flow(
    poller: Poller, tidb: FakeTidb, hurried: bool, reads: int
) -> None:
    tidb.services = [service(dns_state=DnsNameState.PENDING_VERIFICATION)]
    if hurried:
        poller.hurry()
    for _ in range(3):
        await poller.poll_once()
    assert tidb.called("list_services") == reads


async def test_whose_account_it_is_is_asked_until_known(poller: Poller, aws: FakeAws, store: Store) -> None:
    aws.fail["caller_identity"] = DOWN
    await poller.poll_once()
    assert store.snapshot.identity is None
    aws.fail.clear()
    await poller.poll_once()
    assert store.snapshot.identity is not None
    await poller.poll_once()
    assert aws.called("caller_identity") == 2


async def test_signing_in_elsewhere_is_enough_and_the_account_may_be_another(
    poller: Poller, aws: FakeAws, store: Store
) -> None:
    await poller.poll_once()
    aws.fail["describe_vpc_endpoints"] = CredentialsError("The SSO session has expired")
    await poller.poll_once()
    aws.fail.clear()
    aws.identity = other = Identity("999988887777", "arn:aws:iam::999988887777:user/other")
    await poller.poll_once()
    assert store.snapshot.identity == other
    assert store.snapshot.problems == ()


async def test_an_account_that_could_not_be_read_again_is_asked_for_once_more(
    poller: Poller, aws: FakeAws, store: Store
) -> None:
    await poller.poll_once()
    known = store.snapshot.identity
    aws.fail["describe_vpc_endpoints"] = CredentialsError("The SSO session has expired")
    await poller.poll_once()
    aws.fail = {"caller_identity": DOWN}
    await poller.poll_once()
    assert store.snapshot.identity is known
    aws.fail.clear()
    await poller.poll_once()
    assert aws.called("caller_identity") == 3


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


async def test_a_draft_set_while_a_poll_is_under_way_is_in_what_it_publishes(
    aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    gate = Gate(aws)
    poller = Poller(gate, {"": aws}, store, clock)
    polling = asyncio.create_task(poller.poll_once())
    await gate.entered.wait()
    poller.set_drafts((Draft(TOKEN, cluster().id),))
    gate.open.set()
    await polling
    assert [draft.id for draft in store.snapshot.drafts] == [TOKEN]


class Gate(FakeTidb):
    """Answers about connections when told to, and counts who asks at the same time."""

    def __init__(self, aws: FakeAws) -> None:
        super().__init__(aws)
        self.clusters, self.services = [cluster()], [service()]
        self.entered, self.open = asyncio.Event(), asyncio.Event()
        self.inside = self.most = 0

    async def list_connections(self, services: Sequence[PrivateLinkService]) -> list[PrivateEndpointConnection]:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.set()
        await self.open.wait()
        self.inside -= 1
        return await super().list_connections(services)


async def test_polls_never_overlap_and_one_asked_for_during_another_is_made_after_it(
    aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    gate = Gate(aws)
    poller = Poller(gate, {"": aws}, store, clock)
    polls = [asyncio.create_task(poller.poll_once()) for _ in range(3)]
    await gate.entered.wait()
    gate.open.set()
    await asyncio.gather(*polls)
    assert (gate.called("list_connections"), gate.most) == (3, 1)


async def test_a_poll_that_is_cancelled_lets_the_next_one_through(
    aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    gate = Gate(aws)
    poller = Poller(gate, {"": aws}, store, clock)
    polling = asyncio.create_task(poller.poll_once())
    await gate.entered.wait()
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling
    gate.open.set()
    async with asyncio.timeout(5):
        await poller.poll_once()
    assert store.snapshot.loaded


async def test_an_error_that_is_ours_is_not_taken_for_the_clouds(poller: Poller, aws: FakeAws) -> None:
    aws.fail["describe_vpc_endpoints"] = ValueError("a bug")  # type: ignore[assignment]
    with pytest.raises(ValueError, match="a bug"):
        await poller.poll_once()


@pytest.mark.parametrize("error", [DOWN, Throttled("slow down"), PermissionDenied("no"), CredentialsError("who?")])
async def test_every_error_of_a_side_is_kept_beside_its_facts(
    poller: Poller, aws: FakeAws, store: Store, error: Unreachable
) -> None:
    aws.fail["describe_vpc_endpoints"] = error
    await poller.poll_once()
    assert [reading.problem for reading in store.snapshot.problems] == [error]
