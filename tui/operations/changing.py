"""Changing an endpoint that works."""

from tui.domain.endpoints import EndpointChange
from tui.operations.base import Operating


class Changing(Operating):
    """What AWS allows without a new endpoint."""

    async def modify_endpoint(self, region: str, vpc_endpoint_id: str, change: EndpointChange) -> None:
        """Change subnets, security groups or private DNS; the same change twice is no error."""
        async with self._turn(vpc_endpoint_id), self._poll_after():
            await self._aws.modify_vpc_endpoint(region, vpc_endpoint_id, change)
