"""What is remembered of a private endpoint while the program watches."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.clock import START, FrozenClock
from tests.fakes import TOKEN, VPCE_ID, FakeAws, FakeTidb, cluster, connection, service, vpc_endpoint
from tests.monitor.test_events import snapshot
from tui.domain.draft import Draft
from tui.domain.errors import Throttled
from tui.domain.snapshot import Freshness, Snapshot
from tui.monitor.history import MOST_A_KEY, MOST_IN_ALL, Change, Entry, History, between
from tui.monitor.poller import Poller
from tui.monitor.store import Store

OTHER_ID = "vpce-0fedcba9876543210"


def after(old: Snapshot, **parts: Any) -> Snapshot:
    return snapshot(after=old, **parts)


def test_each_thing_that_changed_is_told_with_what_it_was() -> None:
    old = snapshot(vpc_endpoints=[vpc_endpoint(state="pendingAcceptance")], connections=[connection(state="PENDING")])
    new = after(old, vpc_endpoints=[vpc_endpoint(private_dns_enabled=True)], connections=[connection(state="ACTIVE")])
    ((key, changes),) = between(old, new)
    assert key == VPCE_ID
    assert changes == (
        Change("Status", "System Checking", "Active"),
        Change("Turn", "TiDB", "-"),
        Change("AWS", "pendingAcceptance", "available"),
        Change("TiDB", "PENDING", "ACTIVE"),
        Change("Private DNS", "off", "on"),
    )


def test_a_change_of_anything_else_is_no_entry() -> None:
    old = snapshot("available")
    new = after(old, vpc_endpoints=[vpc_endpoint(last_error="x")])
    assert new.rows[0] is not old.rows[0]
    assert list(between(old, new)) == []


def test_a_state_that_is_not_known_is_told_as_it_was_sent() -> None:
    old = snapshot("available")
    ((_, changes),) = between(old, after(old, vpc_endpoints=[vpc_endpoint(state="hibernating")]))
    assert Change("AWS", "available", "hibernating") in changes


def test_an_endpoint_that_appears_was_not_there() -> None:
    ((_, changes),) = between(snapshot(), snapshot("pendingAcceptance"))
    assert changes[0] == Change("Status", "", "Pending")
    assert Change("AWS", "", "pendingAcceptance") in changes
    assert not any(change.what == "TiDB" for change in changes)


def test_an_endpoint_that_is_gone_is_told_with_what_it_last_was() -> None:
    old = snapshot("deleting")
    assert list(between(old, after(old))) == [(VPCE_ID, (Change("Status", "Deleting", ""),))]


def test_a_side_that_goes_away_is_told_while_the_other_stays() -> None:
    old = snapshot("available", connections=[connection()])
    ((_, changes),) = between(old, after(old, connections=[connection()]))
    assert Change("AWS", "available", "") in changes


def test_what_is_read_for_the_first_time_did_not_change() -> None:
    assert list(between(Snapshot(), snapshot("available"))) == []
    seen_by_tidb = replace(
        snapshot(connections=[connection()]), readings=(Freshness("TiDB", START), Freshness("AWS us-west-2"))
    )
    assert list(between(seen_by_tidb, after(seen_by_tidb, vpc_endpoints=[vpc_endpoint()]))) == []


def test_a_setup_without_endpoint_has_no_history() -> None:
    draft = Draft(TOKEN, cluster().id, region="us-west-2")
    creating = snapshot(services=[], drafts=[draft])
    assert list(between(creating, after(creating, services=[service()], drafts=[draft]))) == []
    assert list(between(creating, after(creating))) == []


async def test_the_newest_stands_first_with_the_time_of_its_poll(
    poller: Poller, aws: FakeAws, store: Store, clock: FrozenClock
) -> None:
    history = History(store)
    aws.vpc_endpoints = [vpc_endpoint(state="pending")]
    for state in ("pending", "available", "available", "deleting"):
        aws.vpc_endpoints = [vpc_endpoint(state=state)]
        await poller.poll_once()
        clock.advance(5)
    assert [entry.at - START for entry in history.of(VPCE_ID)] == [timedelta(seconds=15), timedelta(seconds=5)]
    assert [entry.changes[0].now for entry in history.of(VPCE_ID)] == ["Deleting", "Pending"]
    assert history.of(OTHER_ID) == ()


async def test_a_side_that_fails_changes_nothing(poller: Poller, tidb: FakeTidb, store: Store) -> None:
    history = History(store)
    tidb.connections = [connection()]
    await poller.poll_once()
    tidb.fail["list_connections"] = Throttled("Rate exceeded")
    await poller.poll_once()
    assert history.of(VPCE_ID) == ()


def test_it_watches_since_the_first_poll() -> None:
    store = Store()
    history = History(store)
    store.publish(Snapshot())
    assert history.since is None
    store.publish(Snapshot(at=START))
    store.publish(Snapshot(at=START + timedelta(hours=1)))
    assert history.since == START


def publish(store: Store, states: dict[str, str], at: int) -> None:
    endpoints = [vpc_endpoint(key, state) for key, state in states.items()]
    polled = after(store.snapshot, vpc_endpoints=endpoints)
    store.publish(replace(polled, at=START + timedelta(seconds=at)))


def newest(entries: tuple[Entry, ...]) -> int:
    return int((entries[0].at - START).total_seconds())


def test_an_endpoint_that_never_rests_loses_its_own_oldest_entries() -> None:
    store = Store()
    history = History(store)
    publish(store, {VPCE_ID: "pending", OTHER_ID: "pending"}, 0)
    publish(store, {VPCE_ID: "pending", OTHER_ID: "available"}, 1)
    for at in range(2, MOST_A_KEY + 10):
        publish(store, {VPCE_ID: ("pending", "available")[at % 2], OTHER_ID: "available"}, at)
    assert len(history.of(VPCE_ID)) == MOST_A_KEY
    assert newest(history.of(VPCE_ID)) == MOST_A_KEY + 9
    assert len(history.of(OTHER_ID)) == 1


def test_no_more_is_kept_than_a_page_needs_however_many_change() -> None:
    store = Store()
    history = History(store)
    ids = [f"vpce-{at:017x}" for at in range(MOST_IN_ALL + 20)]
    for at, state in enumerate(("pending", "available", "deleting")):
        publish(store, dict.fromkeys(ids, state), at)
    assert sum(len(history.of(key)) for key in ids) == MOST_IN_ALL
    assert {entry.changes[0].now for key in ids for entry in history.of(key)} == {"Deleting"}
