"""The pages that delete, reject, terminate and edit, as values."""

from dataclasses import replace

import pytest

from tests.fakes import CLOSED_GROUP, SUBNET_IDS, VPCE_ID
from tests.reading import read
from tests.screens import worlds
from tests.views.test_steps import TERMS
from tui.domain.commands import BY_THE_SHELL
from tui.domain.deletion import Deletion
from tui.domain.editing import Network, Wanted
from tui.domain.errors import ReadOnlyRefusal
from tui.domain.snapshot import Snapshot
from tui.domain.status import Turn
from tui.domain.tidb_commands import TidbCommands
from tui.domain.work import Work
from tui.views.deletion import DeletionPage, deletion_page
from tui.views.editing import Editing, edit_page
from tui.views.page import Page
from tui.views.termination import Termination, termination_page


def offered(page: Page) -> list[tuple[str, str]]:
    return [(each.name, each.label) for each in page.actions]


async def active() -> Snapshot:
    return await read(worlds.active())


def removal(snapshot: Snapshot) -> Deletion:
    row = snapshot.rows[0]
    assert snapshot.at
    return Deletion(row.key, *row.owner, row.region, snapshot.at)


async def test_a_deletion_asks_for_the_id_and_says_what_stops() -> None:
    page = deletion_page(DeletionPage(terms=TERMS, key=VPCE_ID, snapshot=await active()))
    assert page.title == "Delete a private endpoint"
    assert offered(page) == [("do", "Delete"), ("copy", "Copy"), ("close", "Cancel")]
    do = page.action("do")
    assert do
    assert do.question
    assert do.question.expected == VPCE_ID
    assert page.line("stops").startswith("What stops working\n• Clients in ")
    assert page.line("stages") == "What is done\n○ Reject on TiDB's side\n○ Delete on AWS\n○ Gone"


async def test_a_lost_endpoint_is_offered_to_be_created_again() -> None:
    page = deletion_page(DeletionPage(terms=TERMS, key=VPCE_ID, snapshot=await read(worlds.lost())))
    assert ("again", "Delete and create again") in offered(page)


async def test_what_is_under_way_can_only_be_left() -> None:
    snapshot = await active()
    snapshot = replace(snapshot, works=(Work(removal(snapshot)),))
    page = deletion_page(DeletionPage(terms=TERMS, key=VPCE_ID, snapshot=snapshot))
    assert offered(page) == [("close", "Back")]
    assert (page.turn, page.line("note")) == (Turn.TIDB, "Leaving this page does not stop it.")


async def test_what_stopped_says_why_and_offers_to_go_on() -> None:
    snapshot = await active()
    work = Work(removal(snapshot), active=False, problem=ReadOnlyRefusal("Only reading.", "Start without it."))
    page = deletion_page(DeletionPage(terms=TERMS, key=VPCE_ID, snapshot=replace(snapshot, works=(work,))))
    assert page.line("note").startswith("It stopped: Only reading.\nWhat to do: Start without it.\nThis was begun at ")
    assert offered(page) == [("go_on", "Go on"), ("forget", "Do not go on"), ("copy", "Copy"), ("close", "Back")]


async def test_what_is_gone_keeps_what_was_said_of_it() -> None:
    snapshot = await active()
    done = replace(removal(snapshot), rejected_at=snapshot.at, deleting_at=snapshot.at, gone_at=snapshot.at)
    gone = replace(snapshot, rows=(), works=(Work(done),))
    page = deletion_page(
        DeletionPage(terms=TERMS, key=VPCE_ID, snapshot=gone, last=(("Cluster", "orders"), ("VPC endpoint", "it")))
    )
    assert page.line("facts").splitlines()[0] == "Cluster       orders"
    assert (page.line("note"), page.turn) == ("Done.", Turn.NOBODY)


async def test_a_service_with_connections_cannot_be_terminated() -> None:
    snapshot = await active()
    owner = snapshot.rows[0].owner
    page = termination_page(Termination(terms=TERMS, owner=owner, snapshot=snapshot, known=None))
    assert page.line("note") == f"Connections are left: {VPCE_ID}. Delete or reject them first."
    assert offered(page) == [("close", "Back")]


async def test_a_service_without_connections_is_terminated_by_its_id() -> None:
    snapshot = await read(worlds.with_service())
    service = snapshot.services[0]
    page = termination_page(Termination(terms=TERMS, owner=service.owner, snapshot=snapshot, known=service))
    do = page.action("do")
    assert do
    assert do.question
    assert do.question.expected == service.name.rpartition(".")[2]
    asked = termination_page(Termination(terms=TERMS, owner=service.owner, snapshot=snapshot, known=service, busy=True))
    assert offered(asked) == [("close", "Back")]


