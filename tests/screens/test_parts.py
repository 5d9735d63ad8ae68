"""What pages say while a part could not be read: it is named, its rows stay with their age, and nothing is gone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fakes import REGION, VPCE_ID, FakeAws, cluster, service, vpc_endpoint
from tests.screens import tidb_cloud_worlds, worlds
from tests.screens.harness import Session, World
from tui.domain.clusters import TidbNodeGroup
from tui.domain.errors import NotFound, PermissionDenied, PrivateEndpointError, ProviderFault, Throttled
from tui.domain.parts import group_place
from tui.monitor.history import History

EU = "eu-central-1"
REFUSED = PermissionDenied("You are not allowed.", "Ask for the role.", "TiDB", "7")
WIDE = (160, 40)


def two_projects() -> World:
    """A cluster in each of two regions, as the fake has a part a region, with an endpoint each, all Active."""
    world = World()
    world.tidb.clusters = [cluster("orders"), cluster("billing", region=EU)]
    world.tidb.services = [service(each) for each in world.tidb.clusters]
    ids = (VPCE_ID, "vpce-0fedcba9876543210")
    world.aws.vpc_endpoints = [
        vpc_endpoint(id_, "available", to, private_dns_enabled=True)
        for id_, to in zip(ids, world.tidb.services, strict=True)
    ]
    return world


def history(session: Session) -> History:
    assert session.app._runtime
    return session.app._runtime.history


Break = Callable[[World, PrivateEndpointError], None]


def clusters_of_a_project(world: World, problem: PrivateEndpointError) -> None:
    world.tidb.refused["list_clusters", REGION] = problem


def service_of_a_group(world: World, problem: PrivateEndpointError) -> None:
    world.tidb.refused["list_services", group_place(cluster("orders").id)] = problem


def connections_of_a_project(world: World, problem: PrivateEndpointError) -> None:
    world.tidb.refused["list_connections", REGION] = problem


def every_cluster(world: World, problem: PrivateEndpointError) -> None:
    world.tidb.fail["list_clusters"] = problem


def an_account(world: World, problem: PrivateEndpointError) -> None:
    world.aws.fail["describe_vpc_endpoints"] = replace_source(problem)


def replace_source(problem: PrivateEndpointError) -> PrivateEndpointError:
    return replace(problem, source="AWS")


def mended(world: World) -> None:
    world.tidb.refused.clear()
    world.tidb.fail.clear()
    world.aws.fail.clear()


KINDS = {
    "403": REFUSED,
    "404": NotFound("There is no such project.", "", "TiDB", "5"),
    "500": ProviderFault("TiDB Cloud has a problem of its own.", "", "TiDB", "13", retryable=True),
    "malformed": ProviderFault("The answer could not be understood.", "", "TiDB"),
}
PARTS: dict[str, tuple[Break, str]] = {
    "clusters": (clusters_of_a_project, f"TiDB, clusters of {REGION}"),
    "service": (service_of_a_group, f"TiDB, endpoint services of {group_place(cluster('orders').id)}"),
    "connections": (connections_of_a_project, f"TiDB, connections of {REGION}"),
    "all clusters": (every_cluster, "TiDB"),
    "accounts": (an_account, "AWS"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", PARTS)
async def test_a_part_that_fails_is_named_its_rows_stay_with_their_age_and_its_return_is_no_news(
    part: str, kind: str
) -> None:
    breaks, name = PARTS[part]
    world = two_projects()
    async with world.running(size=WIDE) as session:
        before = [(row.key, row.standing) for row in session.app.store.snapshot.rows]
        read_at = f"{world.clock.now():%H:%M:%S}"
        breaks(world, KINDS[kind])
        await session.press("r")
        await session.poll(60)
        assert f"! {name}"[:70] in session.text
        assert f"shown as of {read_at}" in session.text
        assert KINDS[kind].summary in session.prose
        assert [(row.key, row.standing) for row in session.app.store.snapshot.rows] == before
        mended(world)
        await session.press("r")
        assert "! " not in session.text.splitlines()[1]
        assert [(row.key, row.standing) for row in session.app.store.snapshot.rows] == before
        assert session.notices == ""
        assert [history(session).of(key) for key, _ in before] == [(), ()]


async def test_of_several_accounts_the_one_that_fails_is_named() -> None:
    world = tidb_cloud_worlds.several_accounts()
    async with world.running(size=WIDE) as session:
        rows = [row.key for row in session.app.store.snapshot.rows]
        world.others[tidb_cloud_worlds.DATA_TEAM].fail["describe_vpc_endpoints"] = replace_source(REFUSED)
        await session.press("r")
        assert f"! AWS {REGION} ({tidb_cloud_worlds.DATA_TEAM}): You are not allowed." in session.prose
        assert session.text.count("\n! ") + session.text.count(" ! ") == 1
        assert [row.key for row in session.app.store.snapshot.rows] == rows


async def test_describe_never_says_that_a_row_is_gone_whose_part_was_not_read() -> None:
    world = two_projects()
    async with world.running(size=WIDE) as session:
        await session.press("down enter")
        assert VPCE_ID in session.text
        world.aws.fail["describe_vpc_endpoints"] = replace_source(REFUSED)
        world.tidb.fail["list_connections"] = REFUSED
        world.tidb.fail["list_clusters"] = REFUSED
        await session.press("r")
        await session.poll(600)
        assert "not there any more" not in session.prose.lower()
        assert "orders" in session.text


async def test_describe_looks_a_row_up_by_its_id_before_it_says_that_it_is_gone() -> None:
    world = two_projects()
    async with world.running(size=WIDE) as session:
        await session.press("down enter")
        missing, world.aws.vpc_endpoints = world.aws.vpc_endpoints, []
        world.aws.fail["find_vpc_endpoint"] = replace_source(REFUSED)
        await session.press("r")
        assert "not there any more" not in session.prose.lower()
        assert "it is looked up" in session.prose
        world.aws.fail.clear()
        await session.press("r")
        assert "Not there any more" in session.prose
        assert world.aws.called("find_vpc_endpoint") >= 2
        assert world.tidb.called("find_connection") >= 1, "both sides are asked"
        assert missing


def groups(number: int) -> World:
    """Node groups with an endpoint service each."""
    world = World()
    of = cluster("orders", node_groups=tuple(TidbNodeGroup(f"{at:05}", f"g{at}") for at in range(number)))
    world.tidb.clusters = [of]
    world.tidb.services = [service(of, node_group_id=each.id, name=f"svc-{each.id}") for each in of.node_groups]
    return world


@pytest.mark.parametrize(("there", "was_read"), [(50, 20), (5000, 443)])
async def test_the_list_says_how_many_groups_were_read_and_a_filter_that_others_are_not(
    there: int, was_read: int
) -> None:
    world = groups(there)
    of = world.tidb.clusters[0]
    for each in of.node_groups[was_read:]:
        world.tidb.short["list_services", group_place(of.id, each.id)] = 0
    async with world.running(size=WIDE) as session:
        while not session.app.store.snapshot.loaded:  # many rows are joined in slices
            await session.poll(0)
        assert f"{was_read} of {there:,} groups read." in session.prose
        await session.press("slash")
        await session.write(f"g{there - 1}")
        await session.press("enter")
        assert f"0 of the {was_read} that were read: the list is not complete." in session.prose


async def test_a_shifted_page_takes_no_row_away_and_says_how_many_were_read() -> None:
    world = two_projects()
    world.tidb.connections = []
    async with world.running(size=WIDE) as session:
        rows = [row.key for row in session.app.store.snapshot.rows]
        world.tidb.short["list_connections", REGION] = 0
        await session.press("r")
        assert [row.key for row in session.app.store.snapshot.rows] == rows
        assert f"connections of {REGION} read." in session.prose
        assert session.notices == ""


async def test_an_empty_list_is_not_called_empty_while_a_part_is_not_read() -> None:
    world = World()
    world.tidb.refused["list_clusters", REGION] = REFUSED
    async with world.running(size=WIDE) as session:
        assert "Nothing could be read. Press r to try again." in session.prose
        assert "No private endpoints yet" not in session.prose
        assert "No TiDB clusters found" not in session.prose
        await session.press("t")
        assert "Nothing could be read." in session.prose
        assert "No TiDB clusters found" not in session.prose
        await session.press("escape n")
        assert "The clusters could not be read whole: there may be one." in session.prose


async def test_an_empty_part_beside_a_refused_one_is_not_an_empty_list() -> None:
    world = worlds.one_cluster()
    world.tidb.clusters = [cluster("orders"), cluster("billing", region=EU)]
    world.tidb.refused["list_clusters", EU] = REFUSED
    async with world.running(size=WIDE) as session:
        assert "No private endpoints yet" not in session.prose
        assert "Nothing was found in what was read, and not everything was." in session.prose


async def test_before_the_budget_allows_a_read_it_says_when_the_next_one_is() -> None:
    world = World(pace=Spent())
    world.tidb.fail["list_clusters"] = Throttled("Too many requests.", "", "TiDB", "49900007", retry_after_s=45)
    async with world.running(size=WIDE) as session:
        assert "Not read yet: the next read is made in 45 s." in session.prose
        assert "No private endpoints yet" not in session.prose
        await session.press("t")
        assert "Not read yet: the next read is made in 45 s." in session.prose
        world.tidb.fail.clear()
        world.tidb.clusters = [cluster("orders")]
        calls = world.tidb.called("list_clusters")
        await session.press("escape")
        await session.poll(44)
        assert world.tidb.called("list_clusters") == calls, "it is not made sooner"
        await session.poll(1)
        assert "No private endpoints yet" in session.prose


class Spent:
    """A budget that others have used up."""

    def begin_tick(self) -> None: ...

    def least_wait_s(self) -> float:
        return 45.0

    def why(self) -> str:
        return "TiDB Cloud refuses more for now; the next read is made in 45 s."

    def left(self) -> int:
        return 0

    def wait_s(self, requests: int) -> float:  # noqa: ARG002 - a PollBudget
        return 0.0


async def test_the_fakes_second_account_is_told_apart() -> None:
    """Of two accounts that fail alike both are named."""
    world = tidb_cloud_worlds.several_accounts()
    async with world.running(size=WIDE) as session:
        for aws in (world.aws, *world.others.values()):
            assert isinstance(aws, FakeAws)
            aws.fail["describe_vpc_endpoints"] = replace_source(REFUSED)
        await session.press("r")
        assert f"! AWS {REGION}: " in session.prose
        assert f"! AWS {REGION} ({tidb_cloud_worlds.DATA_TEAM}): " in session.prose


async def test_a_configured_project_with_nothing_in_it_is_named_on_screen() -> None:
    world = two_projects()
    world.tidb.notes[EU] = "project 5 of the setting projects has no cluster."
    async with world.running(size=WIDE) as session:
        assert "project 5 of the setting projects has no cluster." in session.prose
        await session.press("t")
        assert "project 5 of the setting projects has no cluster." in session.prose
