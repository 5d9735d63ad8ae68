"""The demo with TiDB Cloud inside the test's own process, for its suite, the provider's and the contract's."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.demo.running import STANDSTILL, DemoCloud
from tui.demo.front import FrontDoor
from tui.demo.server import open_tidb_cloud
from tui.demo.tidb_cloud.api import ApiCall, TidbCloud, access
from tui.demo.tidb_cloud.building import build
from tui.demo.tidb_cloud.world import CloudWorld, new_id
from tui.demo.world import World

PUBLIC_KEY = "demo-public"
VIEWER_KEY = "demo-viewer"
PRIVATE_KEY = "demo-private"
ANALYTICS_KEY = "demo-analytics"
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class TidbCloudDemo(DemoCloud):
    """AWS and TiDB Cloud's two APIs on a free port; a context manager, one at a time in a process.

    `advance` moves the demo's clock; `real_s` is the clock of rate limit and nonces, and stands still, too.
    """

    world: World = field(init=False)
    cloud_world: CloudWorld = field(default_factory=CloudWorld.read)
    real_s: float = 0.0

    def __post_init__(self) -> None:
        self.world = self.cloud_world.aws()

    @property
    def tidb_cloud(self) -> TidbCloud:
        assert self.front.tidb_cloud
        return self.front.tidb_cloud

    @property
    def access(self) -> dict[str, str]:
        """`dedicated_url`, `iam_url`, `public_key`, `private_key`."""
        return access(self.url)

    @property
    def dedicated_url(self) -> str:
        return self.access["dedicated_url"]

    @property
    def iam_url(self) -> str:
        return self.access["iam_url"]

    def fault(self, where: str, **how: Any) -> None:
        """Order a bad day: the fields of tui.demo.tidb_cloud.faults.Fault."""
        self.tidb_cloud.control("fail", {"where": where} | how)

    def limit(self, per_minute: int) -> None:
        """So many requests a minute and key."""
        self.tidb_cloud.control("rate-limit", {"limit": per_minute})

    def expire_nonces(self) -> None:
        self.tidb_cloud.control("expire-nonces", {})

    def delete_cluster(self, name: str) -> None:
        """At once, behind the program's back."""
        self.tidb_cloud.control("delete-cluster", {"name": name})

    def delete_connection(self, endpoint_id: str) -> None:
        """At once, behind the program's back."""
        self.tidb_cloud.control("delete-connection", {"endpoint_id": endpoint_id})

    def api_calls(self, method: str = "", path: str = "") -> list[ApiCall]:
        """The authenticated calls since the last reset, in order; of `method` and with `path` in theirs where named."""
        made = (call for call in self.tidb_cloud.calls if call.authenticated)
        return [call for call in made if method in {"", call.method} and path in call.path]

    def http(self, key: str = PUBLIC_KEY, api: str = "dedicated", **options: Any) -> httpx.Client:
        """A client of one API; the caller closes it. Paths begin with `/v1beta1/`."""
        auth = httpx.DigestAuth(key, PRIVATE_KEY)
        return httpx.Client(base_url=self.access[f"{api}_url"], auth=auth, trust_env=False, **options)

    @staticmethod
    def id_of(*name: str) -> str:
        """The ID of a project or cluster by its name, or of a node group by the names of both."""
        return new_id(*name)

    def connections_path(self, cluster: str, group: str = "DefaultGroup") -> str:
        return f"{self.group_path(cluster, group)}/privateEndpointConnections"

    def group_path(self, cluster: str, group: str = "DefaultGroup") -> str:
        return f"/v1beta1/clusters/{self.id_of(cluster)}/tidbNodeGroups/{self.id_of(cluster, group)}"

    def _open(self) -> FrontDoor:
        return open_tidb_cloud(self.cloud_world, STANDSTILL, self._real)

    def _build(self) -> None:
        self.tidb_cloud.closing.set()
        self.real_s = 0.0
        built = build(self.cloud_world, self.front.cloud)
        self.front.tidb_cloud = TidbCloud(self.front.cloud, built, self._real)

    def _real(self) -> float:
        return self.real_s
