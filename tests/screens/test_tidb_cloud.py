"""What the operator does where TiDB is TiDB Cloud's."""

import pytest
from textual.widgets import Select

from tests.fakes import REGION, VPCE_ID, vpc_endpoint
from tests.screens import tidb_cloud_worlds as worlds
from tests.screens.harness import MemoryDrafts, Session, typed
from tests.screens.worlds import DRAFT
from tui.domain.draft import Draft
from tui.domain.endpoints import ConnectionState, ServiceState, VpcEndpointState
from tui.domain.errors import NotFound


async def test_the_node_group_is_asked_for_and_its_own_service_is_meant_from_then_on() -> None:
    world = worlds.tidb_cloud()
    async with world.running() as session:
        await session.press("n tab enter down enter")
        assert world.draft.node_group_id == worlds.REPORTING_ID
        await session.press("ctrl+n ctrl+n")
        assert session.screen == "InterfaceEndpointScreen"
        assert f"Endpoint service of orders/reporting: Active {world.tidb.services[1].name}" in session.prose
        assert f"--service-name {world.tidb.services[1].name}" in session.prose.replace(" \\", "")


async def test_a_cluster_with_one_node_group_is_not_asked_for_it() -> None:
    async with worlds.tidb_cloud(node_groups=worlds.GROUPS[:1]).running() as session:
        await session.press("n")
        assert not session.one(Select, "#group").display


async def test_another_node_group_forgets_the_endpoint_of_the_first() -> None:
    world = worlds.with_record("DISCOVERED", "pendingAcceptance")
    draft = Draft(DRAFT, worlds.ORDERS_ID, region=REGION, vpc_endpoint_id=VPCE_ID)
    assert draft.with_node_group(worlds.REPORTING_ID) == Draft(DRAFT, worlds.ORDERS_ID, worlds.REPORTING_ID)
    assert draft.with_node_group("") is draft
    world.drafts = MemoryDrafts(draft)
    async with world.running() as session:
        await session.press("enter")
        assert session.screen == "AcceptEndpointConnectionScreen"


async def test_a_connection_that_waits_for_another_group_is_not_offered_for_this_one() -> None:
    world = worlds.with_record("DISCOVERED", "pendingAcceptance")
    ours = [f"vpce-{at:017x}" for at in (1, 2)]
    world.aws.vpc_endpoints += [vpc_endpoint(each, "pendingAcceptance", world.tidb.services[1]) for each in ours]
    kept = {"node_group_id": worlds.REPORTING_ID}
    world.tidb.connections += [worlds.record(each, "DISCOVERED", world.tidb.clusters[0], **kept) for each in ours]
    world.drafts = MemoryDrafts(Draft(DRAFT, worlds.ORDERS_ID, worlds.REPORTING_ID, REGION, vpc_endpoint_id=ours[0]))
    async with world.running() as session:
        await session.press("enter")
        assert session.screen == "AcceptEndpointConnectionScreen"
        assert "2 connections wait for this service" in session.prose


async def test_a_fix_is_made_in_the_account_of_the_endpoint_and_the_deletion_too() -> None:
    world = worlds.several_accounts()
    other = world.others[worlds.DATA_TEAM]
    async with world.running() as session:
        await open_row(session, worlds.OTHERS_ID, "enter")
        await session.press("w")
        await session.press("g j j j j ctrl+r tab enter")
        assert (other.called("modify_vpc_endpoint"), world.aws.called("modify_vpc_endpoint")) == (1, 0)
        assert (other.called("vpc_dns") > 0, world.aws.called("vpc_dns")) == (True, 0)
        await session.press("escape escape d shift+tab")
        await session.write(worlds.OTHERS_ID)
        await session.press("tab enter")
        world.tidb.advance()
        await session.poll()
        assert (other.called("delete_vpc_endpoint"), world.aws.called("delete_vpc_endpoint")) == (1, 0)


async def test_edit_accepts_anew_what_tidb_cloud_failed() -> None:
    world = worlds.with_record("FAILED", "pendingAcceptance", message="Timed out.")
    async with world.running() as session:
        await session.press("e")
        assert session.screen == "AcceptEndpointConnectionScreen"
        await session.press("ctrl+n")
        assert [world.tidb.called(each) for each in ("reject", "accept")] == [1, 0]
        assert "TiDB Cloud is deleting the failed connection" in session.prose
        await session.poll(5)
        assert world.tidb.called("accept") == 0, "its record is not gone yet"
        world.tidb.advance()
        await session.poll(5)
        assert [world.tidb.called(each) for each in ("reject", "accept")] == [1, 1]
        assert session.screen == "EnablePrivateDnsScreen"


async def test_what_fails_after_it_was_accepted_here_can_be_tried_again_on_the_spot() -> None:
    world = worlds.with_record("DISCOVERED", "pendingAcceptance")
    of = world.tidb.clusters[0]
    world.tidb.after_accept = VpcEndpointState.PENDING
    async with world.running() as session:
        await session.press("e ctrl+n")
        assert session.button("next").disabled
        assert "Accepted. Waiting until AWS says available" in session.prose
        world.tidb.connections = [worlds.record(VPCE_ID, "FAILED", of, message="Timed out")]
        await session.poll()
        assert session.screen == "ProblemDialog"
        assert "TiDB's side failed: Timed out." in session.prose
        await session.press("escape")
        assert "Timed out. Edit, then Next, tries again" in session.prose
        assert not session.button("next").disabled


