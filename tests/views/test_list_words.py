"""What is said below the list, and where it is empty."""

from dataclasses import replace

from tests.clock import START
from tests.reading import read
from tests.samples import cluster
from tests.screens import worlds
from tui.domain.cluster_lines import ClusterLine
from tui.domain.draft import Draft
from tui.domain.snapshot import TIDB_SIDE, Freshness, Snapshot
from tui.views.list_words import READING, about_cluster, summary, why_empty

WHOLE = (Freshness(TIDB_SIDE, START),)


async def test_rows_are_counted_and_what_is_unfinished_names_its_keys() -> None:
    snapshot = replace(await read(worlds.with_endpoint(private_dns_enabled=True)), drafts=(Draft("1"),))
    assert summary(snapshot, snapshot.rows, filtered=False) == (
        "1 unfinished setup: Enter goes on, x discards.  1 Active"
    )


async def test_a_filter_says_how_to_see_all_again() -> None:
    snapshot = await read(worlds.with_endpoint())
    assert summary(snapshot, (), filtered=True) == "0 of 1 shown: Esc shows all."


async def test_of_what_was_not_read_nobody_knows() -> None:
    snapshot = await read(worlds.with_endpoint())
    unread = replace(snapshot, readings=(replace(snapshot.readings[0], complete=False), *snapshot.readings[1:]))
    assert "0 of the 1 that were read: the list is not complete. Esc shows all." in summary(unread, (), filtered=True)


def test_an_empty_list_says_why_and_what_to_press() -> None:
    assert why_empty(Snapshot(), "Loading the AWS SDK …") == "Loading the AWS SDK …"
    assert why_empty(Snapshot(), "") == READING
    there = Snapshot((cluster(),), readings=WHOLE, at=START)
    assert why_empty(there, "") == "No private endpoints yet.\n\nPress n to create one."
    assert why_empty(replace(there, clusters=()), "").endswith("Press n for how to make one, r to look again.")


def test_a_cluster_is_told_with_its_keys() -> None:
    assert about_cluster(ClusterLine(cluster()))[-1] == "No private endpoint yet: press n to create one."
    assert about_cluster(ClusterLine(cluster(), endpoints="1 Active"))[-1] == (
        "1 Active. Enter tells how to connect, n creates another."
    )
    assert about_cluster(ClusterLine(cluster(), reason="is paused"))[-1] == "Takes no private endpoint: is paused."