def editing(snapshot: Snapshot, **wanted: object) -> Editing:
    endpoint = snapshot.rows[0].vpc_endpoint
    assert endpoint
    now = Wanted(endpoint.subnet_ids, endpoint.security_group_ids, endpoint.private_dns_enabled)
    changed = replace(now, **wanted)  # type: ignore[arg-type] # its own fields
    return Editing(key=VPCE_ID, wanted=changed, network=Network(), snapshot=snapshot, terms=TERMS)


async def test_nothing_to_run_is_said_so() -> None:
    page = edit_page(editing(await active()))
    assert page.blocks == ("Nothing to run: the endpoint is as shown.",)
    assert page.why_not("run") == page.why_not("copy") == page.blocks[0]


async def test_a_change_can_be_run_and_its_effects_are_in_the_question() -> None:
    page = edit_page(editing(await active(), group_ids=(CLOSED_GROUP,)))
    run = page.action("run")
    assert run
    assert run.question
    assert (run.why_not, run.question.yes) == ("", "Change")
    assert f"• Security group {CLOSED_GROUP} is added: it admits at once." in run.question.lines
    assert page.command
    assert CLOSED_GROUP in str(page.command)


@pytest.mark.parametrize("subnets", [(), SUBNET_IDS[:1]])
async def test_at_least_one_subnet_has_to_stay(subnets: tuple[str, ...]) -> None:
    page = edit_page(editing(await active(), subnet_ids=subnets))
    assert ("At least one subnet has to stay." in page.blocks) is (not subnets)


async def test_what_cannot_be_edited_says_why_and_offers_nothing() -> None:
    page = edit_page(editing(await read(worlds.active(state="pending"))))
    assert page.fields == ()
    assert page.why_not("run") == page.line("why") != ""


async def test_the_command_is_that_of_the_stage_that_comes_next() -> None:
    snapshot = await active()
    page = deletion_page(DeletionPage(terms=TERMS, key=VPCE_ID, snapshot=snapshot))
    service = snapshot.services[0].id
    reject = (
        f"aws ec2 reject-vpc-endpoint-connections --service-id {service} --region us-west-2"
        f" --vpc-endpoint-ids {VPCE_ID}"
    )
    delete = f"aws ec2 delete-vpc-endpoints --vpc-endpoint-ids {VPCE_ID} --region us-west-2"
    assert str(page.command) == reject
    copy = page.action("copy")
    assert copy
    assert copy.copies == (reject, "Command")
    stopped = replace(removal(snapshot), rejected_at=snapshot.at)
    snapshot = replace(snapshot, works=(Work(stopped, active=False),))
    assert str(deletion_page(DeletionPage(terms=TERMS, key=VPCE_ID, snapshot=snapshot)).command) == delete


async def test_on_tidb_cloud_the_key_is_taken_from_the_environment() -> None:
    cloud = replace(TERMS, tidb_commands=TidbCommands(url="https://dedicated.tidbapi.com"))
    snapshot = await active()
    (row,) = snapshot.rows
    assert row.connection
    snapshot = replace(snapshot, rows=(row._replace(connection=replace(row.connection, id="pec-1")),))
    page = deletion_page(DeletionPage(terms=cloud, key=VPCE_ID, snapshot=snapshot))
    assert page.command
    assert page.command.argv[:6] == ("curl", "--digest", "--user", BY_THE_SHELL, "--request", "DELETE")
    assert page.command.argv[6].endswith("/privateEndpointConnections/pec-1")
    assert page.why_not("copy") == "Not yet: <your_tidb_node_group_id> still to fill in."


async def test_what_is_under_way_or_done_has_no_command() -> None:
    snapshot = await active()
    for work in (Work(removal(snapshot)), Work(replace(removal(snapshot), gone_at=snapshot.at))):
        now = replace(snapshot, works=(work,))
        page = deletion_page(DeletionPage(terms=TERMS, key=VPCE_ID, snapshot=now))
        assert (page.command, page.action("copy")) == (None, None)


async def test_terminating_shows_its_command() -> None:
    snapshot = await read(worlds.with_service())
    service = snapshot.services[0]
    page = termination_page(Termination(terms=TERMS, owner=service.owner, snapshot=snapshot, known=service))
    assert str(page.command) == (
        f"aws ec2 delete-vpc-endpoint-service-configurations --service-ids {service.id} --region us-west-2"
    )
