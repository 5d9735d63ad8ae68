"""Step 3, Run: the product creates the endpoint, once, after asking."""

import pytest

from tests.fakes import OPEN_GROUP, SUBNET_IDS, VPC_ID
from tests.goldens.interface_endpoint_cases import creating_for_ever, run_refused
from tests.screens import worlds
from tests.screens.harness import World
from tui.domain.draft import Step


def empty() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT)


async def test_run_asks_first_and_tells_what_where_and_the_price() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+r")
        assert session.screen == "ConfirmDialog"
        for said in ("111122223333", "us-west-2", VPC_ID, *SUBNET_IDS[:2], OPEN_GROUP, "USD a month", "estimate"):
            assert said in session.prose
        assert not session.world.aws.called("create_vpc_endpoint")


@pytest.mark.parametrize("keys", ["enter", "escape", "ctrl+g"])
async def test_run_does_nothing_when_it_is_called_off(keys: str) -> None:
    async with worlds.filled().running() as session:
        before = session.world.draft
        await session.press("enter ctrl+r", keys)
        assert session.screen == "InterfaceEndpointScreen"
        assert not session.world.aws.called("create_vpc_endpoint")
        assert session.world.draft == before


async def test_run_creates_what_the_command_says() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+r tab enter")
        (made,) = session.world.aws.vpc_endpoints
        assert (made.vpc_id, made.subnet_ids, made.security_group_ids) == (VPC_ID, SUBNET_IDS[:2], (OPEN_GROUP,))
        assert (made.draft_id, made.private_dns_enabled) == (worlds.DRAFT, False)
        assert session.world.draft.vpc_endpoint_id == made.id
        assert made.id in session.prose


async def test_run_pressed_twice_creates_one_endpoint() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter")
        session.send("ctrl+r")
        session.send("ctrl+r")
        await session.settle()
        while session.screen == "ConfirmDialog":
            await session.press("tab enter")
        assert session.screen == "InterfaceEndpointScreen"
        assert len(session.world.aws.vpc_endpoints) == 1


async def test_create_pressed_twice_creates_one_endpoint() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter ctrl+r tab")
        session.send("enter")
        session.send("enter")
        await session.settle()
        assert len(session.world.aws.vpc_endpoints) == 1


async def test_run_does_nothing_more_while_aws_is_creating() -> None:
    async with creating_for_ever().running() as session:
        await session.press("enter ctrl+r tab enter")
        assert "AWS is creating the VPC endpoint" in session.prose
        await session.press("ctrl+r")
        assert session.screen == "InterfaceEndpointScreen"


async def test_run_waits_for_what_is_missing() -> None:
    async with empty().running() as session:
        await session.press("enter ctrl+r")
        assert session.screen == "InterfaceEndpointScreen"
        assert session.button("run").disabled


async def test_a_refusal_tells_cause_remedy_and_code_and_leaves_everything_in_place() -> None:
    async with run_refused().running() as session:
        before = session.world.draft
        await session.press("enter ctrl+r tab enter")
        assert "there is already a conflicting DNS domain" in session.prose
        assert "Choose another VPC, or remove the endpoint that has the name." in session.prose
        assert "InvalidParameter" in session.prose
        await session.press("enter")
        assert session.screen == "InterfaceEndpointScreen"
        assert session.box("vpc").value == VPC_ID
        assert session.box("subnets").value == " ".join(SUBNET_IDS[:2])
        assert session.world.draft == before


async def test_an_endpoint_made_by_the_copied_command_is_found_by_its_tag() -> None:
    async with worlds.filled().running() as session:
        await session.press("enter")
        session.world.aws.vpc_endpoints = worlds.with_endpoint(
            "pendingAcceptance", draft_id=worlds.DRAFT
        ).aws.vpc_endpoints
        await session.poll()
        assert session.world.draft.vpc_endpoint_id
        await session.press("ctrl+n")
        assert session.screen == "AcceptEndpointConnectionScreen"
        assert session.box("endpoint").value == session.world.draft.vpc_endpoint_id
