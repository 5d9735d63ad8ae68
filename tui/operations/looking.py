"""What is there of one endpoint: as the last poll has it, and by its ID where that does not say for certain."""

from tui.domain.acceptance import Acceptance
from tui.domain.endpoints import PrivateEndpointConnection, PrivateLinkService, VpcEndpoint
from tui.domain.found import Found
from tui.domain.removal import Removal
from tui.domain.snapshot import Snapshot
from tui.operations.base import Operating


def service_of(task: Removal | Acceptance) -> PrivateLinkService:
    """As much of the endpoint service as its calls need, whether it is (still) read or not."""
    return PrivateLinkService(*task.owner, task.region, task.service_name)


class Looking(Operating):
    """A half that was read is taken as read; one that is missing, or may be old, is looked up."""

    async def _found(self, task: Removal | Acceptance, visible: bool, *, by_id: bool) -> Found:
        """Both halves; `visible`: whether AWS's half is one of ours. PrivateEndpointError where one cannot be known."""
        snapshot = self._poller.snapshot
        row = None if by_id or _doubtful(snapshot) else snapshot.row(task.id)
        connection = row.connection if row else None
        endpoint = row.vpc_endpoint if row else None
        if connection is None:
            connection = await self._connection(task)
        if endpoint is None and visible:
            endpoint = await self._endpoint(task)
        return Found(connection, endpoint, self._clock.now())

    async def _connection(self, task: Removal | Acceptance) -> PrivateEndpointConnection | None:
        return await self._tidb.find_connection(service_of(task), task.id, task.record_id)

    async def _endpoint(self, task: Removal | Acceptance) -> VpcEndpoint | None:
        return await self._aws[task.aws_profile].find_vpc_endpoint(task.region, task.id)


def _doubtful(snapshot: Snapshot) -> bool:
    """Whether something could not be read: then what is shown may be old."""
    return bool(snapshot.problems)
