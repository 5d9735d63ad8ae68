"""Changing an endpoint that works."""

from tui.domain.endpoints import EndpointChange, VpcEndpoint
from tui.operations.base import Operating


class Changing(Operating):
    """What AWS allows without a new endpoint."""

    async def modify_endpoint(self, endpoint: VpcEndpoint, change: EndpointChange) -> None:
        """Change subnets, security groups or private DNS; the same change twice is no error."""
        async with self._turn(endpoint.id), self._poll_after():
            with self._switching_on(endpoint.id, change), self._intents.changing(endpoint.id, change):
                await self._aws[endpoint.aws_profile].modify_vpc_endpoint(endpoint.region, endpoint.id, change)

    async def take_as_it_is(self, id_: str) -> None:
        """What somebody changed is meant from now on, as the last poll has it; AWS is asked for nothing."""
        async with self._turn(id_), self._poll_after():
            row = self._poller.snapshot.row(id_)
            if row and row.vpc_endpoint:
                self._intents.set_up(row.vpc_endpoint)
