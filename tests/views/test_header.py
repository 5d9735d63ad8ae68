"""The top line at every width."""

import pytest
from rich.cells import cell_len

from tests.clock import START
from tui.domain.network import Identity
from tui.domain.snapshot import TIDB_SIDE, Freshness, Snapshot
from tui.views.header import header

ACCOUNT = "111122223333"
SNAPSHOT = Snapshot(
    readings=(Freshness(TIDB_SIDE, START),),
    identities={"": Identity(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/op")},
    at=START,
)


def line(title: str, label: str, width: int) -> str:
    left, right = header(title, label, SNAPSHOT, width)
    assert cell_len(left) + 2 + cell_len(right) <= width
    return f"{left}  {right}"


@pytest.mark.parametrize("title", ["Private Endpoint", "Create a private endpoint", "Terminate the endpoint service"])
@pytest.mark.parametrize("label", ["demo x10", "demo x10 · read-only", "production · read-only · not saved"])
@pytest.mark.parametrize("width", [58, 78, 118])
def test_demo_or_profile_account_and_what_counts_are_always_there(title: str, label: str, width: int) -> None:
    shown = line(title, label, width)
    name, *marks = label.split(" · ")
    assert ACCOUNT in shown
    assert all(mark in shown for mark in marks)
    assert name[:7] in shown


def test_where_there_is_room_all_is_said() -> None:
    assert line("Private Endpoint", "production", 118) == (
        "Private Endpoint  production · account 111122223333 · read 12:00:00 UTC"
    )


def test_at_sixty_columns_the_words_give_way_before_the_time() -> None:
    assert line("Private Endpoint", "demo x10", 58) == "Private Endpoint  demo x10 · 111122223333 · read 12:00:00"


def test_then_the_time_does() -> None:
    assert line("Create a private endpoint", "demo x10", 58) == (
        "Create a private endpoint  demo x10 · account 111122223333"
    )


def test_a_long_profile_is_cut_and_not_the_account() -> None:
    assert ACCOUNT in line("Private Endpoint", "a-profile-with-a-very-long-name-indeed", 58)


def test_before_anything_is_known_the_title_stands_alone() -> None:
    assert header("Clusters", "", Snapshot(), 58) == ("Clusters", "")
