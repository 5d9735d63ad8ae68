"""Terminating an endpoint service: only without connections, only by its ID, and watched to its end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.fakes import VPCE_ID, cluster, service
from tests.screens import worlds
from tests.screens.harness import Session, World
from tests.screens.removing import confirm, deeds, written
from tui.domain.errors import InvalidRequest
from tui.screens.terminate import TerminateServiceScreen

SERVICE_ID = service().name.rpartition(".")[2]


@asynccontextmanager
async def terminating(world: World) -> AsyncIterator[Session]:
    """The page, opened on the one cluster."""
    async with world.running() as session:
        await session.open(TerminateServiceScreen, cluster().id)
        yield session


async def test_it_is_asked_for_by_id_and_followed_until_it_is_gone() -> None:
    world = worlds.with_service()
    async with terminating(world) as session:
        assert "Nobody can connect to orders privately" in session.prose
        await confirm(session, SERVICE_ID)
        assert written(world) == ["delete_service"]
        assert "▶ Gone: waiting, 0:00 elapsed (usually 3 to 5 minutes)" in session.text
        world.tidb.advance()
        await session.poll()
        assert "✓ Gone: TiDB's side does not show it" in session.text
        assert deeds(session) == ["Back"]


@pytest.mark.parametrize("state", ["available", "pendingAcceptance", "pending"])
async def test_connections_that_are_left_are_named_and_nothing_is_offered(state: str) -> None:
    world = worlds.with_endpoint(state)
    async with terminating(world) as session:
        assert f"Connections are left: {VPCE_ID}. Delete or reject them first." in session.prose
        assert deeds(session) == ["Back"]


async def test_a_rejected_connection_does_not_keep_it() -> None:
    world = worlds.with_endpoint("rejected")
    async with terminating(world) as session:
        assert "1 rejected or failed VPC endpoints stay their owners' to delete." in session.prose
        await confirm(session, SERVICE_ID)
    assert written(world) == ["delete_service"]


async def test_a_connection_that_came_meanwhile_refuses_it() -> None:
    world = worlds.with_service()
    async with terminating(world) as session:
        world.aws.vpc_endpoints = worlds.with_endpoint("pendingAcceptance").aws.vpc_endpoints
        await confirm(session, SERVICE_ID)
        assert session.screen == "ProblemDialog"
        assert f"Connections are left: {VPCE_ID}." in session.prose
    assert written(world) == []


async def test_a_refusal_is_shown_and_a_held_enter_does_not_repeat_it() -> None:
    world = worlds.with_service()
    world.tidb.fail["delete_service"] = InvalidRequest("Service has existing active VPC Endpoint connections!")
    async with terminating(world) as session:
        await confirm(session, SERVICE_ID)
        assert "existing active VPC Endpoint connections" in session.prose
        for _ in range(30):
            session.send("enter")
        await session.settle()
    assert world.tidb.called("delete_service") == 1


async def test_a_cluster_without_an_endpoint_service_has_nothing_to_terminate() -> None:
    async with terminating(worlds.one_cluster()) as session:
        assert "orders has no endpoint service." in session.prose
        assert deeds(session) == ["Back"]
