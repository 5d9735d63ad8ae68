"""Taking an endpoint away: what stops, what is done in which order, and when it is over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fakes import REGION, VPC_ID, VPCE_ID, cluster, connection, service, vpc_endpoint
from tui.domain.clusters import TidbSide
from tui.domain.deletion import Deletion, Stage, mismatch, next_stage
from tui.domain.deletion_plan import connections_left, plan, to_type, what_stops
from tui.domain.endpoints import ConnectionState, PrivateEndpointConnection, VpcEndpoint
from tui.domain.errors import Unreachable
from tui.domain.found import Found
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Freshness, Snapshot
from tui.monitor.join import ProviderState, in_order, private_endpoints

AT = datetime(2026, 8, 1, 12, 0, tzinfo=UTC)
OTHER = "vpce-0fedcba9876543210"
BOTH = (Stage.REJECT, Stage.DELETE)
REMOVAL = Deletion(VPCE_ID, cluster().id, "", REGION, AT)
HOST = cluster().host


def seen(
    endpoints: Sequence[VpcEndpoint] = (),
    connections: Sequence[PrivateEndpointConnection] = (),
    *,
    aws: bool = True,
    services: bool = True,
    at: datetime = AT,
) -> Snapshot:
    """One cluster with these halves; without `aws` AWS did not answer."""
    known = (service(),) if services else ()
    rows = in_order(private_endpoints(ProviderState((cluster(),), known, connections, endpoints), previous=(), now=at))
    readings = (
        Freshness("TiDB", at),
        Freshness(f"AWS {REGION}", at if aws else None, None if aws else Unreachable("no")),
    )
    return Snapshot((cluster(),), known, rows, (), readings, at=at)


def both(state: str = "available", tidb: str = "ACTIVE", **values: Any) -> Snapshot:
    return seen([vpc_endpoint(state=state, **values)], [connection(state=tidb)])


def row(snapshot: Snapshot) -> PrivateEndpoint:
    found = snapshot.row(VPCE_ID)
    assert found
    return found


@pytest.mark.parametrize(
    ("state", "tidb", "stages"),
    [
        ("available", "ACTIVE", BOTH),
        ("pendingAcceptance", "DISCOVERED", BOTH),
        ("pending", "PENDING", BOTH),
        ("available", "REJECTED", (Stage.DELETE,)),
        ("available", "FAILED", (Stage.DELETE,)),
        ("rejected", "REJECTED", (Stage.DELETE,)),
        ("rejected", "ACTIVE", (Stage.DELETE,)),
        ("failed", "FAILED", (Stage.DELETE,)),
        ("expired", "FAILED", (Stage.DELETE,)),
        ("deleting", "DELETING", ()),
        ("hibernating", "UNKNOWN", BOTH),
    ],
)
def test_tidbs_side_comes_first_and_what_is_done_is_left_out(state: str, tidb: str, stages: tuple[Stage, ...]) -> None:
    snapshot = both(state, tidb)
    assert plan(row(snapshot), snapshot).stages == stages


def test_without_a_connection_only_aws_is_left_and_it_says_so() -> None:
    snapshot = seen([vpc_endpoint()])
    found = plan(row(snapshot), snapshot)
    assert found.stages == (Stage.DELETE,)
    assert "shows no connection" in found.note


def test_what_aws_manages_is_rejected_only() -> None:
    snapshot = both(requester_managed=True)
    found = plan(row(snapshot), snapshot)
    assert found.stages == (Stage.REJECT,)
    assert "requester-managed" in found.note
    rejected = both("rejected", "REJECTED", requester_managed=True)
    assert plan(row(rejected), rejected).stages == ()


@pytest.mark.parametrize("tidb", ["DISCOVERED", "PENDING", "ACTIVE", "UNKNOWN"])
def test_of_another_accounts_endpoint_only_the_connection_is_rejected(tidb: str) -> None:
    snapshot = seen([], [connection(state=tidb, owner_account="999988887777")])
    found = plan(row(snapshot), snapshot)
    assert found.stages == (Stage.REJECT,)
    assert "999988887777" in found.note


@pytest.mark.parametrize("tidb", ["REJECTED", "FAILED", "DELETING"])
def test_of_another_accounts_lost_endpoint_nothing_is_left_to_do(tidb: str) -> None:
    snapshot = seen([], [connection(state=tidb)])
    assert plan(row(snapshot), snapshot).stages == ()


def test_while_aws_is_unread_nothing_is_done_to_what_may_be_ones_own() -> None:
    snapshot = seen([], [connection()], aws=False)
    found = plan(row(snapshot), snapshot)
    assert found.stages == ()
    assert "has not been read" in found.note


def test_without_a_vpc_endpoint_there_is_nothing_to_delete() -> None:
    snapshot = seen()
    (only,) = snapshot.rows
    assert plan(only, snapshot).stages == ()


def test_the_id_is_typed_except_for_a_strangers_waiting_connection() -> None:
    waiting = seen([], [connection(state="DISCOVERED")])
    accepted = seen([], [connection(state="ACTIVE")])
    own = both("pendingAcceptance", "DISCOVERED")
    assert [to_type(row(each), each) for each in (waiting, accepted, own)] == ["", VPCE_ID, VPCE_ID]


def test_what_lets_nobody_through_stops_nothing() -> None:
    for snapshot in (both("pendingAcceptance", "DISCOVERED"), both("failed", "FAILED"), both(tidb="REJECTED")):
        assert what_stops(row(snapshot), snapshot) == ("Nothing: it lets nobody through.",)


@pytest.mark.parametrize(("on", "name"), [(True, HOST), (False, "AWS's own names")])
def test_who_is_cut_off_depends_on_private_dns(on: bool, name: str) -> None:
    snapshot = both(private_dns_enabled=on)
    assert f"Clients in {VPC_ID} that use {name}" in what_stops(row(snapshot), snapshot)[0]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, f"{OTHER} stays in this VPC; the host name needs private DNS enabled on it."),
        ({"private_dns_enabled": True}, f"{OTHER} stays in this VPC and keeps the host name."),
        ({"vpc_id": "vpc-0bbbbbbbbbbbbbbbb"}, "No other endpoint of orders is in this VPC."),
        ({"state": "rejected"}, "No other endpoint of orders is in this VPC."),
        ({"to": service(cluster("events"))}, "No other endpoint of orders is in this VPC."),
    ],
)
def test_another_endpoint_counts_only_in_the_same_vpc_to_the_same_cluster_and_working(
    values: dict[str, Any], said: str
) -> None:
    snapshot = seen([vpc_endpoint(), vpc_endpoint(OTHER, **values)], [connection()])
    assert what_stops(row(snapshot), snapshot)[1] == said


def found(state: str | None = "available", tidb: str | None = "ACTIVE", at: datetime = AT) -> Found:
    """Both halves; None: looked up, and not there."""
    return Found(connection(state=tidb) if tidb else None, vpc_endpoint(state=state) if state else None, at)


@pytest.mark.parametrize(
    ("state", "tidb", "rejected", "deleting", "gone"),
    [
        ("available", "ACTIVE", False, False, False),
        ("available", "REJECTED", True, False, False),
        ("available", None, True, False, False),
        ("deleting", "DELETING", True, True, False),
        ("deleting", None, True, True, False),
        ("deleted", None, True, True, True),
        (None, "ACTIVE", False, True, False),
        (None, "REJECTED", True, True, True),
        (None, None, True, True, True),
    ],
)
def test_gone_is_said_where_aws_has_it_no_more_and_tidb_lets_nobody_through(
    state: str | None, tidb: str | None, rejected: bool, deleting: bool, gone: bool
) -> None:
    now = REMOVAL.seen(found(state, tidb), TidbSide.SELF_MANAGED)
    assert (bool(now.rejected_at), bool(now.deleting_at), bool(now.gone_at)) == (rejected, deleting, gone)


def test_each_stage_has_the_time_when_it_was_first_seen() -> None:
    removal = REMOVAL
    steps = [("available", "REJECTED"), ("deleting", "DELETING"), (None, None), (None, None)]
    for minute, (state, tidb) in enumerate(steps, 1):
        removal = removal.seen(found(state, tidb, AT + timedelta(minutes=minute)), TidbSide.SELF_MANAGED)
    assert [removal.rejected_at, removal.deleting_at, removal.gone_at] == [AT + timedelta(minutes=m) for m in (1, 2, 3)]


def test_the_next_stage_follows_from_what_is_there() -> None:
    def now(state: str | None, tidb: str | None) -> Stage | None:
        return next_stage(REMOVAL, found(state, tidb), TidbSide.SELF_MANAGED)

    assert now("available", "ACTIVE") is Stage.REJECT
    assert now("rejected", "REJECTED") is Stage.DELETE
    assert now("available", None) is Stage.DELETE
    assert now("deleting", "DELETING") is None
    assert now(None, "ACTIVE") is None, "it goes with its endpoint"
    assert now(None, None) is None


def test_where_only_tidbs_side_can_be_acted_on_it_is_over_with_that() -> None:
    only = replace(REMOVAL, rejects_only=True)
    assert next_stage(only, found(None, "ACTIVE"), TidbSide.SELF_MANAGED) is Stage.REJECT
    rejected = only.seen(found(None, "REJECTED"), TidbSide.SELF_MANAGED)
    assert (rejected.over, rejected.gone_at) == (True, None)
    assert next_stage(rejected, found(None, "REJECTED"), TidbSide.SELF_MANAGED) is None


def test_the_record_is_known_by_its_id_from_when_it_was_first_seen() -> None:
    known = REMOVAL.seen(Found(connection(id="7"), vpc_endpoint(), AT), TidbSide.TIDB_CLOUD)
    assert known.record_id == "7"
    assert known.seen(found(), TidbSide.TIDB_CLOUD).record_id == "7"


@pytest.mark.parametrize("state", list(ConnectionState))
def test_a_service_is_kept_by_every_connection_that_is_not_ended(state: ConnectionState) -> None:
    snapshot = seen([], [connection(state=state)])
    left = [each.key for each in connections_left(cluster().id, "", snapshot)]
    ended = state in {ConnectionState.REJECTED, ConnectionState.FAILED, ConnectionState.DELETING}
    assert left == ([] if ended else [VPCE_ID])
    assert connections_left("another", "", snapshot) == ()


def test_only_the_very_text_matches() -> None:
    assert [mismatch(text, "vpce-1") for text in ("", "vpce-1", "vpce-2", "vpce-1 ")] == [
        "",
        "",
        "Expected exactly vpce-1.",
        "Expected exactly vpce-1.",
    ]


def on_tidb_cloud(tidb: str, aws: str = "available") -> Snapshot:
    return replace(both(aws, tidb), tidb_side=TidbSide.TIDB_CLOUD)


@pytest.mark.parametrize(
    ("tidb", "stages", "now"),
    [
        ("ACTIVE", BOTH, Stage.REJECT),
        ("PENDING", BOTH, Stage.REJECT),
        ("FAILED", BOTH, Stage.REJECT),
        ("DELETING", BOTH, None),
        ("DISCOVERED", (Stage.DELETE,), Stage.DELETE),
    ],
)
def test_on_tidb_cloud_the_record_goes_first_and_is_waited_for(
    tidb: str, stages: tuple[Stage, ...], now: Stage | None
) -> None:
    snapshot = on_tidb_cloud(tidb)
    assert plan(snapshot.rows[0], snapshot).stages == stages
    assert next_stage(REMOVAL, found(tidb=tidb), TidbSide.TIDB_CLOUD) is now
    assert bool(REMOVAL.seen(found(tidb=tidb), TidbSide.TIDB_CLOUD).rejected_at) == (tidb == "DISCOVERED")


def test_on_tidb_cloud_a_record_that_outlives_its_endpoint_is_deleted() -> None:
    assert next_stage(REMOVAL, found(None, "FAILED"), TidbSide.TIDB_CLOUD) is Stage.REJECT
