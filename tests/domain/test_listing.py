"""The filter, the order and the count of the list."""

import pytest

from tui.domain.listing import SORT_KEYS, InvalidFilter, Order, arrange, count_by_status, select
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.status import Assessment, Status, Turn


def row(name: str, status: Status, turn: Turn = Turn.NOBODY, region: str = "us-west-2") -> PrivateEndpoint:
    return PrivateEndpoint(f"vpce-{name}", name, name, region, Assessment(status, turn, ""))


ROWS = (
    row("orders", Status.ACTIVE),
    row("archive", Status.PENDING, Turn.YOU),
    row("reports", Status.ACTIVE, region="eu-central-1"),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["orders", "archive", "reports"]),
        ("ACTIVE", ["orders", "reports"]),
        ("vpce-arch", ["archive"]),
        ("state:active region:eu", ["reports"]),
        ("turn:you", ["archive"]),
        ("cluster:us-west-2", []),
    ],
)
def test_every_word_of_the_filter_has_to_be_found(text: str, names: list[str]) -> None:
    assert [each.cluster_name for each in select(ROWS, text)] == names


def test_a_field_that_there_is_not_names_those_there_are() -> None:
    with pytest.raises(InvalidFilter, match=r"state:, region:, cluster:, turn:, vpc:"):
        select(ROWS, "colour:red")


def test_rows_are_sorted_by_a_column_either_way_and_equals_keep_their_places() -> None:
    assert [each.cluster_name for each in arrange(ROWS, Order("CLUSTER"))] == ["archive", "orders", "reports"]
    by_status = [each.cluster_name for each in arrange(ROWS, Order("STATUS", descending=True))]
    assert by_status == ["orders", "reports", "archive"]


def test_sorting_goes_through_every_column_and_back_to_the_lists_own_order() -> None:
    order, seen = Order(), []
    for _ in range(len(SORT_KEYS) + 1):
        order = order.next()
        seen.append(order.column)
    assert seen == [*SORT_KEYS, ""]


def test_the_count_is_in_the_order_of_the_statuses() -> None:
    assert count_by_status(ROWS) == "1 Pending, 2 Active"
