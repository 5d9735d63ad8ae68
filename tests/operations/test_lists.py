"""What can be chosen from comes from AWS, the best first."""

from tests.fakes import OPEN_GROUP, REGION, SUBNET_IDS, VPC_ID
from tests.operations.world import World
from tui.domain.network import Vpc, VpcDns


async def test_lists_come_from_aws(world: World) -> None:
    assert [subnet.id for subnet in await world.operations.subnets(REGION, VPC_ID)] == list(SUBNET_IDS)
    assert OPEN_GROUP in [group.id for group in await world.operations.security_groups(REGION, VPC_ID)]


async def test_vpcs_that_cannot_have_private_dns_come_last(world: World) -> None:
    bare, unread = (
        Vpc("vpc-0bbbbbbbbbbbbbbbb", "a-bare", "10.2.0.0/16"),
        Vpc("vpc-0cccccccccccccccc", "b-unread", "10.3.0.0/16"),
    )
    world.aws.vpcs += [bare, unread]
    world.aws.dns[bare.id] = VpcDns(support=True, hostnames=False)
    listed = await world.operations.vpcs_with_dns(REGION)
    assert [vpc.id for vpc, _ in listed] == [VPC_ID, unread.id, bare.id]
    assert dict(listed)[unread] is None
