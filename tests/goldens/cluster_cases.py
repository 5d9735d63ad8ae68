"""Goldens of the Clusters page and of Connect to TiDB."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes import VPCE_ID, cluster, service, vpc_endpoint
from tests.goldens.cases import Case
from tests.goldens.list_cases import hostile
from tests.screens import worlds
from tests.screens.harness import Session, World, typed
from tui.domain.clusters import TidbSide
from tui.domain.endpoints import ServiceState
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.clusters import ClustersScreen
from tui.screens.connect import ConnectScreen
from tui.screens.live import LiveScreen


def connect(runtime: Runtime, store: Store) -> LiveScreen:
    return ConnectScreen(runtime, store, cluster().id)


@dataclass(frozen=True, slots=True)
class Opened(Case):
    """A page opened over the list, before the steps."""

    page: Callable[[Runtime, Store], LiveScreen] = ClustersScreen

    async def play(self, session: Session) -> None:
        await session.open(self.page)
        await Case.play(self, session)


def all_kinds() -> World:
    world = worlds.all_kinds()
    starting = cluster("starting")
    world.tidb.clusters.append(starting)
    world.tidb.services = [service(), service(starting, state=ServiceState.CREATING)]
    world.aws.vpc_endpoints = [
        vpc_endpoint(VPCE_ID, private_dns_enabled=True),
        vpc_endpoint(worlds.SECOND_VPCE_ID, "pendingAcceptance"),
    ]
    return world


def on_tidb_cloud() -> World:
    world = all_kinds()
    world.tidb_side = TidbSide.TIDB_CLOUD
    return world


CA_FILE = f"f {typed('/etc/ssl/our ca.pem')} enter"

CLUSTER_CASES = (
    Opened("clusters", all_kinds, ("j",)),
    Opened("clusters-takes-none", all_kinds, ("G k k",)),
    Opened("clusters-none", World),
    Opened("clusters-hostile", hostile, ("j j j",)),
    Opened("connect", all_kinds, page=connect),
    Opened("connect-waiting", all_kinds, ("j",), page=connect),
    Opened("connect-go", all_kinds, ("left left pagedown",), page=connect),
    Opened("connect-aws-name", worlds.with_endpoint, ("right right",), page=connect),
    Opened("connect-ca-file", all_kinds, (CA_FILE,), page=connect),
    Opened("connect-ca-file-go", all_kinds, (CA_FILE, "left left"), page=connect),
    Opened("connect-ca-file-jdbc", all_kinds, (CA_FILE, "right right"), page=connect),
    Opened("connect-say-ca-file", all_kinds, ("f",), page=connect),
    Opened("connect-on-tidb-cloud", on_tidb_cloud, page=connect),
    Opened("connect-no-endpoint", worlds.with_service, page=connect),
)