async def test_private_dns_of_somebody_elses_endpoint_is_not_said_to_be_off() -> None:
    async with worlds.with_record("DISCOVERED", "").running() as session:
        session.world.tidb.connections = [worlds.record(VPCE_ID, "ACTIVE", session.world.tidb.clusters[0])]
        await session.press("e")
        await session.poll()
        await session.press("ctrl+n")
        assert session.screen == "EnablePrivateDnsScreen"
        assert "Private DNS: not visible from this account" in session.prose
        assert session.button("run").disabled


@pytest.mark.parametrize("state", [None, ServiceState.CREATING])
async def test_a_service_that_takes_too_long_is_a_support_case_with_its_ids(
    state: ServiceState | None,
) -> None:
    world = worlds.service_creating()
    if state is None:
        world.tidb.services = []
        world.tidb.fail["ensure_service"] = NotFound("TiDB Cloud has not made it yet.", source="TiDB")
    async with world.running() as session:
        await session.press("enter")
        assert "support case" not in session.text
        await session.poll(301)
        assert session.screen == "InterfaceEndpointScreen"
        assert "longer than usual: open a support case with TiDB Cloud" in session.prose
        copied = watch_copies(session)
        await session.press("ctrl+y")
    (text,) = copied
    for told in (worlds.ORDERS_ID, worlds.GROUPS[0].id, "1372813089454000001", "Seen since: 2026-08-01 12:00 UTC"):
        assert told in text
    assert (f"stays {state}" if state else "stays absent") in text


async def test_delete_waits_until_tidb_clouds_record_is_gone_before_it_asks_aws() -> None:
    world = worlds.with_record()
    async with world.running() as session:
        await session.press(f"d shift+tab {typed(VPCE_ID)} tab enter")
        assert world.tidb.connections[0].state is ConnectionState.DELETING
        await session.poll()
        assert (world.tidb.called("reject"), world.aws.called("delete_vpc_endpoint")) == (1, 0)
        assert "Delete the connection on TiDB Cloud: asked; TiDB's side says DELETING" in session.prose
        world.tidb.connections = []
        await session.poll()
        assert world.aws.called("delete_vpc_endpoint") == 1
        assert "Delete the connection on TiDB Cloud: gone" in session.prose


async def test_a_failed_record_whose_endpoint_somebody_deleted_is_cleaned_up() -> None:
    world = worlds.with_record("FAILED", "", message=worlds.GONE)
    async with world.running() as session:
        await session.press("d")
        assert "only TiDB Cloud's failed record is left" in session.prose
        await session.press(f"shift+tab {typed(VPCE_ID)} tab enter")
        assert (world.tidb.called("reject"), world.aws.called("delete_vpc_endpoint")) == (1, 0)
        world.tidb.advance()
        await session.poll()
        assert "✓ Delete the connection on TiDB Cloud: gone" in session.prose
        assert "Delete on AWS" not in session.text, "AWS was not asked"


async def test_what_nobody_accepted_has_no_record_to_delete() -> None:
    async with worlds.with_record("DISCOVERED", "").running() as session:
        await session.press("d")
        assert (
            "Nobody accepted it. Only an account that TiDB does not name can delete its VPC endpoint." in session.prose
        )


async def test_what_is_done_to_an_endpoint_is_done_in_its_own_account() -> None:
    world = worlds.several_accounts()
    other = world.others[worlds.DATA_TEAM]
    async with world.running() as session:
        await open_row(session, worlds.OTHERS_ID, "enter")
        assert f"Owner account {worlds.DATA_ACCOUNT}" in session.prose
        assert (other.called("list_security_groups"), world.aws.called("list_security_groups")) == (1, 0)
        await session.press("escape e ctrl+r")
        await session.agree()
        assert (other.called("modify_vpc_endpoint"), world.aws.called("modify_vpc_endpoint")) == (1, 0)


async def test_a_new_endpoint_is_made_in_the_account_of_its_cluster() -> None:
    world = worlds.several_accounts()
    other = world.others[worlds.DATA_TEAM]
    world.tidb.clusters[0] = worlds.orders(aws_profiles=(worlds.DATA_TEAM,))
    other.vpc_endpoints = []
    world.drafts = MemoryDrafts(
        Draft(DRAFT, worlds.ORDERS_ID, "", REGION, next(iter(other.dns)), ("subnet-0000000000000000a",))
    )
    async with world.running() as session:
        await session.press("enter ctrl+r")
        assert worlds.DATA_ACCOUNT in session.text
        await session.press("tab enter")
        assert (other.called("create_vpc_endpoint"), world.aws.called("create_vpc_endpoint")) == (1, 0)


def watch_copies(session: Session) -> list[str]:
    """What is sent to the clipboard from now on."""
    copied: list[str] = []
    session.app.copy_to_clipboard = copied.append  # type: ignore[method-assign, assignment] # the last rung of the ladder
    return copied


async def open_row(session: Session, key: str, keys: str) -> None:
    await session.press("G")
    for _ in range(20):
        if key in session.text.rsplit("─" * 10, 1)[-1]:
            break
        await session.press("k")
    await session.press(keys)


async def test_after_a_cluster_with_several_node_groups_the_group_is_asked_for() -> None:
    async with worlds.tidb_cloud().running() as session:
        await session.press("n enter enter")
        assert session.app.focused is session.one(Select, "#group")
