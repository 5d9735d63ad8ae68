"""TiDB Cloud with one project, one cluster, one node group and its service."""

import pytest

from tests.providers.tidb_cloud.cloud import EVERYWHERE, PROJECT, SERVICE, Cloud, cluster, records, service
from tui.providers.tidb_cloud.provider import HttpTidbCloud


@pytest.fixture
def cloud() -> Cloud:
    made = Cloud()
    made.put("GET /projects", {"projects": [{"id": PROJECT, "name": "shop"}]})
    made.put("GET /clusters", {"clusters": [cluster()], "totalSize": 1})
    made.put(f"GET {SERVICE}", service())
    made.put(f"GET {EVERYWHERE}", records())
    return made


@pytest.fixture
def tidb(cloud: Cloud) -> HttpTidbCloud:
    return cloud.provider()
