"""Connect to TiDB: through which endpoint, and what is said where there is none to use."""

from tests.fakes import VPCE_ID, cluster, service, vpc_endpoint
from tests.screens import tidb_cloud_worlds, worlds
from tests.screens.connecting import connecting, copied, given
from tests.screens.harness import Session, World
from tests.screens.worlds import SECOND_VPCE_ID
from tui.domain.clusters import ClusterState
from tui.domain.connect_strings import Client
from tui.domain.endpoints import VpcEndpointState
from tui.screens.connect import ConnectScreen
from tui.screens.finished import FinishedScreen
from tui.widgets.client_strip import ClientStrip
from tui.widgets.endpoint_choice import EndpointChoice

THIRD_VPCE_ID = "vpce-00000000000000003"


def three() -> World:
    """One that waits for acceptance, one without private DNS, one Active; in the order of the list."""
    world = worlds.with_service()
    world.aws.vpc_endpoints = [
        vpc_endpoint(THIRD_VPCE_ID, "pendingAcceptance"),
        vpc_endpoint(VPCE_ID),
        vpc_endpoint(SECOND_VPCE_ID, private_dns_enabled=True),
    ]
    return world


def chosen(session: Session) -> str:
    row = session.one(EndpointChoice).row
    return row.key if row else ""


async def test_an_active_one_is_chosen_before_what_merely_lets_traffic_pass() -> None:
    async with connecting(three()) as session:
        rows = session.one(EndpointChoice).rows
        assert [row.key for row in rows] == [THIRD_VPCE_ID, VPCE_ID, SECOND_VPCE_ID]
        assert chosen(session) == SECOND_VPCE_ID


async def test_from_the_clusters_page_the_active_one_is_chosen() -> None:
    async with three().running() as session:
        await session.press("t enter")
        assert chosen(session) == SECOND_VPCE_ID


async def test_endpoints_of_other_node_groups_name_theirs() -> None:
    async with tidb_cloud_worlds.several_accounts().running((60, 20)) as session:
        await session.open(ConnectScreen, tidb_cloud_worlds.ORDERS_ID, "")
        choice = session.one(EndpointChoice)
        assert choice.heading().rstrip().endswith("NODE GROUP")
        told = {row.node_group_id: choice.cells(row)[-1].strip() for row in choice.rows}
        assert told == {"": "", tidb_cloud_worlds.REPORTING_ID: "reporting"}
        assert "NODE GROUP" in session.text


async def test_pools_are_told_of_the_load_balancers_idle_time_out() -> None:
    async with connecting(three()) as session:
        assert "350 s" not in session.prose
        await session.press("right right")
        assert session.one(ClientStrip).client is Client.JDBC
        assert "The load balancer drops what is idle for 350 s, unless changed" in session.prose


async def test_the_one_that_was_asked_for_is_chosen() -> None:
    async with connecting(three(), SECOND_VPCE_ID) as session:
        assert chosen(session) == SECOND_VPCE_ID
        assert await copied(session) == given(Client.MYSQL)


async def test_with_private_dns_off_it_gives_awss_name_and_warns() -> None:
    async with connecting(three(), VPCE_ID) as session:
        assert "private DNS is off. VERIFY_IDENTITY fails unless the certificate names it" in session.prose
        assert await copied(session) == given(Client.MYSQL, vpc_endpoint(VPCE_ID).dns_names[0])


async def test_through_one_that_is_not_up_nothing_is_offered() -> None:
    async with connecting(three(), THIRD_VPCE_ID) as session:
        assert "Nothing connects through it while it is Discovered. Accept the connection." in session.prose
        assert not session.one(ClientStrip).display
        assert not await copied(session)


async def test_the_string_comes_once_the_endpoint_is_up() -> None:
    world = worlds.with_endpoint("pending")
    async with connecting(world) as session:
        assert not await copied(session)
        world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, private_dns_enabled=True)
        await session.poll()
        assert await copied(session) == given(Client.MYSQL)


async def test_without_an_endpoint_create_opens_the_flow_with_this_cluster_chosen() -> None:
    world = worlds.with_service()
    world.tidb.clusters.insert(0, cluster("archive"))
    async with connecting(world) as session:
        assert "This cluster has no private endpoint yet. Press n to create one" in session.prose
        await session.press("n ctrl+n")
        assert session.world.draft.cluster_id == cluster().id


async def test_a_cluster_that_can_take_none_says_why() -> None:
    world = worlds.one_cluster()
    world.tidb.clusters = [cluster(state=ClusterState.PAUSED)]
    async with connecting(world) as session:
        assert "can take none now: is paused." in session.prose
        await session.press("n")
        assert session.screen == "ConnectScreen"


async def test_a_cluster_that_goes_away_is_said_to_be_gone() -> None:
    world = worlds.one_cluster()
    async with connecting(world) as session:
        world.tidb.clusters = []
        await session.press("r")
        assert "This cluster is not there any more." in session.prose
        await session.press("n y right escape")
        assert session.screen == "EndpointsScreen"


async def test_very_many_endpoints_leave_room_for_the_string() -> None:
    async with connecting(worlds.crowd(1000), size=(60, 20)) as session:
        assert "mysql --connect-timeout 15" in session.text
        await session.press("G")
        assert chosen(session) == f"vpce-{999:017x}"


async def test_a_service_without_a_name_has_its_endpoints_reached_by_awss_names() -> None:
    world = worlds.one_cluster()
    world.tidb.services = [service(private_dns_name="")]
    world.aws.vpc_endpoints = [vpc_endpoint()]
    async with connecting(world) as session:
        assert "the service has no private DNS name" in session.prose
        assert vpc_endpoint().dns_names[0] in await copied(session)


async def test_the_last_page_of_the_flow_leads_here_with_its_endpoint_chosen() -> None:
    world = three()
    async with world.running(size=(100, 40)) as session:
        await session.open(FinishedScreen, SECOND_VPCE_ID)
        await session.press("c")
        assert session.screen == "ConnectScreen"
        assert chosen(session) == SECOND_VPCE_ID
