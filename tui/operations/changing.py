"""Changing an endpoint that works."""

from tui.domain.endpoints import EndpointChange, VpcEndpoint
from tui.operations.base import Operating


class Changing(Operating):
    """What AWS allows without a new endpoint."""

    async def modify_endpoint(self, endpoint: VpcEndpoint, change: EndpointChange) -> None:
        """Change subnets, security groups or private DNS; the same change twice is no error."""
        async with self._turn(endpoint.id), self._poll_after():
            await self._aws[endpoint.aws_profile].modify_vpc_endpoint(endpoint.region, endpoint.id, change)
