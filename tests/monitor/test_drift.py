"""What one side has and the other does not know any more is drift, and only where it was read whole."""

import pytest

from tests.clock import FrozenClock
from tests.fakes import ACCOUNT, VPCE_ID, FakeAws, FakeTidb, connection, vpc_endpoint
from tui.domain.clusters import TidbSide
from tui.domain.deletion import Stage
from tui.domain.deletion_plan import plan
from tui.domain.errors import PermissionDenied
from tui.domain.listing import select
from tui.domain.snapshot import Snapshot
from tui.domain.status import Status
from tui.monitor.events import EventKind, between
from tui.monitor.poller import Poller
from tui.monitor.store import Store

REFUSED = PermissionDenied("Not allowed.")


@pytest.fixture
def cloud(tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock) -> Poller:
    """TiDB Cloud, with an Active endpoint."""
    tidb.records = True
    tidb.connections = [connection(id="7", is_record=True)]
    aws.vpc_endpoints = [vpc_endpoint(private_dns_enabled=True)]
    return Poller(tidb, {"": aws}, store, clock, random=lambda: 0.0, tidb_side=TidbSide.TIDB_CLOUD)


def status(poller: Poller) -> Status | None:
    row = poller.snapshot.row(VPCE_ID)
    return row.standing.status if row else None


async def after(poller: Poller) -> Snapshot:
    await poller.poll_once()
    return poller.snapshot


async def test_an_available_endpoint_whose_record_somebody_deleted_is_drift(cloud: Poller, tidb: FakeTidb) -> None:
    before = await after(cloud)
    assert status(cloud) is Status.ACTIVE
    tidb.connections = []
    now = await after(cloud)
    assert status(cloud) is Status.DRIFT
    (event,) = between(before, now)
    assert (event.kind, event.key) == (EventKind.FAILED, VPCE_ID)
    assert "TiDB has no connection of it" in event.text


async def test_it_is_seen_at_the_first_read_too_and_found_by_a_filter(cloud: Poller, tidb: FakeTidb) -> None:
    tidb.connections = []
    rows = (await after(cloud)).rows
    assert [row.key for row in select(rows, "drift:yes")] == [VPCE_ID]
    assert select(rows, "drift:no") == ()


async def test_connections_that_could_not_be_read_make_no_drift(cloud: Poller, tidb: FakeTidb) -> None:
    tidb.connections = []
    tidb.fail["list_connections"] = REFUSED
    await after(cloud)
    assert status(cloud) is Status.ACTIVE
    tidb.fail.clear()
    await after(cloud)
    assert status(cloud) is Status.DRIFT


async def test_a_self_managed_service_keeps_no_records_that_could_be_missing(
    poller: Poller, tidb: FakeTidb, aws: FakeAws
) -> None:
    tidb.aws = None
    aws.vpc_endpoints = [vpc_endpoint(private_dns_enabled=True)]
    await after(poller)
    assert status(poller) is Status.ACTIVE


async def test_an_active_record_whose_endpoint_was_seen_here_and_is_gone_is_drift(cloud: Poller, aws: FakeAws) -> None:
    await after(cloud)
    aws.vpc_endpoints = []
    for _ in range(2):  # and stays so
        await after(cloud)
        assert status(cloud) is Status.DRIFT


async def test_a_region_that_could_not_be_read_makes_no_drift(cloud: Poller, aws: FakeAws) -> None:
    await after(cloud)
    aws.vpc_endpoints = []
    aws.fail["describe_vpc_endpoints"] = REFUSED
    await after(cloud)
    assert status(cloud) is Status.ACTIVE


@pytest.mark.parametrize(
    ("account", "expected"), [(ACCOUNT, Status.DRIFT), ("999988887777", Status.ACTIVE), ("", Status.ACTIVE)]
)
async def test_one_never_seen_here_is_ours_where_tidbs_side_says_that_our_account_owns_it(
    poller: Poller, tidb: FakeTidb, account: str, expected: Status
) -> None:
    tidb.aws = None
    tidb.connections = [connection(owner_account=account)]
    await after(poller)
    assert status(poller) is expected


async def test_what_is_left_of_a_drifted_one_can_be_cleaned_up(cloud: Poller, aws: FakeAws) -> None:
    await after(cloud)
    aws.vpc_endpoints = []
    snapshot = await after(cloud)
    row = snapshot.row(VPCE_ID)
    assert row
    what = plan(row, snapshot)
    assert what.stages == (Stage.REJECT,)
    assert what.note == "AWS does not show its VPC endpoint any more: only TiDB's side is left."


async def test_drift_stays_drift_while_a_side_cannot_be_read(cloud: Poller, aws: FakeAws, tidb: FakeTidb) -> None:
    await after(cloud)
    tidb.connections = []
    drifting = await after(cloud)
    tidb.fail["list_connections"] = REFUSED
    assert between(drifting, await after(cloud)) == ()
    assert status(cloud) is Status.DRIFT
    tidb.fail.clear()
    tidb.connections = [connection(id="7", is_record=True)]
    await after(cloud)
    aws.vpc_endpoints = []
    drifting = await after(cloud)
    aws.fail["describe_vpc_endpoints"] = REFUSED
    assert between(drifting, await after(cloud)) == ()
    assert status(cloud) is Status.DRIFT
