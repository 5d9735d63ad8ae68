"""A side that fails keeps its facts and their age, and the others go on."""

from collections.abc import Sequence

import pytest

from tests.clock import START, FrozenClock
from tests.fakes import REGION, VPCE_ID, FakeAws, FakeTidb, cluster, connection, service, vpc_endpoint
from tests.monitor.sides import DOWN, ELSEWHERE, freshness
from tui.domain.endpoints import VpcEndpoint
from tui.domain.errors import CredentialsError, PermissionDenied, Throttled, Unreachable
from tui.domain.snapshot import Freshness
from tui.monitor.poller import Poller
from tui.monitor.store import Store


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
    assert freshness(store) == {
        "TiDB clusters": (START, None),
        "TiDB endpoint services": (START, None),
        "TiDB connections": (clock.now(), None),
        "AWS us-west-2": (START, DOWN),
    }
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
    assert freshness(store)["TiDB connections"] == (START, DOWN)


async def test_an_inventory_that_fails_keeps_the_clusters_and_their_age_and_is_asked_again(
    poller: Poller, tidb: FakeTidb, store: Store, clock: FrozenClock
) -> None:
    await poller.poll_once()
    tidb.fail["list_services"] = DOWN
    clock.advance(60)
    await poller.poll_once(inventory=True)
    assert store.snapshot.clusters == (cluster(),)
    assert freshness(store)["TiDB endpoint services"] == (START, DOWN)
    assert store.snapshot.as_of == START
    tidb.fail.clear()
    clock.advance(60)
    await poller.poll_once()
    assert freshness(store)["TiDB endpoint services"] == (clock.now(), None)
    assert store.snapshot.as_of == clock.now()


async def test_while_tidb_never_answered_nothing_is_asked_about_services_and_aws_is_still_known(
    poller: Poller, tidb: FakeTidb, aws: FakeAws, store: Store
) -> None:
    tidb.fail["list_clusters"] = DOWN
    await poller.poll_once()
    assert store.snapshot.loaded
    assert freshness(store) == {"TiDB clusters": (None, DOWN), "AWS": (START, None)}
    assert (aws.called("describe_vpc_endpoints"), tidb.called("list_connections")) == (0, 0)


async def test_without_a_region_to_ask_missing_credentials_show_all_the_same(
    poller: Poller, tidb: FakeTidb, aws: FakeAws, store: Store
) -> None:
    tidb.services = []
    aws.fail["caller_identity"] = signed_out = CredentialsError("Unable to locate credentials")
    await poller.poll_once()
    assert store.snapshot.problems == (Freshness("AWS", None, signed_out),)


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
