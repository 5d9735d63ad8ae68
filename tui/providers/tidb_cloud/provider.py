"""TiDB Cloud Dedicated as TiDB's side."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.domain.clusters import Cluster, Project
from tui.domain.endpoints import PrivateEndpointConnection, PrivateLinkService
from tui.domain.errors import InvalidRequest, NotFound
from tui.domain.parts import Part
from tui.domain.waits import USUAL, Wait
from tui.providers.aws_parse import as_json
from tui.providers.tidb_cloud.access import TidbCloudAccess
from tui.providers.tidb_cloud.budget import RequestBudget, polling
from tui.providers.tidb_cloud.connections import Connections
from tui.providers.tidb_cloud.directory import Directory
from tui.providers.tidb_cloud.errors import SOURCE
from tui.providers.tidb_cloud.http import Api
from tui.providers.tidb_cloud.services import Services

if TYPE_CHECKING:
    import httpx


class HttpTidbCloud:
    """TidbProvider over the Dedicated API v1beta1, and the IAM API for the projects.

    The default node group of a cluster has the ID "" on this side, and its own in the API.
    """

    def __init__(
        self,
        access: TidbCloudAccess,
        projects: tuple[str, ...] = (),
        budget: RequestBudget | None = None,
        *,
        transport: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """Watches `projects`, by ID, or all that the key sees; what it asks is counted by `budget`."""
        self.budget = budget or RequestBudget()
        """A PollBudget."""
        self._dedicated = Api(access.dedicated_url, access, self.budget, transport)
        self._iam = Api(access.iam_url, access, self.budget, transport)
        self._directory = Directory(self._dedicated, self._iam, projects)
        self._services = Services(self._dedicated, self.budget)
        self._connections = Connections(self._dedicated, self._directory)
        self._connections_cost = 1
        """Requests that the connections took the last time: they are read at every tick, whatever else is."""

    async def list_projects(self) -> list[Project]:
        """The projects that the key sees, by name; PermissionDenied where it may not list them."""
        return await self._directory.projects()

    async def list_clusters(self) -> list[Part[Cluster]]:
        with polling():
            return await self._directory.clusters()

    async def list_services(self, clusters: Sequence[Cluster]) -> list[Part[PrivateLinkService]]:
        with polling():
            return await self._services.of(clusters, keep=self._connections_cost)

    async def list_connections(self, services: Sequence[PrivateLinkService]) -> list[Part[PrivateEndpointConnection]]:
        before = self.budget.cost
        with polling():
            parts = await self._connections.of(services)
        self._connections_cost = max(1, self.budget.cost - before)
        return parts

    async def ensure_service(self, cluster: Cluster, node_group_id: str) -> PrivateLinkService:
        group = await self._directory.group(cluster, node_group_id)
        try:
            return await self._services.read((cluster, group))
        except NotFound as error:
            text = f"TiDB Cloud has not made the endpoint service of {cluster.name} yet."
            raise NotFound(text, _WAIT.format(cluster.id, group.id), SOURCE, error.code, error.request_id) from error

    async def permit(self, service: PrivateLinkService, principal: str) -> None: ...

    async def verify_name(self, service: PrivateLinkService) -> None: ...

    async def accept(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        await self._connections.accept(service, vpc_endpoint_id)

    async def reject(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        await self._connections.reject(service, vpc_endpoint_id)

    async def delete_service(self, service: PrivateLinkService) -> None:
        text = f"TiDB Cloud alone deletes {service.name or 'an endpoint service'}."
        raise InvalidRequest(text, "It goes with its node group or cluster: delete that in TiDB Cloud.", SOURCE)

    async def find_connection(
        self, service: PrivateLinkService, vpc_endpoint_id: str, record_id: str = ""
    ) -> PrivateEndpointConnection | None:
        return await self._connections.look_up(service, vpc_endpoint_id, record_id)

    async def raw_connection(self, service: PrivateLinkService, vpc_endpoint_id: str) -> str:
        if found := await self._connections.find(service, vpc_endpoint_id):
            return as_json(found)
        raise NotFound(f"TiDB Cloud has no record of {vpc_endpoint_id}.", "Refresh.", SOURCE)

    async def aclose(self) -> None:
        """Close the connections to TiDB Cloud."""
        await asyncio.gather(self._dedicated.aclose(), self._iam.aclose())


_WAIT = (
    f"TiDB Cloud makes it by itself, {USUAL[Wait.SERVICE].words} after the cluster or node group."
    " If it stays so, open a support case for cluster {} and node group {}."
)
