"""The Private Endpoint page as a value."""

import pytest

from tests.clock import START
from tests.fakes import REGION, VPC_ID, VPCE_ID, cluster
from tests.reading import read
from tests.screens import worlds
from tests.screens.tidb_cloud_worlds import tidb_cloud
from tui.domain.errors import Unreachable
from tui.domain.listing import InvalidFilter, Order
from tui.domain.status import Status, Turn
from tui.views.endpoints import EndpointLine, endpoints_view
from tui.views.sources import NotRead, not_read


async def test_a_line_has_all_that_is_known_of_an_endpoint() -> None:
    view = endpoints_view(await read(worlds.with_endpoint(private_dns_enabled=False)))
    assert view.rows == (
        EndpointLine(
            key=VPCE_ID,
            id=VPCE_ID,
            status=Status.PENDING,
            turn=Turn.YOU,
            since=START,
            since_exact=False,
            cluster="orders",
            cluster_id=cluster().id,
            node_group="",
            node_group_id="",
            region=REGION,
            vpc_id=VPC_ID,
            private_dns=False,
            next="Enable private DNS.",
        ),
    )
    assert view.rows[0].mark == "◐"


async def test_rows_are_counted_in_the_order_of_the_statuses() -> None:
    view = endpoints_view(await read(worlds.every_status()))
    assert list(view.counts) == [status for status in Status if status in view.counts]
    assert view.counts == dict.fromkeys(Status, 1) | {Status.PENDING: 1}
    assert (view.total, view.unfinished_setups, view.unfinished_deletions) == (11, 1, 0)


async def test_a_filter_leaves_its_rows_and_the_total_stays() -> None:
    view = endpoints_view(await read(worlds.every_status()), "state:failed turn:you")
    assert ([row.status for row in view.rows], view.total) == ([Status.FAILED], 11)


async def test_rows_come_in_the_order_asked_for() -> None:
    snapshot = await read(worlds.every_status())
    rows = endpoints_view(snapshot, order=Order("STATUS", descending=True)).rows
    assert [rows[0].status, rows[-1].status] == [Status.UNKNOWN, Status.NOT_CONFIGURED]


async def test_a_row_of_another_node_group_names_it() -> None:
    rows = endpoints_view(await read(tidb_cloud())).rows
    assert [(row.cluster, row.node_group) for row in rows if row.node_group_id] == [("orders/reporting", "reporting")]


async def test_a_filter_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(InvalidFilter, match="state:"):
        endpoints_view(await read(worlds.one_cluster()), "colour:red")


async def test_what_was_not_read_is_named_and_nothing_is_complete_then() -> None:
    world = worlds.with_endpoint()
    world.aws.fail["describe_vpc_endpoints"] = Unreachable("no answer", "Look at the line.", "AWS", "Timeout")
    snapshot = await read(world)
    assert not_read(snapshot) == (NotRead(f"AWS {REGION}", None, "no answer", "Look at the line.", "Timeout"),)
    assert not snapshot.complete
    assert (await read(worlds.with_endpoint())).complete
