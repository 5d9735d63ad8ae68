"""What AWS has to choose from, and what is read for one page alone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import zip_longest
from typing import TypeVar

from tui.domain.endpoints import PrivateLinkService
from tui.domain.errors import PrivateEndpointError
from tui.domain.network import NetworkInterface, SecurityGroup, Subnet, Vpc, VpcDns, why_no_private_dns
from tui.monitor.cached import Cached
from tui.operations.base import Operating
from tui.providers.base import AwsProvider

T = TypeVar("T")

MOST_VPCS = 20
"""How many VPCs are asked for their DNS attributes."""


class Reading(Operating):
    """Nothing here changes anything; `profile` is as in Cluster.aws_profiles."""

    async def vpcs_with_dns(self, region: str, profile: str = "") -> list[tuple[Vpc, VpcDns | None]]:
        """The VPCs in `region` with their DNS attributes, those that AWS will refuse private DNS last.

        None: not read, because AWS refused, or because there are more than MOST_VPCS; a VPC costs two calls.
        """
        aws = self._aws[profile]
        vpcs = await aws.list_vpcs(region)
        known = await asyncio.gather(*(_vpc_dns(aws, region, vpc.id) for vpc in vpcs[:MOST_VPCS]))
        paired = list(zip_longest(vpcs, known))
        return sorted(paired, key=lambda each: bool(each[1] and why_no_private_dns(each[1])))

    async def subnets(self, region: str, vpc_id: str, profile: str = "") -> list[Subnet]:
        return await self._aws[profile].list_subnets(region, vpc_id)

    async def security_groups(self, region: str, vpc_id: str, profile: str = "") -> list[SecurityGroup]:
        return await self._aws[profile].list_security_groups(region, vpc_id)

    async def network_interfaces(self, region: str, ids: Sequence[str], profile: str = "") -> list[NetworkInterface]:
        return await self._aws[profile].describe_network_interfaces(region, ids)

    async def raw_vpc_endpoint(self, region: str, vpc_endpoint_id: str, profile: str = "") -> str:
        return await self._aws[profile].raw_vpc_endpoint(region, vpc_endpoint_id)

    async def raw_connection(self, service: PrivateLinkService, vpc_endpoint_id: str) -> str:
        return await self._tidb.raw_connection(service, vpc_endpoint_id)

    async def ask(self, side: Cached[T], read: Callable[[], Awaitable[T]]) -> Cached[T]:
        """What a page shows for itself alone, read now; where that fails, as it was and why. Raises nothing."""
        return await side.ask(read, self._clock)


async def _vpc_dns(aws: AwsProvider, region: str, vpc_id: str) -> VpcDns | None:
    try:
        return await aws.vpc_dns(region, vpc_id)
    except PrivateEndpointError:
        return None
