"""What commands tell of parts: which one was not read, what has nothing in it, and nothing empty that was not read."""

import pytest

from tests.fakes import REGION, cluster
from tests.headless.running import command
from tests.screens.harness import World
from tests.screens.test_parts import EU, REFUSED, two_projects
from tui import exit_codes

Captured = pytest.CaptureFixture[str]


def test_the_part_that_was_refused_is_named_and_the_others_are_shown(capfd: Captured) -> None:
    world = two_projects()
    world.tidb.refused["list_connections", EU] = REFUSED
    assert command(world, "list") == exit_codes.PERMISSION
    told = capfd.readouterr()
    assert f"tidb-pe: TiDB, connections of {EU}: You are not allowed." in told.err
    assert "orders" in told.out


def test_what_was_read_in_part_is_told(capfd: Captured) -> None:
    world = two_projects()
    world.tidb.short["list_connections", REGION] = 0
    assert command(world, "list") == exit_codes.FAILED
    assert f"0 of 1 connections of {REGION} read." in capfd.readouterr().err


def test_clusters_that_were_not_read_are_not_called_none(capfd: Captured) -> None:
    world = World()
    world.tidb.refused["list_clusters", REGION] = REFUSED
    command(world, "clusters")
    told = capfd.readouterr().err
    assert "Nothing to show: not everything could be read." in told
    assert "No TiDB cluster was found." not in told
    command(world, "list")
    assert "No private endpoints." not in capfd.readouterr().err


def test_a_cluster_that_may_be_in_an_unread_part_is_not_said_not_to_exist(capfd: Captured) -> None:
    world = two_projects()
    world.tidb.clusters = world.tidb.clusters[:1]
    world.tidb.places = {cluster("billing", region=EU).id: EU}
    world.tidb.short["list_clusters", EU] = 0
    words = "--cluster", "billing", "--vpc", "vpc-0123456789abcdef0", "--subnets", "subnet-0123456789abcdef0"
    assert command(world, "check", *words) == exit_codes.FAILED
    told = capfd.readouterr().err
    assert "billing was not read: not all clusters could be." in told
    assert "there is no cluster" not in told


@pytest.mark.parametrize("name", ["list", "clusters"])
def test_a_configured_place_with_nothing_in_it_is_named(name: str, capfd: Captured) -> None:
    world = two_projects()
    world.tidb.notes[EU] = f"Region {EU} has no cluster: check the setting regions."
    command(world, name)
    assert f"tidb-pe: Region {EU} has no cluster: check the setting regions." in capfd.readouterr().err
