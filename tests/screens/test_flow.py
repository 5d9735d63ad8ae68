"""The creation flow from end to end: short, kept at every change, and gone on with where reality says."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.clock import START
from tests.fakes import OPEN_GROUP, REGION, SUBNET_IDS, VPC_ID, VPCE_ID, cluster, vpc_endpoint
from tests.screens import worlds
from tests.screens.harness import MemoryDrafts, World, typed
from tui.domain.clusters import ClusterState
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import ServiceState
from tui.domain.errors import PrivateEndpointError, Unreachable

MOST_KEYS = 20
SCREENS = {
    Step.CHOOSE_CLUSTER: "ChooseClusterScreen",
    Step.SERVICE_ENDPOINT: "ServiceEndpointScreen",
    Step.INTERFACE_ENDPOINT: "InterfaceEndpointScreen",
    Step.ACCEPT_ENDPOINT_CONNECTION: "AcceptEndpointConnectionScreen",
    Step.ENABLE_PRIVATE_DNS: "EnablePrivateDnsScreen",
}


async def test_from_the_first_screen_to_active_with_no_id_typed() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("n ctrl+n enter")
        assert session.screen == SCREENS[Step.INTERFACE_ENDPOINT]
        await session.press("enter enter", "enter enter")
        worlds.service_active(session.world)
        await session.poll()
        await session.press("ctrl+r tab enter")
        assert session.world.aws.called("create_vpc_endpoint") == 1
        await session.press("ctrl+n")
        assert session.screen == SCREENS[Step.ACCEPT_ENDPOINT_CONNECTION]
        await session.press("ctrl+n")
        assert session.screen == SCREENS[Step.ENABLE_PRIVATE_DNS]
        await session.press("ctrl+r tab enter", "ctrl+n")
        assert session.screen == "FinishedScreen"
        assert "Active" in session.text
        assert session.pressed <= MOST_KEYS
        assert not session.world.drafts.saved


async def test_enter_alone_leads_through_the_flow() -> None:
    """Each step puts the focus where Enter does what comes next; only a question wants a key of its own."""
    world = worlds.with_service()
    async with world.running() as session:
        await session.press("n")
        for _ in range(MOST_KEYS):
            if session.screen == "FinishedScreen":
                break
            await session.press("tab enter" if session.screen == "ConfirmDialog" else "enter")
        assert session.screen == "FinishedScreen"


async def test_back_and_forward_keep_every_answer() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+n")
        kept = session.world.draft
        for step in (Step.INTERFACE_ENDPOINT, Step.SERVICE_ENDPOINT, Step.CHOOSE_CLUSTER):
            await session.press("escape")
            assert session.screen == SCREENS[step]
        await session.press("ctrl+n ctrl+n")
        assert session.box("vpc").value == VPC_ID
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        assert session.box("groups").value == OPEN_GROUP
        assert session.world.draft == kept


async def test_another_cluster_forgets_what_depended_on_the_first() -> None:
    world = worlds.filled()
    world.tidb.clusters.append(cluster("zebra"))
    async with world.running() as session:
        await session.press("enter escape escape")
        await session.press("enter down enter")
        assert session.world.draft == Draft(worlds.DRAFT, cluster("zebra").id)


async def test_leaving_keeps_the_setup_and_the_list_offers_it() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press("n ctrl+n ctrl+x")
        assert session.screen == "EndpointsScreen"
        assert "1 unfinished setup" in session.prose
        assert session.world.draft.region == REGION


async def test_leaving_works_in_a_box_that_would_cut_what_is_marked_in_it() -> None:
    async with worlds.one_cluster().running() as session:
        await session.press(f"n ctrl+n ctrl+n {typed(VPC_ID)} shift+home ctrl+x")
        assert session.screen == "EndpointsScreen"
        assert session.world.draft.vpc_id == VPC_ID


async def test_every_change_is_on_disk_at_once() -> None:
    async with worlds.one_cluster().running() as session:
        drafts = session.world.drafts.saved
        await session.press("n")
        assert not drafts
        await session.press("ctrl+n")
        assert session.world.draft.region == REGION
        await session.press("ctrl+n")
        assert session.world.draft.service_asked_at == START
        await session.write(VPC_ID)
        assert session.world.draft.vpc_id == VPC_ID
        await session.press("tab")
        await session.write(SUBNET_IDS[0])
        assert session.world.draft.subnet_ids == SUBNET_IDS[:1]


async def test_a_full_disk_is_told_and_loses_nothing() -> None:
    async with worlds.unfinished(Step.INTERFACE_ENDPOINT).running() as session:
        await session.press("enter")
        session.world.drafts.fail = PrivateEndpointError("No space left on device.", "Free some space.")
        await session.write(VPC_ID)
        assert "No space left on device." in session.prose
        assert session.box("vpc").value == VPC_ID
        await session.press("tab")
        await session.write(SUBNET_IDS[0])
        assert session.box("subnets").value == SUBNET_IDS[0]
        session.world.drafts.fail = None
        await session.press("escape")
        await session.press("ctrl+n")
        assert session.box("vpc").value == VPC_ID


def nothing(_world: World) -> None:
    """Reality is as it was left."""


def service_gone(world: World) -> None:
    world.tidb.services, world.aws.vpc_endpoints = [], []


def endpoint_gone(world: World) -> None:
    world.aws.vpc_endpoints = []


def cluster_gone(world: World) -> None:
    world.tidb.clusters, world.tidb.services, world.aws.vpc_endpoints = [], [], []


def cluster_paused(world: World) -> None:
    world.tidb.clusters = [cluster(state=ClusterState.PAUSED)]


def service_ready(world: World) -> None:
    world.tidb.advance()


def service_deleting(world: World) -> None:
    world.tidb.services = [replace(each, state=ServiceState.DELETING) for each in world.tidb.services]


def accepted_elsewhere(world: World) -> None:
    world.aws.change(VPCE_ID, state=vpc_endpoint().state, state_text="available")


def rejected_elsewhere(world: World) -> None:
    world.aws.change(VPCE_ID, state=vpc_endpoint(VPCE_ID, "rejected").state, state_text="rejected")


def dns_enabled_elsewhere(world: World) -> None:
    accepted_elsewhere(world)
    world.aws.change(VPCE_ID, private_dns_enabled=True)


def created_elsewhere(world: World) -> None:
    """Run was pressed, and its answer was lost."""
    world.aws.vpc_endpoints = [vpc_endpoint(VPCE_ID, "pendingAcceptance", draft_id=worlds.DRAFT)]


LEFT: dict[Step, Callable[[], World]] = {
    Step.SERVICE_ENDPOINT: lambda: worlds.unfinished(Step.SERVICE_ENDPOINT),
    Step.INTERFACE_ENDPOINT: worlds.filled,
    Step.ACCEPT_ENDPOINT_CONNECTION: lambda: worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION),
    Step.ENABLE_PRIVATE_DNS: lambda: worlds.unfinished(Step.ENABLE_PRIVATE_DNS),
}
REALITIES: tuple[tuple[Step, Callable[[World], None], Step], ...] = (
    (Step.SERVICE_ENDPOINT, nothing, Step.INTERFACE_ENDPOINT),  # the one region was taken on entering
    (Step.SERVICE_ENDPOINT, cluster_gone, Step.CHOOSE_CLUSTER),
    (Step.SERVICE_ENDPOINT, cluster_paused, Step.CHOOSE_CLUSTER),
    (Step.INTERFACE_ENDPOINT, nothing, Step.INTERFACE_ENDPOINT),
    (Step.INTERFACE_ENDPOINT, service_gone, Step.INTERFACE_ENDPOINT),
    (Step.INTERFACE_ENDPOINT, service_deleting, Step.INTERFACE_ENDPOINT),
    (Step.INTERFACE_ENDPOINT, service_ready, Step.INTERFACE_ENDPOINT),
    (Step.INTERFACE_ENDPOINT, created_elsewhere, Step.ACCEPT_ENDPOINT_CONNECTION),
    (Step.ACCEPT_ENDPOINT_CONNECTION, nothing, Step.ACCEPT_ENDPOINT_CONNECTION),
    (Step.ACCEPT_ENDPOINT_CONNECTION, endpoint_gone, Step.ACCEPT_ENDPOINT_CONNECTION),
    (Step.ACCEPT_ENDPOINT_CONNECTION, rejected_elsewhere, Step.ACCEPT_ENDPOINT_CONNECTION),
    (Step.ACCEPT_ENDPOINT_CONNECTION, accepted_elsewhere, Step.ENABLE_PRIVATE_DNS),
    (Step.ACCEPT_ENDPOINT_CONNECTION, dns_enabled_elsewhere, Step.ENABLE_PRIVATE_DNS),
    (Step.ENABLE_PRIVATE_DNS, nothing, Step.ENABLE_PRIVATE_DNS),
    (Step.ENABLE_PRIVATE_DNS, endpoint_gone, Step.ACCEPT_ENDPOINT_CONNECTION),
    (Step.ENABLE_PRIVATE_DNS, dns_enabled_elsewhere, Step.ENABLE_PRIVATE_DNS),
)


@pytest.mark.parametrize(
    ("left", "happens", "reopened"),
    REALITIES,
    ids=[f"{left.name.lower()}-{happens.__name__}" for left, happens, _ in REALITIES],
)
async def test_a_setup_is_reopened_where_reality_says_it_is_incomplete(
    left: Step, happens: Callable[[World], None], reopened: Step
) -> None:
    """A second program on the same disk, after the first one was killed and the world went on."""
    world = LEFT[left]()
    async with world.running() as first:
        await first.press("enter")
        assert first.screen == SCREENS[left]
    happens(world)
    async with world.running() as second:
        assert "1 unfinished setup" in second.prose
        await second.press("enter")
        assert second.screen == SCREENS[reopened]


async def test_a_create_whose_answer_was_lost_is_not_doubled() -> None:
    """The endpoint carries the draft's token and tag; a second program finds it by that."""
    world = worlds.filled()
    async with world.running() as first:
        await first.press("enter ctrl+r tab enter")
    (made,) = world.aws.vpc_endpoints
    world.drafts = MemoryDrafts(replace(world.draft, vpc_endpoint_id=""))
    async with world.running() as second:
        await second.press("enter")
        assert second.screen == SCREENS[Step.ACCEPT_ENDPOINT_CONNECTION]
        assert second.box("endpoint").value == made.id
    assert len(world.aws.vpc_endpoints) == 1


async def test_a_side_that_fails_is_told_in_the_flow_too() -> None:
    world = worlds.filled()
    async with world.running() as session:
        await session.press("enter")
        assert session.screen == "InterfaceEndpointScreen"
        world.aws.fail["describe_vpc_endpoints"] = Unreachable("No answer from EC2.", source="AWS")
        await session.poll()
        assert "AWS us-west-2: No answer from EC2." in session.prose
        assert session.screen == "InterfaceEndpointScreen"
