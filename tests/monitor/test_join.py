"""Two halves, drafts and services become rows."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.clock import START
from tests.fakes import NOW, REGION, TOKEN, VPC_ID, VPCE_ID, cluster, connection, service, vpc_endpoint
from tui.domain.draft import Draft
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Status, Turn
from tui.monitor.join import ProviderState, in_order, private_endpoints

ORDERS, EVENTS = cluster("orders"), cluster("events")
TO_ORDERS, TO_EVENTS = service(ORDERS), service(EVENTS)
DRAFT = Draft(TOKEN, ORDERS.id, "", REGION, VPC_ID)
LATER = START + timedelta(minutes=1)


def join(
    *, previous: Sequence[PrivateEndpoint] = (), now: datetime = START, **parts: Any
) -> tuple[PrivateEndpoint, ...]:
    given: dict[str, Any] = {"clusters": [ORDERS], "services": [TO_ORDERS]}
    halves = ProviderState(**(given | parts))
    return in_order(private_endpoints(halves, previous=previous, now=now))


def keys(rows: Sequence[PrivateEndpoint]) -> list[str]:
    return [row.key for row in rows]


def test_the_halves_of_one_id_are_one_row() -> None:
    (row,) = join(vpc_endpoints=[vpc_endpoint()], connections=[connection()])
    assert (row.key, row.vpc_endpoint, row.connection, row.service) == (
        VPCE_ID,
        vpc_endpoint(),
        connection(),
        TO_ORDERS,
    )
    assert (row.cluster_id, row.cluster_name, row.region) == (ORDERS.id, "orders", REGION)


def test_each_half_alone_is_a_row_too() -> None:
    rows = join(vpc_endpoints=[vpc_endpoint("vpce-1")], connections=[connection("vpce-2")])
    assert keys(rows) == ["vpce-1", "vpce-2"]
    assert {row.cluster_name for row in rows} == {"orders"}
    assert [row.private_dns for row in rows] == [False, None]


def test_an_endpoint_belongs_to_the_cluster_of_its_service() -> None:
    (row,) = join(
        clusters=[ORDERS, EVENTS], services=[TO_ORDERS, TO_EVENTS],
        vpc_endpoints=[vpc_endpoint(to=TO_EVENTS)], drafts=[Draft("d", ORDERS.id)],
    )[:1]  # fmt: skip
    assert (row.key, row.cluster_name) == (VPCE_ID, "events")


def test_of_two_connections_of_one_endpoint_that_of_its_service_counts() -> None:
    mine, other = connection(of=ORDERS), connection(of=EVENTS, state="FAILED")
    for order in ([mine, other], [other, mine]):
        rows = join(
            clusters=[ORDERS, EVENTS],
            services=[TO_ORDERS, TO_EVENTS],
            vpc_endpoints=[vpc_endpoint()],
            connections=order,
        )
        assert next(row for row in rows if row.key == VPCE_ID).connection is mine


def test_an_endpoint_whose_service_is_gone_keeps_its_row() -> None:
    (row,) = join(services=[], vpc_endpoints=[vpc_endpoint()])
    assert (row.key, row.cluster_name, row.standing.turn) == (VPCE_ID, "", Turn.YOU)


def test_a_cluster_that_is_gone_goes_by_its_id() -> None:
    (row,) = join(clusters=[], connections=[connection()])
    assert row.cluster_name == ORDERS.id


def test_a_service_without_an_endpoint_is_not_configured() -> None:
    (row,) = join()
    assert (row.key, row.standing.status) == (f"service:{ORDERS.id}:", Status.NOT_CONFIGURED)
    assert row.vpc_endpoint_id == ""


def test_a_draft_stands_for_its_service_until_it_has_an_endpoint() -> None:
    (row,) = join(drafts=[DRAFT])
    assert (row.key, row.draft, row.service, row.vpc_id) == (f"draft:{TOKEN}", DRAFT, TO_ORDERS, VPC_ID)
    assert row.standing.status is Status.INITIATING


def test_a_draft_without_a_service_has_its_clusters_name_and_region() -> None:
    (row,) = join(services=[], drafts=[Draft("d", ORDERS.id)])
    assert (row.cluster_name, row.region) == ("orders", REGION)


def test_a_draft_joins_the_endpoint_it_names_and_the_one_that_carries_its_tag() -> None:
    named, tagged = DRAFT.with_vpc_endpoint(VPCE_ID), vpc_endpoint("vpce-1", draft_id=TOKEN)
    (row,) = join(drafts=[named], vpc_endpoints=[vpc_endpoint()])
    assert (row.key, row.draft) == (VPCE_ID, named)
    (row,) = join(drafts=[DRAFT], vpc_endpoints=[tagged])
    assert (row.key, row.draft) == ("vpce-1", DRAFT)
    both = join(drafts=[named], vpc_endpoints=[vpc_endpoint(), tagged])
    assert [row.draft for row in both] == [named, None]


def test_a_draft_that_names_an_endpoint_nobody_sees_keeps_its_own_row() -> None:
    (row,) = join(drafts=[DRAFT.with_vpc_endpoint(VPCE_ID)])
    assert row.key == f"draft:{TOKEN}"


def test_a_draft_that_names_another_clusters_endpoint_does_not_join_it() -> None:
    rows = join(
        clusters=[ORDERS, EVENTS],
        services=[TO_ORDERS, TO_EVENTS],
        vpc_endpoints=[vpc_endpoint(to=TO_EVENTS)],
        drafts=[DRAFT.with_vpc_endpoint(VPCE_ID)],
    )
    assert keys(rows) == [VPCE_ID, f"draft:{TOKEN}"]
    assert rows[0].draft is None


def test_two_drafts_for_one_endpoint_lose_neither() -> None:
    first, second = DRAFT.with_vpc_endpoint(VPCE_ID), Draft("2", ORDERS.id, vpc_endpoint_id=VPCE_ID)
    rows = join(vpc_endpoints=[vpc_endpoint()], drafts=[first, second])
    assert [(row.key, row.draft) for row in rows] == [("draft:2", second), (VPCE_ID, first)]


def test_groups_of_one_cluster_are_told_apart() -> None:
    second = service(ORDERS, node_group_id="2", name="com.amazonaws.vpce.us-west-2.vpce-svc-00000000000000002")
    rows = join(services=[TO_ORDERS, second], vpc_endpoints=[vpc_endpoint(to=second)])
    assert [(row.key, row.node_group_id) for row in rows] == [(f"service:{ORDERS.id}:", ""), (VPCE_ID, "2")]


def test_rows_stand_by_cluster_name_region_and_key_whatever_came_first() -> None:
    later = replace(cluster("Users", region="eu-central-1"), id="b")
    parts: dict[str, Any] = {
        "clusters": [later, ORDERS, EVENTS],
        "services": [service(later), TO_ORDERS, TO_EVENTS],
        "vpc_endpoints": [vpc_endpoint("vpce-2"), vpc_endpoint("vpce-1")],
        "drafts": [DRAFT],
    }
    expected = [f"service:{EVENTS.id}:", f"draft:{TOKEN}", "vpce-1", "vpce-2", "service:b:"]
    assert keys(join(**parts)) == expected
    backwards: dict[str, Any] = {name: list(reversed(part)) for name, part in parts.items()}
    assert keys(join(**backwards)) == expected


def test_rows_of_clusters_with_the_same_name_do_not_mix() -> None:
    twin = replace(ORDERS, id="twin", region="ap-southeast-5")
    rows = join(
        clusters=[ORDERS, twin], services=[TO_ORDERS, service(twin, name="com.amazonaws.vpce.x.vpce-svc-00000001")],
        connections=[connection("vpce-1"), connection("vpce-2", of=twin), connection("vpce-3")],
    )  # fmt: skip
    assert keys(rows) == ["vpce-1", "vpce-3", "vpce-2"]


def test_a_connection_without_an_id_takes_no_draft_to_itself() -> None:
    rows = join(connections=[connection("")], drafts=[DRAFT])
    assert [(row.key, row.draft) for row in rows] == [("", None), (f"draft:{DRAFT.id}", DRAFT)]


def test_an_unchanged_row_is_the_same_object() -> None:
    parts: dict[str, Any] = {"vpc_endpoints": [vpc_endpoint()], "connections": [connection()], "drafts": [DRAFT]}
    before = join(**parts)
    again = join(vpc_endpoints=[vpc_endpoint()], connections=[connection()], drafts=[DRAFT], previous=before, now=LATER)
    assert len(before) == 2
    assert all(row is was for row, was in zip(again, before, strict=True))


def test_any_change_makes_a_new_row() -> None:
    before = join(vpc_endpoints=[vpc_endpoint()], connections=[connection()])
    changes: list[dict[str, Any]] = [
        {"vpc_endpoints": [vpc_endpoint(private_dns_enabled=True)]},
        {"connections": [connection(message="x")]},
        {"clusters": [replace(ORDERS, name="orders 2")]},
        {"services": [replace(TO_ORDERS, zone_ids=())]},
        {"drafts": [DRAFT.with_vpc_endpoint(VPCE_ID)]},
    ]
    for change in changes:
        parts: dict[str, Any] = {"vpc_endpoints": [vpc_endpoint()], "connections": [connection()]}
        assert join(**(parts | change), previous=before)[0] is not before[0]


def test_waiting_for_acceptance_began_when_the_endpoint_was_made() -> None:
    made = NOW - timedelta(hours=2)
    (row,) = join(vpc_endpoints=[vpc_endpoint(state="pendingAcceptance", created_at=made)])
    assert (row.since, row.since_exact) == (made, True)
    (row,) = join(connections=[connection(state="DISCOVERED", created_at=made)])
    assert (row.since, row.since_exact) == (made, True)


def test_nothing_tells_when_any_other_state_began() -> None:
    (row,) = join(vpc_endpoints=[vpc_endpoint(created_at=NOW - timedelta(days=9))])
    assert (row.since, row.since_exact) == (START, False)


def test_a_change_under_our_eyes_began_now_and_lasts_until_the_next() -> None:
    before = join(vpc_endpoints=[vpc_endpoint(state="pending")])
    changed = join(vpc_endpoints=[vpc_endpoint()], previous=before, now=LATER)
    assert (changed[0].since, changed[0].since_exact) == (LATER, True)
    kept = join(vpc_endpoints=[vpc_endpoint(last_error="x")], previous=changed, now=LATER + timedelta(minutes=1))
    assert (kept[0].since, kept[0].since_exact) == (LATER, True)


def test_pending_for_another_reason_began_anew() -> None:
    before = join(vpc_endpoints=[vpc_endpoint(state="pendingAcceptance")])
    (row,) = join(vpc_endpoints=[vpc_endpoint()], previous=before, now=LATER)
    assert (before[0].standing.status, row.standing.status) == (Status.PENDING, Status.PENDING)
    assert (row.since, row.since_exact) == (LATER, True)


def test_a_draft_whose_endpoint_appears_is_seen_to_change() -> None:
    before = join(drafts=[DRAFT])
    (row,) = join(drafts=[DRAFT], vpc_endpoints=[vpc_endpoint(draft_id=TOKEN)], previous=before, now=LATER)
    assert (row.since, row.since_exact) == (LATER, True)


def test_ten_thousand_rows_do_not_keep_anybody_waiting() -> None:
    """About 0.1 s on one slow core; the bound only tells look-ups from searches."""
    clusters = [cluster(f"c{number}") for number in range(100)]
    services = [service(of, name=f"com.amazonaws.vpce.x.vpce-svc-{at:017x}") for at, of in enumerate(clusters)]
    endpoints = [vpc_endpoint(f"vpce-{at:017x}", to=services[at % 100]) for at in range(10_000)]
    drafts = [Draft(f"{at}", clusters[at % 100].id, vpc_endpoint_id=f"vpce-{at:017x}") for at in range(1_000)]
    began = time.process_time()
    rows = join(clusters=clusters, services=services, vpc_endpoints=endpoints, drafts=drafts)
    assert time.process_time() - began < 2
    assert len(rows) == 10_000
