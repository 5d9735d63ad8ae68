"""Goldens of the Clusters page and of Connect to TiDB."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes import VPCE_ID, cluster, service, vpc_endpoint
from tests.goldens.cases import Case
from tests.goldens.list_cases import hostile
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui.app import PrivateEndpointApp
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
        app = session.app
        assert isinstance(app, PrivateEndpointApp)
        assert app._runtime
        app.push_screen(self.page(app._runtime, app.store))
        await session.settle()
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


CLUSTER_CASES = (
    Opened("clusters", all_kinds, ("j",)),
    Opened("clusters-takes-none", all_kinds, ("G k k",)),
    Opened("clusters-none", World),
    Opened("clusters-hostile", hostile, ("j j j",)),
    Opened("connect", all_kinds, page=connect),
    Opened("connect-waiting", all_kinds, ("j",), page=connect),
    Opened("connect-go", all_kinds, ("left left pagedown",), page=connect),
    Opened("connect-aws-name", worlds.with_endpoint, ("right right",), page=connect),
    Opened("connect-no-endpoint", worlds.with_service, page=connect),
)
