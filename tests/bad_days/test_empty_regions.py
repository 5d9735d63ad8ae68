"""A configured region that has nothing in it, or cannot be asked, is named."""

from collections.abc import Iterator

import pytest

from tests.bad_days.by_part import lines_to
from tests.bad_days.program import Lines
from tests.demo.running import REGION, DemoCloud
from tui.domain.clusters import Cluster
from tui.domain.parts import Part
from tui.providers.self_managed import SelfManagedTidb

EMPTY = "ap-south-1"


@pytest.fixture(scope="module")
def lines() -> Iterator[tuple[DemoCloud, Lines]]:
    with DemoCloud() as demo, lines_to(demo) as lines:
        demo.reset()
        yield demo, lines


async def test_a_region_without_a_cluster_is_named(lines: tuple[DemoCloud, Lines]) -> None:
    parts = {part.place: part for part in await SelfManagedTidb(lines[1].other, (REGION, EMPTY), ()).list_clusters()}
    assert parts[EMPTY].note == f"Region {EMPTY} has no cluster: check the setting regions."
    assert parts[REGION].note == ""


async def test_a_region_that_refuses_is_named_and_the_other_is_read(lines: tuple[DemoCloud, Lines]) -> None:
    demo, clients = lines
    tidb = SelfManagedTidb(clients.other, (REGION, EMPTY), ())
    demo.fail("DescribeLoadBalancers", "UnauthorizedOperation", status=403)
    first, second, _ = await tidb.list_clusters()
    refused, read = sorted((first, second), key=lambda part: part.problem is None)
    assert _named(refused) == (f"region {refused.place}", False)
    assert read.complete
    assert refused.note == "", "it is not called empty"


def _named(part: Part[Cluster]) -> tuple[str, bool]:
    return part.label, part.complete
