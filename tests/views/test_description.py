"""One private endpoint in full, as a value."""

from datetime import timedelta

from tests.clock import START
from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPCE_ID, connection
from tests.reading import read
from tests.screens import worlds
from tests.screens.harness import World
from tui.domain.intent import Difference
from tui.domain.network import IngressRule, NetworkInterface, SecurityGroup, Subnet
from tui.domain.status import Status
from tui.monitor.cached import Cached
from tui.views.describe import Network
from tui.views.description import Description, Group, Place, SetUp, description

NETWORK = Network(
    Cached((Subnet(SUBNET_IDS[0], "a", "10.1.0.0/24", "usw2-az1", "us-west-2a", 9),)),
    Cached((NetworkInterface("eni-00000000000000001", SUBNET_IDS[0], "us-west-2a", "10.1.0.10", "in-use"),)),
    Cached((SecurityGroup(OPEN_GROUP, "clients", "", (IngressRule("tcp", 4000, 4000, "10.1.0.0/16"),)),)),
)


async def described(world: World) -> Description:
    snapshot = await read(world)
    row = snapshot.row(VPCE_ID)
    assert row
    return description(row, snapshot, NETWORK, (), snapshot.at)


async def test_both_sides_and_the_network_are_told() -> None:
    view = await described(worlds.active())
    assert view.aws
    assert view.aws.places == (
        Place(SUBNET_IDS[0], "10.1.0.0/24", "usw2-az1", "us-west-2a", "eni-00000000000000001", "10.1.0.10", "in-use"),
        Place(SUBNET_IDS[1], "", "", "", "", "", ""),
    )
    assert view.aws.security_groups == (Group(OPEN_GROUP, "clients", admits_port=True),)
    assert view.tidb.service
    assert view.tidb.connection
    assert (view.aws.state, view.tidb.service.state, view.tidb.connection.state) == ("available", "ACTIVE", "available")


async def test_what_was_set_up_here_is_told_with_what_aws_has_otherwise() -> None:
    world = worlds.changed_elsewhere()
    view = await described(world)
    assert view.endpoint.status is Status.DRIFT
    assert view.set_up == SetUp(
        START - timedelta(days=3),
        (Difference("private DNS", "on", "off"), Difference("security groups", OPEN_GROUP, CLOSED_GROUP)),
        START,
    )
    world.aws.change(VPCE_ID, private_dns_enabled=True, security_group_ids=(OPEN_GROUP,))
    assert (await described(world)).set_up == SetUp(START - timedelta(days=3), (), None)


async def test_of_an_endpoint_that_was_set_up_elsewhere_nothing_is_told() -> None:
    assert (await described(worlds.active())).set_up is None


async def test_a_side_that_is_not_visible_says_why() -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(owner_account="999988887777")]
    view = await described(world)
    assert view.aws is None
    assert view.aws_not_visible == "It belongs to account 999988887777; you are signed in to 111122223333."
