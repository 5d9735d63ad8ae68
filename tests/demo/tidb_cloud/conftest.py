"""One demo with TiDB Cloud, as new for each test."""

from collections.abc import Iterator

import httpx
import pytest

from tests.demo.parties import Operator
from tests.demo.running_tidb_cloud import TidbCloudDemo


@pytest.fixture(scope="package")
def running() -> Iterator[TidbCloudDemo]:
    with TidbCloudDemo() as cloud:
        yield cloud


@pytest.fixture
def demo(running: TidbCloudDemo) -> TidbCloudDemo:
    running.reset()
    return running


@pytest.fixture
def operator(demo: TidbCloudDemo) -> Operator:
    return Operator(demo)


@pytest.fixture
def api(demo: TidbCloudDemo) -> Iterator[httpx.Client]:
    """The Dedicated API with a key that may do all."""
    with demo.http() as client:
        yield client
