"""The Describe page: what it says of both halves, of what happened, and of what is not there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.clock import START
from tests.fakes import OPEN_GROUP, REGION, VPC_ID, VPCE_ID, cluster, connection
from tests.goldens.list_cases import HOSTILE, hostile
from tests.screens import worlds
from tests.screens.describing import DENIED, described, extra_calls, facts
from tests.screens.worlds import active
from tui.domain.endpoints import VpcEndpointState
from tui.domain.network import Identity, IngressRule, SecurityGroup
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import standing
from tui.views.describe import why_not_visible


async def test_status_turn_and_next_step_stand_first() -> None:
    async with described(worlds.with_endpoint("pendingAcceptance"), (80, 24)) as session:
        assert session.text.splitlines()[1:4] == [
            f" ◇ Discovered  {VPCE_ID} · us-west-2 · orders",
            " Whose turn      Your turn · Discovered since 2026-08-01 12:00:00 UTC",
            " Next step       Accept it with e, reject it with d.",
        ]


async def test_both_halves_are_told() -> None:
    async with described(active(owner_account="111122223333")) as session:
        told = facts(session)
    assert told["VPC endpoint"] == VPCE_ID
    assert told["State"] == "available"
    assert told["Private DNS"] == "on"
    assert told["VPC"] == VPC_ID
    assert told["Owner account"] == "111122223333"
    assert told["Created"] == "2026-08-01 12:00:00 UTC"
    assert told["Made by"] == "hand or another program (not requester-managed)"
    assert told["Cluster state"] == "ACTIVE · Dedicated · port 4000"
    assert told["Zones"] == "usw2-az1, usw2-az2, usw2-az3"
    assert told["Private name"] == "orders.tidb.example.com"
    assert told["Verification"] == "verified"
    assert told["Connection"] == "ACTIVE (sent as available)"
    assert told["Asked by"] == "account 111122223333"


@pytest.mark.parametrize(
    ("values", "maker"),
    [
        ({"draft_id": worlds.DRAFT}, "this program"),
        ({"requester_managed": True}, "an AWS service (requester-managed): change and delete it there"),
    ],
)
async def test_who_made_it_is_told(values: dict[str, Any], maker: str) -> None:
    async with described(active(**values)) as session:
        assert facts(session)["Made by"] == maker


async def test_what_failed_and_what_may_be_stale_is_told() -> None:
    world = worlds.with_endpoint("failed", last_error="InternalError: no capacity")
    world.tidb.connections = [connection(state="FAILED", message="Still pending")]
    async with described(world) as session:
        assert facts(session)["Last error"] == "InternalError: no capacity"
        assert facts(session)["Message"] == "Still pending (may be out of date)"


async def test_an_unknown_state_is_told_as_aws_sent_it() -> None:
    async with described(worlds.with_endpoint("hibernating")) as session:
        assert facts(session)["State"] == "hibernating"


async def test_a_half_that_aws_hides_is_said_to_be_hidden_and_why() -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(owner_account="999988887777")]
    async with described(world) as session:
        assert "AWS side not visible. It belongs to account 999988887777;" in session.prose
        assert facts(session)["Asked by"] == "account 999988887777"
        assert extra_calls(world) == [0, 0, 0]


async def test_a_half_that_could_not_be_read_says_so() -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection()]
    world.aws.fail["describe_vpc_endpoints"] = DENIED
    async with described(world) as session:
        assert "AWS side not visible. AWS could not be asked: You are not authorized. Allow" in session.prose


async def test_what_happened_stands_newest_first_with_its_time() -> None:
    world = worlds.with_endpoint("pending")
    async with described(world) as session:
        assert "What happened  watched since 2026-08-01 12:00:00 UTC\n Nothing changed since then." in session.text
        for state in (VpcEndpointState.AVAILABLE, VpcEndpointState.DELETING):
            world.aws.change(VPCE_ID, state=state, state_text=state.value)
            await session.poll()
        told = facts(session)
        assert list(told).index("08-01 12:01:00") < list(told).index("08-01 12:00:30")
        assert "AWS: pending → available" in told["08-01 12:00:30"]
        assert told["08-01 12:01:00"].startswith("Status: Pending → Deleting")


async def test_an_endpoint_that_vanishes_stays_on_screen_as_what_it_last_was() -> None:
    world = active()
    async with described(world) as session:
        world.aws.vpc_endpoints = []
        world.clock.advance(30)
        await session.press("r")
        assert f"✗ Not there any more  {VPCE_ID}" in session.text
        assert "It was Active at 12:00:00 UTC; below is what was known of it then." in session.text
        assert facts(session)["08-01 12:00:30"] == "Not read any more; it was Active"
        assert facts(session)["VPC"] == VPC_ID
        for key in ("e", "d", "c"):
            await session.press(key)
            assert session.screen == "DetailScreen"


async def test_an_endpoint_that_was_never_seen_is_said_not_to_be_there() -> None:
    async with described(worlds.one_cluster()) as session:
        assert f"{VPCE_ID} is not there. Esc leads back." in session.text
        await session.press("v", "r", "y", "escape")
        assert session.screen == "EndpointsScreen"


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_text_is_shown_harmlessly(name: str) -> None:
    world = hostile()
    key = next(
        each.id for each, to in zip(world.aws.vpc_endpoints, world.tidb.services, strict=True) if to.cluster_id == name
    )
    text = HOSTILE[name]
    rule = IngressRule(text, 1, 2, text)
    world.aws.security_groups[VPC_ID] = [SecurityGroup(OPEN_GROUP, text, text, (rule,))]
    world.aws.subnets[VPC_ID] = [replace(each, name=text, zone_name=text) for each in world.aws.subnets[VPC_ID]]
    world.aws.change(key, owner_account=text, dns_names=(text,), vpc_id=VPC_ID)
    world.tidb.connections = [connection(key, "FAILED", world.tidb.clusters[0], message=text, owner_account=text)]
    async with described(world, (60, 20), key) as session:
        for _ in range(4):
            assert not any(char in session.text for char in "\x1b\x07\u202e\u200b")
            assert {len(line) for line in session.lines if line.isascii()} <= {60}
            await session.press("pagedown")
        await session.press("v")
        assert not any(char in session.text for char in "\x1b\x07\u202e\u200b")


async def test_the_age_of_a_state_that_began_before_the_program_is_not_claimed() -> None:
    async with described(active()) as session:
        assert f"Active since before {START:%Y-%m-%d %H:%M:%S} UTC" in session.text
    world = worlds.with_endpoint("pending")
    async with described(world) as session:
        world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available", private_dns_enabled=True)
        await session.poll(5)
        assert f"Active since {START + timedelta(seconds=5):%Y-%m-%d %H:%M:%S} UTC" in session.text


@pytest.mark.parametrize(("profiles", "said"), [(("",), "the account you"), (("", "data-team"), "the accounts you")])
def test_what_aws_hides_is_hidden_from_one_account_or_several(profiles: tuple[str, ...], said: str) -> None:
    identities = {profile: Identity("111122223333", "arn:aws:iam::111122223333:user/ann") for profile in profiles[:1]}
    identities |= {profile: Identity("444455556666", "arn:aws:iam::444455556666:user/ann") for profile in profiles[1:]}
    row = PrivateEndpoint(VPCE_ID, "orders", "orders", REGION, standing(None, connection(), None))
    assert f"AWS tells {said} are signed in to nothing" in why_not_visible(row, Snapshot(identities=identities))


async def test_any_value_can_be_copied() -> None:
    async with described(worlds.with_endpoint()) as session:
        await session.press("Y")
        assert session.screen == "PickerDialog"
        await session.press("down down enter")
        assert session.app.clipboard == VPC_ID
        assert "VPC sent to clipboard" in session.notices


async def test_the_ids_of_cluster_and_connection_are_told_in_full() -> None:
    async with described(worlds.with_endpoint(), size=(60, 60)) as session:
        assert facts(session)["Cluster ID"].replace(" ", "") == cluster().id
