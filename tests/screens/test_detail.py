"""The Describe page: what it says, what it reads, and where its keys lead."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from tests.clock import START
from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID, cluster, connection
from tests.goldens.list_cases import HOSTILE, hostile
from tests.screens import worlds
from tests.screens.harness import Session, World
from tui import terminal
from tui.app import PrivateEndpointApp
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import PermissionDenied, Throttled
from tui.domain.network import IngressRule, SecurityGroup
from tui.screens.detail import DetailScreen
from tui.widgets.page import Page
from tui.widgets.sheet import Sheet

DENIED = PermissionDenied("You are not authorized.", "Allow ec2:Describe.", "AWS", "UnauthorizedOperation")
EXTRA = ("list_subnets", "describe_network_interfaces", "list_security_groups")


@asynccontextmanager
async def described(world: World, size: tuple[int, int] = (100, 60), key: str = VPCE_ID) -> AsyncIterator[Session]:
    """The page of one endpoint; tall enough to show it all."""
    async with world.running(size=size) as session:
        app = session.app
        assert isinstance(app, PrivateEndpointApp)
        runtime = app._runtime
        assert runtime
        app.push_screen(DetailScreen(runtime, app.store, key))
        await session.settle()
        yield session


def active(**values: Any) -> World:
    return worlds.with_endpoint(private_dns_enabled=True, **values)


def extra_calls(world: World) -> list[int]:
    return [world.aws.called(method) for method in EXTRA]


def facts(session: Session) -> dict[str, str]:
    """The value beside each label; its lines joined."""
    found: dict[str, str] = {}
    label = ""
    for line in session.text.splitlines():
        head, value = line[1:17].strip(), line[17:].strip()
        label = head or label
        found[label] = f"{found.get(label, '')} {value}".strip() if not head else value
    return found


async def test_status_turn_and_next_step_stand_first() -> None:
    async with described(worlds.with_endpoint("pendingAcceptance"), (80, 24)) as session:
        assert session.text.splitlines()[1:4] == [
            f" ◇ Discovered  {VPCE_ID} · us-west-2 · orders",
            " Whose turn      Your turn · Discovered since 2026-08-01 12:00:00 UTC",
            " Next step       Accept the connection.",
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


async def test_each_subnet_is_told_with_its_zone_and_its_interface() -> None:
    async with described(active()) as session:
        told = facts(session)
    assert told["usw2-az1"] == (
        f"{SUBNET_IDS[0]} 10.1.0.0/24 us-west-2a app-1 10.1.0.10 · in-use · eni-00000000000000001"
    )
    assert "10.1.1.11" in told["usw2-az2"]


async def test_the_network_is_read_on_opening_and_on_refresh_and_by_no_timer() -> None:
    world = active()
    async with described(world) as session:
        assert extra_calls(world) == [1, 1, 1]
        assert "Subnets and network interfaces  read 12:00:00 UTC" in session.text
        await session.poll()
        assert extra_calls(world) == [1, 1, 1]
        await session.press("r")
        assert extra_calls(world) == [2, 2, 2]
        assert "Subnets and network interfaces  read 12:00:30 UTC" in session.text


async def test_the_network_is_read_again_when_the_endpoint_stands_elsewhere() -> None:
    world = active()
    async with described(world) as session:
        world.aws.change(VPCE_ID, subnet_ids=SUBNET_IDS, network_interface_ids=())
        await session.poll()
        assert extra_calls(world) == [2, 1, 2], "no interfaces: AWS is not asked for them"
        assert facts(session)["usw2-az3"] == f"{SUBNET_IDS[2]} 10.1.2.0/24 us-west-2c app-3"


@pytest.mark.parametrize(
    ("method", "lost", "kept"),
    [
        ("list_subnets", "Subnets", ("10.1.0.10 · in-use", "tcp 4000 from")),
        ("describe_network_interfaces", "Interfaces", ("10.1.0.0/24", "tcp 4000 from")),
        ("list_security_groups", "Security groups", ("10.1.0.0/24", "10.1.0.10 · in-use")),
    ],
)
async def test_a_part_that_fails_hides_no_other(method: str, lost: str, kept: tuple[str, ...]) -> None:
    world = active()
    world.aws.fail[method] = DENIED
    async with described(world) as session:
        assert facts(session)[lost] == "could not be read: You are not authorized. Allow ec2:Describe."
        assert [text in session.text for text in kept] == [True, True]


async def test_a_part_that_fails_later_keeps_what_it_was_with_its_age() -> None:
    world = active()
    async with described(world) as session:
        world.aws.fail["list_security_groups"] = Throttled("Rate exceeded")
        await session.poll()
        await session.press("r")
        assert facts(session)["Security groups"] == "could not be read: Rate exceeded Shown as of 12:00:00 UTC."
        assert "tcp 4000 from 10.1.0.0/16" in session.text


async def test_a_part_that_is_read_says_so_and_the_others_are_shown() -> None:
    world = active()
    answer = worlds.never_answers(world.aws, "list_security_groups")
    async with described(world) as session:
        assert "Security groups, for TCP 4000  reading …" in session.text
        assert "10.1.0.10 · in-use" in session.text
        answer()
        await session.settle()
        assert "Security groups, for TCP 4000  read 12:00:00 UTC" in session.text


async def test_an_answer_that_comes_after_the_page_was_left_is_dropped() -> None:
    world = active()
    answer = worlds.never_answers(world.aws, "list_subnets")
    async with described(world) as session:
        await session.press("escape")
        answer()
        await session.settle()
        assert session.screen == "EndpointsScreen"


async def test_the_rule_that_admits_the_port_is_shown() -> None:
    world = active(security_group_ids=(CLOSED_GROUP, OPEN_GROUP))
    async with described(world) as session:
        assert facts(session)["✓ admits"] == f"{OPEN_GROUP} tidb-clients tcp 4000 from 10.1.0.0/16"
        assert facts(session)["✗ does not"] == f"{CLOSED_GROUP} default no rule at all"
        assert "No group admits" not in session.text


async def test_groups_that_shut_the_port_out_are_told_with_what_they_do_admit() -> None:
    world = active(security_group_ids=(CLOSED_GROUP, "sg-0gone"))
    world.tidb.clusters = [cluster(port=4001)]
    rules = (IngressRule("tcp", 4000, 4000, "10.1.0.0/16"), IngressRule("udp", 1, 9, "sg-1"))
    others = SecurityGroup(OPEN_GROUP, "others", "", (IngressRule("-1", -1, -1, "0.0.0.0/0"),))
    world.aws.security_groups[VPC_ID] = [SecurityGroup(CLOSED_GROUP, "web", "", rules), others]
    async with described(world) as session:
        assert "✗ No group admits TCP 4001: connections will time out." in session.text
        assert facts(session)["✗ does not"] == f"{CLOSED_GROUP} web tcp 4000 from 10.1.0.0/16 udp 1-9 from sg-1"
        assert facts(session)["? not found"] == "sg-0gone is not among the groups of the VPC."


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
        assert facts(session)["08-01 12:00:30"] == "Not there any more; it was Active"
        assert facts(session)["VPC"] == VPC_ID
        for key in ("e", "d", "c"):
            await session.press(key)
            assert session.screen == "DetailScreen"


async def test_an_endpoint_that_was_never_seen_is_said_not_to_be_there() -> None:
    async with described(worlds.one_cluster()) as session:
        assert f"{VPCE_ID} is not there. Esc leads back." in session.text
        await session.press("v", "r", "y", "escape")
        assert session.screen == "EndpointsScreen"


@pytest.mark.parametrize(
    ("world", "screen"),
    [
        (active, "EditEndpointScreen"),
        (lambda: worlds.with_endpoint("available"), "EnablePrivateDnsScreen"),
        (lambda: worlds.with_endpoint("pendingAcceptance"), "AcceptEndpointConnectionScreen"),
        (lambda: worlds.with_endpoint("pending"), "DetailScreen"),
        (lambda: worlds.with_endpoint("deleting"), "DetailScreen"),
    ],
)
async def test_edit_leads_to_what_can_be_done(world: Any, screen: str) -> None:
    async with described(world()) as session:
        await session.press("e")
        assert session.screen == screen


async def test_an_active_endpoint_that_aws_hides_is_not_edited() -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(owner_account="999988887777")]
    async with described(world) as session:
        await session.press("e")
        assert session.screen == "DetailScreen"


@pytest.mark.parametrize(("key", "screen"), [("d", "DeleteScreen"), ("c", "ConnectScreen"), ("v", "AnswersScreen")])
async def test_a_key_leads_to_its_page(key: str, screen: str) -> None:
    async with described(active()) as session:
        await session.press(key)
        assert session.screen == screen


async def test_y_copies_the_endpoints_id() -> None:
    async with described(active()) as session:
        assert await copied(session, "y") == [VPCE_ID]


async def copied(session: Session, key: str) -> list[str]:
    """What pressing `key` sends to the clipboard."""
    sent: list[str] = []

    async def send(text: str, _write: object) -> terminal.Sent:
        sent.append(text)
        return terminal.Sent("OSC 52")

    with patch.object(terminal, "send_to_clipboard", send):
        await session.press(key)
    return sent


async def test_the_page_scrolls_by_the_keys_of_lists() -> None:
    async with described(active(), (60, 20)) as session:
        page = session.one(Page)
        places = []
        for key in ("j", "down", "k", "up", "pagedown", "ctrl+b", "G", "g", "end", "home"):
            await session.press(key)
            places.append(page.scroll_offset.y)
        assert page.max_scroll_y > 20
        assert places[:4] == [1, 2, 1, 0]
        assert places[4] > 5
        assert places[5:] == [0, page.max_scroll_y, 0, page.max_scroll_y, 0]
        assert "Whose turn" in session.text, "the status does not scroll away"


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_page_reaches_to_its_end_whatever_came_late(size: tuple[int, int]) -> None:
    async with described(active(), size) as session:
        await session.press("G")
        assert "Nothing changed since then." in session.text
        await session.resize(60, 20)
        await session.press("G")
        assert "Nothing changed since then." in session.text


async def test_a_poll_that_brings_nothing_new_repaints_nothing() -> None:
    async with described(active()) as session:
        with patch.object(Sheet, "refresh") as refresh:
            await session.poll()
            assert refresh.call_count == 0


async def test_a_change_repaints_its_own_lines_alone() -> None:
    world = active()
    async with described(world) as session:
        world.aws.change(VPCE_ID, owner_account="222233334444")
        painted: list[int] = []
        refresh = Sheet.refresh

        def counted(self: Sheet, *regions: Any, **options: Any) -> Sheet:
            painted.extend(region.height for region in regions)
            return refresh(self, *regions, **options)

        with patch.object(Sheet, "refresh", counted):
            await session.poll()
        assert painted == [1, 1], "the account, and that it changed"


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


async def test_the_raw_answers_of_both_sides_are_shown_as_they_were_sent() -> None:
    world = active()
    async with described(world) as session:
        await session.press("v")
        assert "AWS: read 12:00:00 UTC" in session.text
        assert f'   "VpcEndpointId": "{VPCE_ID}",\n   "State": "available"\n' in session.text
        assert '   "VpcEndpointState": "available"' in session.text
        (text,) = await copied(session, "y")
        assert text.count(VPCE_ID) == 2
        assert world.aws.called("raw_vpc_endpoint") == 1
        await session.press("r")
        assert world.aws.called("raw_vpc_endpoint") == 2
        await session.press("escape")
        assert session.screen == "DetailScreen"


async def test_a_side_that_does_not_answer_hides_no_other() -> None:
    world = active()
    world.aws.fail["raw_vpc_endpoint"] = DENIED
    async with described(world) as session:
        await session.press("v")
        assert "AWS: could not be read: You are not authorized. Allow ec2:Describe." in session.text
        assert '"VpcEndpointState": "available"' in session.text


async def test_raw_answers_say_that_they_are_read() -> None:
    world = active()
    answer = worlds.never_answers(world.aws, "raw_vpc_endpoint")
    async with described(world) as session:
        await session.press("v")
        assert "AWS: reading …" in session.text
        await session.press("escape")
        answer()
        await session.settle()
        assert session.screen == "DetailScreen"


async def test_the_age_of_a_state_that_began_before_the_program_is_not_claimed() -> None:
    async with described(active()) as session:
        assert f"Active since before {START:%Y-%m-%d %H:%M:%S} UTC" in session.text
    world = worlds.with_endpoint("pending")
    async with described(world) as session:
        world.aws.change(VPCE_ID, state=VpcEndpointState.AVAILABLE, state_text="available", private_dns_enabled=True)
        await session.poll(5)
        assert f"Active since {START + timedelta(seconds=5):%Y-%m-%d %H:%M:%S} UTC" in session.text
