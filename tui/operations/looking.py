"""What is there of one endpoint: as the last poll has it, and by its ID where that does not say for certain."""

from tui.domain.acceptance import Acceptance
from tui.domain.deletion import Deletion
from tui.domain.endpoints import PrivateEndpointConnection, PrivateLinkService, VpcEndpoint
from tui.domain.found import Found
from tui.domain.snapshot import Snapshot, What
from tui.operations.base import Operating


class Looking(Operating):
    """A half that was read is taken as read; one that is missing, or may be old, is looked up."""

    async def _found(self, task: Deletion | Acceptance, visible: bool, *, by_id: bool) -> Found:
        """Both halves; `visible`: whether AWS's half is one of ours. PrivateEndpointError where one cannot be known."""
        snapshot = self._poller.snapshot
        row = None if by_id or _doubtful(snapshot) else snapshot.row(task.id)
        connection = row.connection if row and row.owner == task.owner else None
        endpoint = row.vpc_endpoint if row and visible else None
        if connection is None:
            connection = await self._connection(task)
        if endpoint is None and visible:
            endpoint = await self._endpoint(task)
        return Found(connection, endpoint, self._clock.now())

    def _service_of(self, task: Deletion | Acceptance) -> PrivateLinkService:
        """The endpoint service; where it is not read (any more), as much of it as its calls need."""
        known = self._poller.snapshot.service(*task.owner)
        return known or PrivateLinkService(*task.owner, task.region, task.service_name)

    async def _connection(self, task: Deletion | Acceptance) -> PrivateEndpointConnection | None:
        return await self._tidb.find_connection(self._service_of(task), task.id, task.record_id)

    async def _endpoint(self, task: Deletion | Acceptance) -> VpcEndpoint | None:
        return await self._aws[task.aws_profile].find_vpc_endpoint(task.region, task.id)


def _doubtful(snapshot: Snapshot) -> bool:
    """Whether something could not be read, or the connections not to their end: then what is shown may be old."""
    short = (each for each in snapshot.readings if each.what is What.CONNECTIONS and not each.complete)
    return bool(snapshot.problems) or any(short)
