"""The command lines of TiDB's side: of EC2 in the service account, or of TiDB Cloud's API."""

import json
from dataclasses import dataclass, field
from urllib.parse import quote

from tui.domain import requests
from tui.domain.clusters import Cluster
from tui.domain.commands import BY_THE_SHELL, Command, CommandContext, aws
from tui.domain.endpoints import PrivateEndpointConnection, PrivateLinkService
from tui.domain.requests import Request


@dataclass(frozen=True, slots=True)
class TidbCommands:
    """How TiDB's side is asked from a shell, for what can be asked of it."""

    context: CommandContext = field(default_factory=CommandContext)
    """Of the service account."""
    url: str = ""
    """Base URL of TiDB Cloud's Dedicated API, without `/v1beta1`; empty where TiDB is behind load balancers."""

    def accept(self, service: PrivateLinkService, cluster: Cluster, vpc_endpoint_id: str) -> Command:
        """Let a VPC endpoint through."""
        if not self.url:
            return self._aws(requests.accept(service.region, service.id, vpc_endpoint_id))
        body = json.dumps({"endpointId": vpc_endpoint_id}, separators=(",", ":"))
        json_ = ("--header", "Content-Type: application/json", "--data", body)
        return _curl("POST", self._connections(service, cluster), *json_)

    def reject(
        self, service: PrivateLinkService, cluster: Cluster, connection: PrivateEndpointConnection
    ) -> Command | None:
        """Shut a VPC endpoint out; None where TiDB Cloud has no record of it to delete."""
        if not self.url:
            return self._aws(requests.reject(service.region, service.id, connection.vpc_endpoint_id))
        if not connection.id:
            return None
        return _curl("DELETE", f"{self._connections(service, cluster)}/{_part(connection.id)}")

    def make_service(self, cluster: Cluster, service: PrivateLinkService | None, principal: str) -> tuple[Command, ...]:
        """Have the endpoint service made if it is not there, then let `principal` ask for it; TiDB Cloud does both."""
        if self.url:
            return ()
        creating = () if service else (self._aws(requests.create_service(cluster)),)
        id_ = service.id if service else "<your_endpoint_service_id>"
        return (*creating, self._aws(requests.permit(cluster.region, id_, principal)))

    def verify_name(self, service: PrivateLinkService) -> Command | None:
        """Have AWS look for the record that proves the private DNS name; TiDB Cloud does it by itself."""
        return None if self.url else self._aws(requests.verify_name(service.region, service.id))

    def delete_service(self, service: PrivateLinkService) -> Command | None:
        """Terminate an endpoint service; TiDB Cloud alone deletes its own."""
        return None if self.url else self._aws(requests.delete_service(service.region, service.id))

    def _aws(self, request: Request) -> Command:
        return aws(request, self.context)

    def _connections(self, service: PrivateLinkService, cluster: Cluster) -> str:
        """The default node group is named by TiDB Cloud's own ID too."""
        group = cluster.node_group(service.node_group_id)
        id_ = group.id if group else service.node_group_id or "<your_tidb_node_group_id>"
        path = f"clusters/{_part(cluster.id)}/tidbNodeGroups/{_part(id_)}/privateEndpointConnections"
        return f"{self.url}/v1beta1/{path}"


def _curl(method: str, url: str, *options: str) -> Command:
    return Command(("curl", "--digest", "--user", BY_THE_SHELL, "--request", method, *options, url))


def _part(id_: str) -> str:
    """As one part of a path; a placeholder stays to be seen."""
    return id_ if id_.startswith("<your_") else quote(id_, safe="")
