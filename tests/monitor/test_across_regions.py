"""An endpoint may be in another region than its service."""

from dataclasses import replace

from tests.clock import FrozenClock
from tests.fakes import ACCOUNT, REGION, VPCE_ID, FakeAws, FakeTidb, connection, service, vpc_endpoint
from tui.domain.errors import PermissionDenied
from tui.domain.status import Status
from tui.monitor.poller import Poller
from tui.monitor.store import Store

ELSEWHERE = "eu-central-1"


def watching(tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock) -> Poller:
    return Poller(tidb, {"": aws}, store, clock, random=lambda: 0.0, regions=[ELSEWHERE])


async def test_an_endpoint_in_another_configured_region_is_read_there(
    tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    aws.vpc_endpoints = [replace(vpc_endpoint(private_dns_enabled=True), region=ELSEWHERE)]
    await watching(tidb, aws, store, clock).poll_once()
    row = store.snapshot.row(VPCE_ID)
    assert row
    assert (row.region, row.standing.status, row.vpc_endpoint) == (ELSEWHERE, Status.ACTIVE, aws.vpc_endpoints[0])
    assert aws.called("describe_vpc_endpoints") == 2, "one an account and region"


async def test_every_service_of_an_account_is_asked_for_in_every_region(
    tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    await watching(tidb, aws, store, clock).poll_once()
    asked = [call[1:] for call in aws.calls if call[0] == "describe_vpc_endpoints"]
    assert asked == [(ELSEWHERE, (service().name,)), (REGION, (service().name,))]


async def test_no_endpoint_is_missed_while_a_region_could_not_be_read(
    tidb: FakeTidb, aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    tidb.aws = None
    tidb.connections = [connection(owner_account=ACCOUNT)]
    poller = watching(tidb, aws, store, clock)
    aws.fail[f"describe_vpc_endpoints {ELSEWHERE}"] = PermissionDenied("Not allowed.")
    await poller.poll_once()
    assert [row.standing.status for row in store.snapshot.rows] == [Status.ACTIVE]
    aws.fail.clear()
    await poller.poll_once()
    assert [row.standing.status for row in store.snapshot.rows] == [Status.DRIFT]
