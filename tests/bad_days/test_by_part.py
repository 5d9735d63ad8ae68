"""Some of the faults by part; `python -m tests.bad_days` draws thousands."""

from collections.abc import Iterator

import pytest

from tests.bad_days.by_part import (
    AS_IT_SHOULD,
    AWS,
    BODIES,
    MOMENTS,
    SELF_MANAGED,
    TIDB_CLOUD,
    Case,
    drawn,
    lines_to,
    run,
    tried,
)
from tests.bad_days.program import Lines
from tests.demo.running import DemoCloud
from tests.demo.running_tidb_cloud import TidbCloudDemo
from tui.domain.clusters import TidbSide

Double = tuple[DemoCloud, Lines]


@pytest.fixture(scope="module")
def double() -> Iterator[Double]:
    with TidbCloudDemo() as demo, lines_to(demo) as lines:
        yield demo, lines


@pytest.mark.parametrize("kind", ["403", "404", "{}", "500", "a page", "no list"])
@pytest.mark.parametrize("part", ["projects", "clusters", "service", "connections"])
def test_a_part_that_fails_once_hides_no_row_and_its_return_is_no_news(double: Double, part: str, kind: str) -> None:
    """One project, one group: the others answer."""
    assert tried(Case(TidbSide.TIDB_CLOUD, "list", part, kind, 1), *double) == AS_IT_SHOULD


@pytest.mark.parametrize("kind", ["403", "500"])
def test_an_account_or_region_that_fails_hides_no_row(double: Double, kind: str) -> None:
    assert tried(Case(TidbSide.TIDB_CLOUD, "list", "endpoints", kind, 1), *double) == AS_IT_SHOULD


@pytest.mark.parametrize("kind", ["403", "{}"])
@pytest.mark.parametrize("part", ["projects", "clusters", "every connection list", "a record"])
def test_no_deletion_is_called_done_that_is_not_and_aws_is_asked_in_the_end(
    double: Double, part: str, kind: str
) -> None:
    assert tried(Case(TidbSide.TIDB_CLOUD, "delete", part, kind, 1000), *double) == AS_IT_SHOULD


def test_some_drawn_ones() -> None:
    counts = run(12, seed=10)
    assert counts == {AS_IT_SHOULD: 12}


def test_every_part_kind_and_moment_is_drawn() -> None:
    cases = list(drawn(2000, seed=1))
    assert {case.part for case in cases} == TIDB_CLOUD.keys() | AWS.keys() | SELF_MANAGED.keys()
    assert {case.moment for case in cases} == set(MOMENTS)
    assert BODIES.keys() <= {case.kind for case in cases}
