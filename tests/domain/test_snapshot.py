"""What screens may show: finding things in it, and what it says about a draft."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes import REGION, TOKEN, VPC_ID, VPCE_ID, cluster, connection, service, vpc_endpoint
from tui.domain.draft import Draft
from tui.domain.endpoints import ServiceState, VpcEndpoint
from tui.domain.errors import Unreachable
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Freshness, Snapshot, facts, reconcile
from tui.domain.status import standing

AT = datetime(2026, 8, 1, 12, 0, tzinfo=UTC)
ORDERS, EVENTS = cluster("orders"), cluster("events")
DRAFT = Draft(TOKEN, ORDERS.id, "", REGION, VPC_ID)


def row(of: VpcEndpoint, cluster_id: str = ORDERS.id) -> PrivateEndpoint:
    return PrivateEndpoint(of.id, cluster_id, "", REGION, standing(None, None, of), vpc_endpoint=of)


def snapshot(*rows: PrivateEndpoint) -> Snapshot:
    return Snapshot((ORDERS, EVENTS), (service(ORDERS), service(EVENTS)), rows, at=AT)


def test_the_age_shown_is_that_of_the_oldest_facts() -> None:
    old = AT - timedelta(minutes=5)
    assert Snapshot(readings=(Freshness("TiDB", AT), Freshness("AWS us-west-2", old), Freshness("AWS x"))).as_of == old
    assert Snapshot().as_of is None


def test_only_sides_that_failed_are_problems() -> None:
    failed = Freshness("TiDB", AT, Unreachable("no answer"))
    assert Snapshot(readings=(failed, Freshness("AWS us-west-2", AT))).problems == (failed,)


def test_before_the_first_poll_nothing_is_loaded() -> None:
    assert not Snapshot().loaded
    assert Snapshot(at=AT).loaded


@pytest.mark.parametrize(
    ("state", "moving"),
    [("pendingAcceptance", False), ("pending", True), ("available", False), ("deleting", True), ("failed", False)],
)
def test_what_changes_by_itself_moves_and_what_waits_for_a_person_does_not(state: str, moving: bool) -> None:
    assert snapshot(row(vpc_endpoint(state=state))).moving is moving


def test_a_service_that_is_being_created_moves() -> None:
    creating = replace(service(), state=ServiceState.CREATING)
    assert Snapshot(services=(creating,)).moving
    assert not Snapshot(services=(service(),)).moving


def test_things_are_found_by_id_and_what_is_not_there_is_none() -> None:
    shown = snapshot(row(vpc_endpoint()))
    assert shown.cluster(EVENTS.id) is EVENTS
    assert shown.service(EVENTS.id) == service(EVENTS)
    assert shown.row(VPCE_ID) is shown.rows[0]
    assert (shown.cluster("x"), shown.service(EVENTS.id, "2"), shown.row("x")) == (None, None, None)


def test_a_draft_takes_the_endpoint_that_carries_its_tag() -> None:
    found = reconcile(DRAFT, snapshot(row(vpc_endpoint(draft_id="other")), row(vpc_endpoint("vpce-1", draft_id=TOKEN))))
    assert found == replace(DRAFT, vpc_endpoint_id="vpce-1")


def test_a_draft_that_names_its_endpoint_keeps_it() -> None:
    draft = DRAFT.with_vpc_endpoint("vpce-2")
    assert reconcile(draft, snapshot(row(vpc_endpoint("vpce-1", draft_id=TOKEN)))) is draft


@pytest.mark.parametrize(
    "endpoint",
    [
        row(vpc_endpoint()),
        row(vpc_endpoint(state="rejected", draft_id=TOKEN)),
        row(vpc_endpoint(state="deleting", draft_id=TOKEN)),
        row(vpc_endpoint(draft_id=TOKEN, vpc_id="vpc-0123abcd")),
        row(vpc_endpoint(draft_id=TOKEN), EVENTS.id),
    ],
    ids=["made elsewhere", "rejected", "being deleted", "in a VPC chosen before", "for a cluster chosen before"],
)
def test_a_draft_does_not_take_an_endpoint_that_is_not_what_it_asks_for(endpoint: PrivateEndpoint) -> None:
    assert reconcile(DRAFT, snapshot(endpoint)) is DRAFT


def test_facts_are_those_of_the_drafts_cluster_service_and_endpoint() -> None:
    mine = row(vpc_endpoint(draft_id=TOKEN))
    known = facts(DRAFT, snapshot(mine, row(vpc_endpoint("vpce-2"))))
    assert (known.cluster, known.service, known.endpoint) == (ORDERS, service(ORDERS), mine)
    assert known.available


def test_an_endpoint_of_another_cluster_is_not_the_drafts_whoever_typed_its_id() -> None:
    theirs = row(vpc_endpoint(), EVENTS.id)
    assert facts(DRAFT.with_vpc_endpoint(VPCE_ID), snapshot(theirs)).endpoint is None


def test_the_id_that_was_typed_counts_more_than_the_tag() -> None:
    typed = row(vpc_endpoint("vpce-2"))
    known = facts(DRAFT.with_vpc_endpoint("vpce-2"), snapshot(row(vpc_endpoint(draft_id=TOKEN)), typed))
    assert known.endpoint is typed


def test_facts_about_an_empty_draft_are_empty() -> None:
    known = facts(Draft("1"), snapshot(row(vpc_endpoint())))
    assert (known.cluster, known.service, known.endpoint) == (None, None, None)


@pytest.mark.parametrize("tidb_as_of", [None, AT])
def test_a_cluster_counts_as_gone_only_once_tidb_has_answered(tidb_as_of: datetime | None) -> None:
    shown = Snapshot(readings=(Freshness("TiDB", tidb_as_of), Freshness("AWS", AT)), at=AT)
    assert facts(DRAFT, shown).clusters_read is (tidb_as_of is not None)


def test_where_awss_side_is_not_visible_private_dns_and_vpc_are_not_known() -> None:
    unseen = PrivateEndpoint(
        VPCE_ID, ORDERS.id, "", REGION, standing(None, connection(), None), connection=connection()
    )
    assert (unseen.private_dns, unseen.vpc_id, unseen.vpc_endpoint_id) == (None, "", VPCE_ID)
