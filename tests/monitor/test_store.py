"""The store tells everybody who asked, for as long as they want."""

from typing import Any

from tests.clock import START
from tui.domain.snapshot import Snapshot
from tui.monitor.store import Store

FIRST, SECOND = Snapshot(at=START), Snapshot(at=None, drafts=())


def test_a_listener_hears_at_once_and_after_each_change() -> None:
    store, heard = Store(), list[Snapshot]()
    store.publish(FIRST)
    store.subscribe(heard.append)
    store.publish(SECOND)
    assert heard == [FIRST, SECOND]
    assert store.snapshot is SECOND


def test_who_ended_hears_no_more_and_may_end_twice() -> None:
    store, heard = Store(), list[Snapshot]()
    end = store.subscribe(heard.append)
    end()
    end()
    store.publish(FIRST)
    assert heard == [Snapshot()]


def test_a_listener_may_end_another_while_told() -> None:
    store, heard = Store(), list[Snapshot]()
    ends: list[Any] = []

    def end_the_other(_: Snapshot) -> None:
        for end in ends:
            end()

    store.subscribe(end_the_other)
    ends.append(store.subscribe(heard.append))
    store.publish(FIRST)
    assert heard == [Snapshot()]


def test_the_same_listener_twice_hears_twice_until_each_ends() -> None:
    store, heard = Store(), list[Snapshot]()
    store.subscribe(heard.append)()
    store.subscribe(heard.append)
    heard.clear()
    store.publish(FIRST)
    assert heard == [FIRST]


def test_what_a_listener_publishes_is_the_last_that_the_others_hear() -> None:
    store, heard = Store(), list[Snapshot]()
    store.subscribe(lambda snapshot: store.publish(SECOND) if snapshot is FIRST else None)
    store.subscribe(heard.append)
    store.publish(FIRST)
    assert heard[-1] is SECOND
    assert store.snapshot is SECOND
