"""What is on the screen is deleted by somebody, or becomes somebody else's, while one works with it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.bad_days.test_read_only import STARTS, Start, reopen
from tests.fakes import VPC_ID, VPCE_ID, cluster
from tests.screens import worlds
from tests.screens.harness import World
from tui.domain.draft import Step
from tui.domain.errors import NotFound
from tui.domain.network import Identity

Happens = Callable[[World], None]
INVENTORY_S = 300.0
"""After which clusters and services are read again."""


def endpoint_gone(world: World) -> None:
    world.aws.vpc_endpoints = []


def service_gone(world: World) -> None:
    world.tidb.services = []


def cluster_gone(world: World) -> None:
    world.tidb.clusters, world.tidb.services, world.aws.vpc_endpoints = [], [], []


def vpc_gone(world: World) -> None:
    """With all that is in it."""
    world.aws.vpcs, world.aws.vpc_endpoints = [], []
    world.aws.subnets, world.aws.security_groups, world.aws.dns = {}, {}, {}
    text = f"The vpc ID '{VPC_ID}' does not exist"
    remedy = "Check the VPC ID, the region and the account."
    world.aws.fail["create_vpc_endpoint"] = NotFound(text, remedy, "AWS", "InvalidVpcID.NotFound")


def everything_gone(world: World) -> None:
    cluster_gone(world)
    vpc_gone(world)


def another_clusters(world: World) -> None:
    """The load balancer's tags were changed: the service belongs to another cluster now."""
    other = cluster("billing")
    world.tidb.clusters = [*world.tidb.clusters, other]
    world.tidb.services = [replace(each, cluster_id=other.id) for each in world.tidb.services]


def another_account(world: World) -> None:
    """Somebody signed in as somebody else, who sees none of it."""
    world.aws.identity = Identity("999988887777", "arn:aws:iam::999988887777:user/other")
    everything_gone(world)


LOST = f"{VPCE_ID} is not there any more. Create another with the same answers (F2)."
CLUSTER_GONE = "The cluster is not there any more: go back to Choose Cluster and choose another one."
SERVICE_GONE = "The endpoint service is not there any more, so the endpoint cannot be used: discard this setup, or"
NO_SERVICE = "The endpoint service is not there (yet): F5 looks again."


def at(step: Step) -> Callable[[], World]:
    return lambda: worlds.unfinished(step)


CREATING, ACCEPT, DNS = at(Step.INTERFACE_ENDPOINT), at(Step.ACCEPT_ENDPOINT_CONNECTION), at(Step.ENABLE_PRIVATE_DNS)


@pytest.mark.parametrize(
    ("world", "happens", "said"),
    [
        (at(Step.SERVICE_ENDPOINT), cluster_gone, CLUSTER_GONE),
        (CREATING, service_gone, NO_SERVICE),
        (CREATING, cluster_gone, CLUSTER_GONE),
        (CREATING, another_clusters, NO_SERVICE),
        (worlds.filled, service_gone, NO_SERVICE),
        (worlds.filled, cluster_gone, CLUSTER_GONE),
        (worlds.filled, another_clusters, NO_SERVICE),
        (ACCEPT, endpoint_gone, LOST),
        (ACCEPT, service_gone, SERVICE_GONE),
        (ACCEPT, vpc_gone, LOST),
        (ACCEPT, cluster_gone, CLUSTER_GONE),
        (ACCEPT, another_clusters, SERVICE_GONE),
        (ACCEPT, another_account, CLUSTER_GONE),
        (DNS, endpoint_gone, LOST),
        (DNS, service_gone, SERVICE_GONE),
        (DNS, vpc_gone, LOST),
        (DNS, cluster_gone, CLUSTER_GONE),
        (DNS, another_clusters, SERVICE_GONE),
    ],
)
async def test_an_open_step_says_what_is_gone_and_what_to_do(
    world: Callable[[], World], happens: Happens, said: str
) -> None:
    there = world()
    async with there.running() as session:
        await session.press("enter")
        step = session.screen
        assert said not in session.prose
        happens(there)
        await session.poll(INVENTORY_S)
        session.app.clear_notifications()  # they pass; what they cover is what counts
        await session.settle()
        assert session.screen == step
        assert said in session.prose
        assert happens is service_gone or "as AWS says" not in session.prose, "AWS says nothing of what is not there"
        assert f"read {there.clock.now():%H:%M:%S} UTC" in session.text


async def test_a_vpc_that_is_gone_is_told_by_aws_and_nothing_typed_is_lost() -> None:
    world = worlds.filled()
    async with world.running() as session:
        await session.press("enter")
        vpc_gone(world)
        await session.press("ctrl+r tab enter")
        assert "does not exist" in session.prose
        assert "What to do: Check the VPC ID" in session.prose
        await session.press("escape")
        assert session.box("vpc").value == VPC_ID
    assert world.draft.subnet_ids == worlds.draft_at(Step.ACCEPT_ENDPOINT_CONNECTION).subnet_ids


async def test_a_service_that_is_gone_is_asked_for_again_with_f5() -> None:
    world = worlds.filled()
    async with world.running() as session:
        await session.press("enter")
        service_gone(world)
        await session.poll(INVENTORY_S)
        assert NO_SERVICE in session.prose
        await session.press("f5")
        assert "Endpoint service: Creating" in session.prose


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.kind.__name__)
@pytest.mark.parametrize("happens", [everything_gone, another_clusters, another_account])
async def test_no_page_breaks_when_it_is_taken_away_and_keys_are_pressed(start: Start, happens: Happens) -> None:
    world = start.world()
    async with world.running() as session:
        await reopen(session, start)
        happens(world)
        await session.poll(INVENTORY_S)
        await session.press("f5 ctrl+n ctrl+r tab enter enter escape")
        assert session.lines
        await session.press("escape escape escape")
