"""Private endpoint connections: the records that make TiDB Cloud accept a VPC endpoint."""

import contextlib
from collections.abc import Sequence
from functools import partial
from urllib.parse import quote

from tui.domain.clusters import Cluster
from tui.domain.endpoints import ConnectionState, PrivateEndpointConnection, PrivateLinkService
from tui.domain.errors import InvalidRequest, NotFound
from tui.domain.parts import Part
from tui.providers.aws_parse import Raw
from tui.providers.lost import LOST, done_or_found
from tui.providers.tidb_cloud import parse
from tui.providers.tidb_cloud.directory import Directory
from tui.providers.tidb_cloud.errors import SOURCE, SUPPORT, unreadable
from tui.providers.tidb_cloud.http import Api
from tui.providers.tidb_cloud.pages import PAGE_SIZE, PagedList, Rows
from tui.providers.tidb_cloud.turns import Turns, side_by_side

_ACCEPTED = frozenset({ConnectionState.PENDING, ConnectionState.ACTIVE})
_LIST, _GET = "ListPrivateEndpointConnections", "GetPrivateEndpointConnection"
_ROWS = "privateEndpointConnections"
_EVERYWHERE = "/clusters/-/tidbNodeGroups/-"


class Connections:
    """Reads and writes the records."""

    def __init__(self, api: Api, directory: Directory) -> None:
        self._api, self._directory = api, directory
        self._lists = Turns(lambda: PagedList(_LIST, _ROWS, parse.connection_id))

    async def of(self, services: Sequence[PrivateLinkService]) -> list[Part[PrivateEndpointConnection]]:
        """The connections to the clusters of `services`: a part a project, whatever is in it."""
        clusters = {id_: await self._cluster(id_) for id_ in dict.fromkeys(each.cluster_id for each in services)}
        projects = {cluster.place: cluster.project_id for cluster in clusters.values()}

        async def ask(place: str) -> Part[PrivateEndpointConnection]:
            read = await self._lists.read(place, partial(self._page, projects[place]))
            rows = [(raw, clusters.get(parse.cluster_id(raw))) for raw in read.rows if parse.on_aws(raw)]
            facts = tuple(parse.connection(raw, of) for raw, of in rows if of)
            label = self._directory.label(projects[place])
            return Part(place, facts, read.complete, read.problem, label, read.of)

        return await side_by_side(ask, self._lists.longest_unread(projects))

    async def _page(self, project: str, paged: PagedList) -> Rows:
        params = {"cloudProvider": "aws"} | ({"projectId": project} if project else {})
        return await self._api.part_of(paged, _LIST, f"{_EVERYWHERE}/{_ROWS}", **params)

    async def find(self, service: PrivateLinkService, vpc_endpoint_id: str) -> Raw | None:
        """What that node group has of the endpoint: an accepted record, else another, else that it is discovered."""
        return _of(vpc_endpoint_id, await self._pages(await self._path(service)))

    async def look_up(
        self, service: PrivateLinkService, vpc_endpoint_id: str, record_id: str
    ) -> PrivateEndpointConnection | None:
        """The record of that ID, or without one what the whole list of the node group has; see TidbProvider."""
        try:
            path = await self._path(service)
            if record_id:
                found: Raw | None = await self._api.get(_GET, f"{path}/{_ROWS}/{quote(record_id, safe='')}")
                if not parse.connection_id(found or {}):
                    raise unreadable("it is no connection")
            else:
                found = _of(vpc_endpoint_id, await self._whole(f"{path}/{_ROWS}"))
        except NotFound as error:
            if error.code.startswith("HTTP"):  # nothing of TiDB Cloud's own, such as a proxy's page
                raise unreadable(error.code, error.request_id) from error
            return None
        return parse.connection(found, await self._cluster(service.cluster_id)) if found else None

    async def _whole(self, path: str) -> list[Raw]:
        """Every row of a node group; ProviderFault where the answers leave that open."""
        rows: list[Raw] = []
        tokens: list[str] = []
        more: dict[str, str] = {}
        while True:
            answer = await self._api.get(_LIST, path, pageSize=str(PAGE_SIZE), **more)
            page, token = answer.get(_ROWS), str(answer.get("nextPageToken") or "")
            if not isinstance(page, list) or token in tokens:
                raise unreadable("it is no whole list of connections")
            rows += [raw for raw in page if isinstance(raw, dict)]
            if not token:
                break
            tokens.append(token)
            more = {"pageToken": token}
        total = answer.get("totalSize")
        if isinstance(total, int) and total > len(rows):
            raise unreadable(f"{len(rows)} of {total} connections are listed")
        return rows

    async def accept(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        found = await self.find(service, vpc_endpoint_id)
        state = _state(found)
        if state in _ACCEPTED:
            return
        if state is ConnectionState.FAILED:
            text = f"The connection of {vpc_endpoint_id} failed, and its record stands in the way of another."
            raise InvalidRequest(text, "Delete the record first.", SOURCE)
        if state is ConnectionState.DELETING:
            text = f"TiDB Cloud is still deleting the connection of {vpc_endpoint_id}."
            raise InvalidRequest(text, f"Accept it once that is gone; {SUPPORT}.", SOURCE, retryable=True)

        async def accepted() -> bool:
            return _state(await self.find(service, vpc_endpoint_id)) in _ACCEPTED

        # there is no idempotency key; and who comes second to another operator is told that it exists
        await done_or_found(self._create(service, vpc_endpoint_id), accepted, (*LOST, InvalidRequest))

    async def reject(self, service: PrivateLinkService, vpc_endpoint_id: str) -> None:
        found = await self.find(service, vpc_endpoint_id)
        state = _state(found)
        if found is None or state is ConnectionState.DISCOVERED or not parse.record_id(found):
            text = f"Nobody accepted {vpc_endpoint_id}: TiDB Cloud has no record of it to delete."
            raise InvalidRequest(text, "Who owns the VPC endpoint can delete it.", SOURCE)
        if state is not ConnectionState.DELETING:
            await self._delete(await self._record_path(service, found))

    async def _create(self, service: PrivateLinkService, vpc_endpoint_id: str) -> bool:
        path = f"{await self._path(service)}/privateEndpointConnections"
        await self._api.post("CreatePrivateEndpointConnection", path, {"endpointId": vpc_endpoint_id})
        return True

    async def _delete(self, path: str) -> None:
        """Delete the record; one that is gone already is no error."""

        async def delete() -> bool:
            await self._api.delete("DeletePrivateEndpointConnection", path)
            return True

        async def deleting() -> bool:
            record = await self._record(path)
            return record is None or _state(record) is ConnectionState.DELETING

        with contextlib.suppress(NotFound):
            await done_or_found(delete(), deleting)

    async def _record(self, path: str) -> Raw | None:
        try:
            return await self._api.get(_GET, path)
        except NotFound:
            return None

    async def _pages(self, group_path: str, **params: str) -> list[Raw]:
        path = f"{group_path}/{_ROWS}"
        return await self._api.pages(_LIST, path, _ROWS, parse.connection_id, **params)

    async def _path(self, service: PrivateLinkService) -> str:
        return await self._directory.group_path(service.cluster_id, service.node_group_id)

    async def _record_path(self, service: PrivateLinkService, record: Raw) -> str:
        id_ = quote(parse.record_id(record), safe="")
        return f"{await self._path(service)}/privateEndpointConnections/{id_}"

    async def _cluster(self, id_: str) -> Cluster:
        """The cluster, or, of one that was deleted meanwhile, as much as is known."""
        try:
            return await self._directory.cluster(id_)
        except NotFound:
            return Cluster(id_, id_)


def _state(record: Raw | None) -> ConnectionState | None:
    return ConnectionState(str(record.get("endpointState") or "")) if record else None


def _of(vpc_endpoint_id: str, rows: Sequence[Raw]) -> Raw | None:
    mine = [raw for raw in rows if parse.id_of(raw.get("endpointId")) == vpc_endpoint_id]
    return min(mine, key=_rank, default=None)


def _rank(record: Raw) -> tuple[bool, bool]:
    state = _state(record)
    return state not in _ACCEPTED, state is ConnectionState.DISCOVERED
