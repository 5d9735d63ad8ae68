"""What is announced, and what is not."""

from dataclasses import replace
from typing import Any

import pytest

from tests.clock import START
from tests.fakes import TOKEN, VPC_ID, VPCE_ID, cluster, connection, service, vpc_endpoint
from tui.domain.draft import Draft
from tui.domain.endpoints import ServiceState
from tui.domain.snapshot import Freshness, Snapshot
from tui.monitor.events import Event, EventKind, between
from tui.monitor.join import ProviderState, in_order, private_endpoints

READ = (Freshness("TiDB", START), Freshness("AWS us-west-2", START))


def snapshot(state: str = "", after: Snapshot | None = None, **parts: Any) -> Snapshot:
    given: dict[str, Any] = {
        "clusters": [cluster()],
        "services": [service()],
        "vpc_endpoints": [vpc_endpoint(state=state)] if state else [],
    }
    rows = private_endpoints(ProviderState(**(given | parts)), previous=after.rows if after else (), now=START)
    return Snapshot(rows=in_order(rows), readings=READ, at=START)


def announced(old: str, new: str) -> list[EventKind]:
    before = snapshot(old)
    return [event.kind for event in between(before, snapshot(new, before))]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("pending", "available", [EventKind.YOURS]),
        ("pendingAcceptance", "available", [EventKind.YOURS]),
        ("pendingAcceptance", "rejected", [EventKind.FAILED]),
        ("pending", "failed", [EventKind.FAILED]),
        ("", "pendingAcceptance", [EventKind.YOURS]),
        ("", "rejected", [EventKind.FAILED]),
        ("pendingAcceptance", "pending", []),
        ("available", "deleting", []),
        ("available", "available", []),
        ("deleting", "", []),
    ],
)
def test_a_change_is_announced_where_somebody_wants_to_know(old: str, new: str, kinds: list[EventKind]) -> None:
    assert announced(old, new) == kinds


def test_an_endpoint_that_becomes_active_is_announced_by_name() -> None:
    before = snapshot("available")
    after = snapshot(after=before, vpc_endpoints=[vpc_endpoint(private_dns_enabled=True)])
    expected = Event(EventKind.ACTIVE, VPCE_ID, f"orders {VPCE_ID} is Active. Ready for use.")
    assert between(before, after) == (expected,)


def test_the_first_load_announces_nothing() -> None:
    assert between(Snapshot(), snapshot("pendingAcceptance")) == ()


def test_a_side_that_is_read_for_the_first_time_announces_nothing() -> None:
    before = replace(snapshot(), readings=(Freshness("TiDB", START), Freshness("AWS us-west-2")))
    assert between(before, snapshot("pendingAcceptance", before)) == ()
    seen_by_tidb = snapshot(after=before, connections=[connection(state="DISCOVERED")])
    assert [event.kind for event in between(before, seen_by_tidb)] == [EventKind.YOURS]


def test_a_service_that_becomes_ready_is_announced_and_a_new_draft_is_not() -> None:
    draft = Draft(TOKEN, cluster().id, "", "us-west-2", VPC_ID)
    creating = snapshot(services=[service(state=ServiceState.CREATING)], drafts=[draft])
    ready = snapshot(after=creating, drafts=[draft])
    assert [event.kind for event in between(creating, ready)] == [EventKind.YOURS]
    assert between(snapshot(), ready) == ()


def test_a_change_that_asks_nothing_new_is_not_announced_again() -> None:
    before = snapshot("available")
    after = snapshot(after=before, vpc_endpoints=[vpc_endpoint(last_error="x")])
    assert before.rows[0] is not after.rows[0]
    assert between(before, after) == ()
