"""What TiDB Cloud answers on a bad day, on the screen: whose side it is, what to do, and nothing lost."""

from dataclasses import replace
from typing import Any

import pytest

from tests.fakes import VPCE_ID
from tests.screens import tidb_cloud_worlds as worlds
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import InvalidRequest, PrivateEndpointError, Throttled
from tui.providers.tidb_cloud import errors

KEY = "PUBLIC01"


def answer(status: int, body: Any = None, **headers: str) -> PrivateEndpointError:
    return errors.answered(status, headers, body, KEY)


WAIT = "Wait 17 s, then try again."
ASKED_AGAIN = "Too many. Nothing to do: it is asked again, more slowly."
"""The first of a deed, the second of a poll."""
ERRORS = {
    "401 empty": (answer(401), f"Check the API key {KEY}"),
    "403": (answer(403, {"code": 7, "message": "denied"}), "needs the role Organization Owner, or Project Owner"),
    "404": (answer(404), "It may have been deleted meanwhile"),
    "429": (answer(429, {"code": 49900007, "message": "Too many"}, **{"Retry-After": "17"}), WAIT),
    "5xx html": (answer(502), "TiDB Cloud has a problem of its own"),
    "portal": (errors.unreadable("no JSON object"), "a network's login page may answer in TiDB Cloud's place"),
    "pages repeat": (errors.unreadable("the pages come again and again"), "open a support case with TiDB Cloud"),
}


@pytest.mark.parametrize("name", ERRORS)
async def test_a_read_that_fails_names_tidbs_side_and_what_to_do_and_keeps_the_rows(name: str) -> None:
    error, remedy = ERRORS[name]
    world = worlds.with_record()
    async with world.running(size=(120, 40)) as session:
        world.tidb.fail["list_connections"] = error
        await session.poll()
        assert "! TiDB:" in session.text
        assert (
            remedy if remedy != WAIT else "Too many. Nothing to do: it is asked again, more slowly."
        ) in session.prose
        assert "orders" in session.text
        world.tidb.fail.clear()
        await session.press("r")
        assert "! TiDB:" not in session.text


@pytest.mark.parametrize("name", [name for name in ERRORS if name != "404"])  # that one is waited for
async def test_an_accept_that_fails_says_so_and_can_be_tried_again(name: str) -> None:
    error, remedy = ERRORS[name]
    world = worlds.with_record("DISCOVERED", "pendingAcceptance")
    async with world.running(size=(120, 40)) as session:
        await session.press("e")
        world.tidb.fail["accept"] = error
        await session.press("ctrl+n")
        if isinstance(error, Throttled):  # asked again by itself
            assert "It is asked again in 17 s." in session.prose
            world.tidb.fail.clear()
            await session.poll(17)
        else:
            assert remedy in session.prose
            world.tidb.fail.clear()
            await session.press("escape ctrl+n")
        assert world.aws.vpc_endpoints[0].state is VpcEndpointState.AVAILABLE
        assert session.screen == "EnablePrivateDnsScreen"


async def test_what_another_operator_accepted_meanwhile_is_gone_on_with() -> None:
    world = worlds.with_record("DISCOVERED", "pendingAcceptance")
    async with world.running() as session:
        await session.press("e")
        world.tidb.connections = [worlds.record(VPCE_ID, "ACTIVE", world.tidb.clusters[0])]
        world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available")
        world.tidb.fail["accept"] = InvalidRequest("It exists already.", source="TiDB")
        await session.poll()
        await session.press("ctrl+n")
        assert session.screen == "EnablePrivateDnsScreen"
        assert world.tidb.called("accept") == 0


async def test_a_cluster_that_is_deleted_while_its_flow_is_open_says_so() -> None:
    world = worlds.service_creating()
    async with world.running() as session:
        await session.press("enter")
        world.tidb.clusters, world.tidb.services = [], []
        await session.press("f5")
        assert "The cluster is not there any more: go back to Choose Cluster and choose another one." in session.prose


async def test_without_zone_ids_the_picker_says_that_zones_are_not_known() -> None:
    """Zone names, which TiDB Cloud may send where it promises IDs, say nothing in another account."""
    world = worlds.service_creating()
    world.tidb.services = [replace(each, zone_ids=()) for each in world.tidb.services]
    async with world.running() as session:
        await session.press("enter", "down enter", "down")
        assert "which zones the service is in is not known yet" in session.prose
