"""Several AWS accounts at once, and the pace that TiDB's side allows."""

from dataclasses import replace

import pytest

from tests.clock import FrozenClock
from tests.fakes import ACCOUNT, REGION, VPCE_ID, FakeAws, FakeTidb, cluster, service, vpc_endpoint
from tui.domain.clusters import Cluster
from tui.domain.draft import Draft
from tui.domain.endpoints import ServiceState
from tui.domain.errors import CredentialsError
from tui.domain.network import Identity
from tui.domain.parts import group_place
from tui.domain.snapshot import facts
from tui.monitor.cadence import Cadence
from tui.monitor.poller import Poller
from tui.monitor.store import Store

BILLING = cluster("billing")
TEAM, TEAM_ACCOUNT, TEAMS_ID = "data-team", "222233334444", "vpce-000000000000000da"
SERVICE = group_place(cluster().id)
PROFILES = {cluster().id: ("",), BILLING.id: ("", TEAM)}


@pytest.fixture
def other() -> FakeAws:
    fake = FakeAws()
    fake.identity = Identity(TEAM_ACCOUNT, "arn:aws:iam::222233334444:user/x")
    fake.vpc_endpoints = [vpc_endpoint(TEAMS_ID, to=service(BILLING), aws_profile=TEAM, owner_account=TEAM_ACCOUNT)]
    return fake


@pytest.fixture
def two(tidb: FakeTidb, aws: FakeAws, other: FakeAws, store: Store, clock: FrozenClock) -> Poller:
    tidb.clusters, tidb.services = [cluster(), BILLING], [service(), service(BILLING)]
    aws.vpc_endpoints = [vpc_endpoint()]
    return Poller(tidb, {"": aws, TEAM: other}, store, clock, profiles_of=lambda each: PROFILES[each.id])


async def test_each_account_and_region_is_asked_once_about_the_services_that_are_its(
    two: Poller, aws: FakeAws, other: FakeAws, store: Store
) -> None:
    await two.poll_once()
    asked = [call for fake in (aws, other) for call in fake.calls if call[0] == "describe_vpc_endpoints"]
    assert [(call[1], len(call[2])) for call in asked] == [(REGION, 2), (REGION, 1)]
    assert {row.key for row in store.snapshot.rows} == {VPCE_ID, TEAMS_ID}
    assert [reading.side for reading in store.snapshot.readings if reading.side != "TiDB"] == [
        "AWS us-west-2",
        "AWS us-west-2 (data-team)",
    ]
    assert (store.snapshot.account(""), store.snapshot.account(TEAM)) == (ACCOUNT, TEAM_ACCOUNT)


async def test_an_account_that_is_signed_out_keeps_its_rows_and_leaves_the_others_alone(
    two: Poller, other: FakeAws, store: Store
) -> None:
    await two.poll_once()
    other.fail = dict.fromkeys(("describe_vpc_endpoints", "caller_identity"), CredentialsError("expired"))
    await two.poll_once()
    assert [reading.side for reading in store.snapshot.problems] == ["AWS us-west-2 (data-team)"]
    assert {row.key for row in store.snapshot.rows} == {VPCE_ID, TEAMS_ID}


async def test_an_endpoint_is_handled_with_the_credentials_that_see_it_a_new_one_with_the_clusters_first(
    two: Poller, store: Store
) -> None:
    await two.poll_once()
    seen = facts(Draft("1", BILLING.id, region=REGION, vpc_endpoint_id=TEAMS_ID), store.snapshot)
    new = facts(Draft("2", BILLING.id, region=REGION), store.snapshot)
    assert (seen.aws_profile, new.aws_profile) == (TEAM, "")
    assert facts(Draft("3", "gone"), store.snapshot).aws_profile == ""


async def test_while_a_service_is_made_its_cluster_alone_is_read_again(
    tidb: FakeTidb, two: Poller, store: Store
) -> None:
    tidb.services[1] = replace(tidb.services[1], state=ServiceState.CREATING)
    await two.poll_once()
    await two.poll_once()
    assert [call[1] for call in tidb.calls if call[0] == "list_services"] == [
        (BILLING.id, cluster().id) if BILLING.name < cluster().name else (cluster().id, BILLING.id),
        (BILLING.id,),
    ]
    assert len(store.snapshot.services) == 2
    tidb.advance()
    await two.poll_once()
    await two.poll_once()
    assert tidb.called("list_services") == 3


class Budget:
    """A pace that a test sets."""

    def __init__(self) -> None:
        self.least_s, self.tidb = 0.0, FakeTidb()
        self.began_at = 0
        """How many calls of TiDB's side had been made when the tick began."""

    @property
    def cost(self) -> list[str]:
        """The calls of the tick."""
        return [call[0] for call in self.tidb.calls[self.began_at :]]

    def begin_tick(self) -> None:
        self.began_at = len(self.tidb.calls)

    def least_wait_s(self) -> float:
        return self.least_s

    def why(self) -> str:
        return "Because."

    def left(self) -> int:
        return 20

    def wait_s(self, requests: int) -> float:
        return 0.0 if requests <= self.left() else self.least_s


@pytest.fixture
def budget(tidb: FakeTidb) -> Budget:
    budget = Budget()
    budget.tidb = tidb
    return budget


@pytest.fixture
def paced(tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock, budget: Budget) -> Poller:
    return Poller(tidb, {"": aws}, store, clock, Cadence(settled_s=30), pace=budget, random=lambda: 0.0)


@pytest.mark.parametrize(("least_s", "said"), [(0, ""), (29, ""), (45, ""), (60, "Because."), (90, "Because.")])
async def test_the_budget_widens_the_wait_and_says_so_where_it_is_felt(
    paced: Poller, budget: Budget, store: Store, least_s: float, said: str
) -> None:
    budget.least_s = least_s
    await paced.poll_once()
    assert (paced.next_poll_s, store.snapshot.slowed) == (max(least_s, 30), said)
    budget.least_s = 0
    await paced.poll_once()
    assert store.snapshot.slowed == ""


async def test_a_whole_inventory_is_no_part_of_what_a_tick_costs_unless_each_tick_reads_on(
    paced: Poller, budget: Budget, tidb: FakeTidb
) -> None:
    await paced.poll_once(inventory=True)
    assert budget.cost == ["list_connections"]
    tidb.short["list_services", SERVICE] = 0
    await paced.poll_once(inventory=True)
    assert budget.cost == ["list_clusters", "list_services", "list_connections"]


async def test_an_inventory_that_is_unfinished_is_gone_on_with_at_the_next_tick(paced: Poller, tidb: FakeTidb) -> None:
    tidb.short["list_services", SERVICE] = 0
    await paced.poll_once()
    assert paced.next_poll_s == 5.0
    tidb.short.clear()
    await paced.poll_once()
    await paced.poll_once()
    assert (tidb.called("list_services"), tidb.called("list_clusters")) == (2, 1)
    assert paced.next_poll_s == 30.0


async def test_a_cluster_that_is_paused_meanwhile_changes_its_row(paced: Poller, tidb: FakeTidb, store: Store) -> None:
    await paced.poll_once()
    (was,) = store.snapshot.rows
    await paced.poll_once(inventory=True)
    assert store.snapshot.rows[0] is was

    def paused(each: Cluster) -> Cluster:
        return replace(each, state=type(each.state).PAUSED)

    tidb.clusters = list(map(paused, tidb.clusters))
    await paced.poll_once(inventory=True)
    assert "is paused" in store.snapshot.rows[0].standing.next
