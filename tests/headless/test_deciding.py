"""`accept`, `reject`, `enable-dns` and `delete` on fakes: asked for, carried through, and never silent."""

import asyncio
import os
import pty
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import pytest

from tests.clock import START
from tests.fakes import VPCE_ID, connection, vpc_endpoint
from tests.headless.running import at_rest, begun, goes_on, nothing, time_is_up
from tests.screens import worlds
from tests.screens.harness import World
from tui import exit_codes
from tui.domain.clusters import TidbSide
from tui.domain.deletion import Deletion
from tui.domain.draft import Step
from tui.domain.endpoints import VpcEndpointState
from tui.domain.errors import InvalidRequest, Unreachable

Captured = pytest.CaptureFixture[str]
COMMANDS = ["accept", "reject", "enable-dns", "delete"]
WRITES = {"accept", "reject", "modify_vpc_endpoint", "delete_vpc_endpoint", "create_vpc_endpoint", "ensure_service"}


def written(world: World) -> list[str]:
    return [name for name, *_ in (*world.tidb.calls, *world.aws.calls) if name in WRITES]


def waiting() -> World:
    """An endpoint of the operator's that waits to be accepted."""
    world = worlds.with_endpoint("pendingAcceptance")
    worlds.accepted_slowly(world)
    return world


def aws_advances(world: World) -> None:
    world.aws.advance()


@contextmanager
def typing(text: str) -> Iterator[int]:
    """Standard input and error are a terminal, where `text` was typed; what it shows can be read from the number."""
    ours, theirs = pty.openpty()
    with os.fdopen(os.dup(theirs)) as typed, os.fdopen(theirs, "w") as shown:
        os.write(ours, f"{text}\n".encode())
        with patch.object(sys, "stdin", typed), patch.object(sys, "stderr", shown):
            yield ours
    os.close(ours)


def shown(terminal: int, *texts: str) -> None:
    """Each of `texts` is on the terminal, which hands over in pieces what was written."""
    seen = ""
    while not all(text in seen for text in texts):
        assert select.select([terminal], [], [], 10)[0], f"{texts} in {seen!r}"
        seen += os.read(terminal, 10_000).decode()


@pytest.mark.parametrize("name", COMMANDS)
async def test_without_yes_and_without_a_terminal_nothing_is_asked_of_anybody(name: str, capfd: Captured) -> None:
    world = worlds.with_endpoint()
    assert await goes_on(world, name, VPCE_ID) == exit_codes.USAGE
    assert capfd.readouterr().err.startswith("tidb-pe: --yes: expected, as there is no terminal")
    assert world.aws.calls == world.tidb.calls == []


@pytest.mark.parametrize("name", COMMANDS)
async def test_what_is_no_id_is_wrong_use(name: str, capfd: Captured) -> None:
    assert await goes_on(worlds.active(), name, "orders", "--yes") == exit_codes.USAGE
    assert "ID: Expected vpce- followed by" in capfd.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
async def test_an_endpoint_that_is_not_there_is_no_success(name: str, capfd: Captured) -> None:
    assert await goes_on(worlds.active(), name, "vpce-00000000000000bad", "--yes") == exit_codes.FAILED
    told = capfd.readouterr()
    assert (told.out, "is not among the private endpoints" in told.err) == ("", True)
    assert "goes on" not in told.err


@pytest.mark.parametrize("words", [*([name, VPCE_ID, "--yes"] for name in COMMANDS), "create"])
async def test_read_only_holds_for_all(words: list[str] | str, capfd: Captured) -> None:
    world = waiting()
    world.read_only = True
    new = ["create", "--cluster", "orders", "--vpc", "vpc-0aaaaaaaaaaaaaaaa", "--subnets", "subnet-00000000000000001"]
    assert await goes_on(world, *(new if words == "create" else words)) == exit_codes.FAILED
    assert capfd.readouterr().err.startswith("tidb-pe: The program is read-only: nothing was changed.\n")
    assert world.aws.calls == world.tidb.calls == []
    assert (world.drafts.saved, world.removals.saved) == ({}, {})


async def test_another_text_than_the_id_changes_nothing() -> None:
    world = worlds.active()
    with typing("y") as terminal:
        assert await goes_on(world, "delete", VPCE_ID) == exit_codes.USAGE
        shown(terminal, f"Type {VPCE_ID} to delete it: ", f"Expected exactly {VPCE_ID}. Nothing was changed.")
    assert written(world) == []


@pytest.mark.parametrize(("name", "what"), [("delete", "delete it"), ("enable-dns", "enable it")])
async def test_what_another_program_made_is_asked_for_once_more(name: str, what: str) -> None:
    world = worlds.with_endpoint(managed_by="Terraform", private_dns_enabled=name == "delete")
    with typing(f"{VPCE_ID}\nno") as terminal:
        assert await goes_on(world, name, VPCE_ID) == exit_codes.USAGE
        shown(
            terminal, f"The tags of {VPCE_ID} say that Terraform made it.", f"Type {VPCE_ID} to {what} all the same: "
        )
    assert written(world) == []


async def test_the_id_typed_is_a_yes() -> None:
    world = waiting()
    with typing(VPCE_ID) as terminal:
        assert await goes_on(world, "accept", VPCE_ID, happens=(nothing, aws_advances, nothing)) == exit_codes.OK
        shown(terminal, f"Type {VPCE_ID} to accept it: ")
    assert written(world) == ["accept"]


async def test_accept_waits_until_it_is_available_and_leaves_no_setup(capfd: Captured) -> None:
    world = waiting()
    assert await goes_on(world, "accept", VPCE_ID, "--yes", happens=(aws_advances,)) == exit_codes.OK
    assert capfd.readouterr().out == f"{VPCE_ID}\n"
    assert world.drafts.saved == {}


async def test_an_acceptance_that_was_left_can_be_gone_on_with() -> None:
    world = waiting()
    assert (
        await goes_on(world, "accept", VPCE_ID, "--yes", "--timeout", "60", happens=(time_is_up,)) == exit_codes.MOVING
    )
    assert world.draft.vpc_endpoint_id == VPCE_ID
    world.aws.advance()
    assert await goes_on(world, "accept", VPCE_ID, "--yes") == exit_codes.OK
    assert written(world) == ["accept"]


async def test_what_is_accepted_already_is_not_asked_for_again() -> None:
    world = worlds.active()
    assert await goes_on(world, "accept", VPCE_ID, "--yes") == exit_codes.OK
    assert written(world) == []


async def test_who_asks_is_told_before_somebody_elses_endpoint_is_accepted(capfd: Captured) -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(VPCE_ID, "DISCOVERED", owner_account="999988887777")]
    await goes_on(world, "accept", VPCE_ID, "--yes", happens=(nothing,))
    err = capfd.readouterr().err
    assert "Account 999988887777 asks to connect" in err
    assert f"Whoever has {VPCE_ID} can then connect to the SQL port of orders." in err


@pytest.mark.parametrize("name", ["accept", "enable-dns"])
async def test_an_endpoint_that_failed_is_told_by_the_exit_code(name: str) -> None:
    world = worlds.with_endpoint("rejected")
    assert await goes_on(world, name, VPCE_ID, "--yes") == exit_codes.FOUND_FAILED
    assert world.drafts.saved == {}


async def test_enable_dns_completes_the_setup(capfd: Captured) -> None:
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    assert await goes_on(world, "enable-dns", VPCE_ID, "--yes") == exit_codes.OK
    assert written(world) == ["modify_vpc_endpoint"]
    assert world.drafts.saved == {}
    assert "orders.tidb.example.com leads clients in vpc-0aaaaaaaaaaaaaaaa" in capfd.readouterr().err


async def test_private_dns_that_is_on_is_not_asked_for_again() -> None:
    world = worlds.active()
    assert await goes_on(world, "enable-dns", VPCE_ID, "--yes") == exit_codes.OK
    assert written(world) == []


@pytest.mark.parametrize(
    ("state", "code"), [("pendingAcceptance", exit_codes.YOUR_TURN), ("pending", exit_codes.MOVING)]
)
async def test_private_dns_before_it_is_available_is_not_asked_for(state: str, code: int) -> None:
    world = worlds.with_endpoint(state)
    assert await goes_on(world, "enable-dns", VPCE_ID, "--yes") == code
    assert written(world) == []


async def test_what_aws_would_refuse_of_private_dns_is_told_and_not_asked_for(capfd: Captured) -> None:
    world = worlds.with_endpoint()
    world.aws.dns = {key: replace(dns, hostnames=False) for key, dns in world.aws.dns.items()}
    assert await goes_on(world, "enable-dns", VPCE_ID, "--yes") == exit_codes.FOUND_FAILED
    assert "✗ DNS hostnames" in capfd.readouterr().err
    assert written(world) == []


async def test_reject_leaves_awss_half(capfd: Captured) -> None:
    world = worlds.active()
    assert await goes_on(world, "reject", VPCE_ID, "--yes", happens=(nothing,)) == exit_codes.OK
    assert written(world) == ["reject"]
    assert [each.state for each in world.aws.vpc_endpoints] == [VpcEndpointState.REJECTED]
    assert "are cut off from orders" in capfd.readouterr().err
    assert await goes_on(world, "reject", VPCE_ID, "--yes") == exit_codes.OK
    assert written(world) == ["reject"]


async def test_delete_goes_through_all_stages_and_says_gone_only_after_a_look_by_its_id(capfd: Captured) -> None:
    world = worlds.active()
    happens = (nothing, aws_advances, nothing)
    assert await goes_on(world, "delete", VPCE_ID, "--yes", "--output", "json", happens=happens) == exit_codes.OK
    told = capfd.readouterr()
    assert written(world) == ["reject", "delete_vpc_endpoint"]
    assert world.aws.called("find_vpc_endpoint") > 0
    assert '"complete": true, "gone_at": "2026-08-01T12:' in told.out
    stages = [line for line in told.err.splitlines() if line.endswith("…")]
    assert stages == ["tidb-pe: Reject on TiDB's side …", "tidb-pe: Delete on AWS …"]
    assert world.removals.saved == {}


async def test_a_deletion_that_was_left_is_kept_and_gone_on_with(capfd: Captured) -> None:
    world = worlds.active()
    task = begun(world, "delete", VPCE_ID, "--yes")
    await at_rest(world, task)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.endswith("tidb-pe: What is left to do is kept: the same command goes on with it.\n")
    assert [*world.removals.saved] == [VPCE_ID]
    world.aws.vpc_endpoints = []
    assert await goes_on(world, "delete", VPCE_ID, "--yes", happens=(nothing,)) == exit_codes.OK
    assert world.removals.saved == {}


async def test_a_deletion_begun_on_the_screen_is_finished_here() -> None:
    world = worlds.active()
    endpoint = world.aws.vpc_endpoints[0]
    world.removals.save(Deletion(VPCE_ID, world.tidb.clusters[0].id, "", endpoint.region, START))
    assert await goes_on(world, "delete", VPCE_ID, "--yes", happens=(nothing, aws_advances, nothing)) == exit_codes.OK
    assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_a_refusal_stops_it_and_has_its_exit_code(capfd: Captured) -> None:
    world = worlds.active()
    world.aws.fail["delete_vpc_endpoint"] = InvalidRequest("It is managed by somebody else.", source="AWS")
    assert await goes_on(world, "delete", VPCE_ID, "--yes", happens=(nothing,)) == exit_codes.FAILED
    err = capfd.readouterr().err
    assert "It is managed by somebody else." in err
    assert "the same command goes on" in err


async def test_one_that_aws_deletes_already_is_only_waited_for() -> None:
    world = worlds.with_endpoint("deleting")

    def gone(world: World) -> None:
        world.aws.vpc_endpoints = []

    assert await goes_on(world, "delete", VPCE_ID, "--yes", happens=(nothing, gone, nothing)) == exit_codes.OK
    assert written(world) == []


async def test_what_cannot_be_looked_up_is_not_called_gone() -> None:
    world = worlds.with_endpoint("deleting")

    def hidden(world: World) -> None:
        world.aws.vpc_endpoints = []
        world.aws.fail["find_vpc_endpoint"] = Unreachable("No answer.", "", "AWS")

    words = ("delete", VPCE_ID, "--yes", "--timeout", "60")
    assert await goes_on(world, *words, happens=(nothing, hidden, nothing, time_is_up)) == exit_codes.MOVING


async def test_somebody_elses_endpoint_can_be_rejected_and_not_deleted(capfd: Captured) -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(VPCE_ID, "ACTIVE", owner_account="999988887777")]
    assert await goes_on(world, "delete", VPCE_ID, "--yes") == exit_codes.FAILED
    assert "only TiDB's side can be rejected" in capfd.readouterr().err
    assert await goes_on(world, "reject", VPCE_ID, "--yes", happens=(nothing,)) == exit_codes.OK
    assert written(world) == ["reject"]


async def test_on_tidb_cloud_the_record_is_gone_before_awss_half_is_deleted() -> None:
    world = worlds.active()
    world.tidb_side, world.tidb.records = TidbSide.TIDB_CLOUD, True
    world.tidb.connections = [connection(VPCE_ID, "ACTIVE", id="7", is_record=True)]
    record_gone = lambda world: world.tidb.advance()  # noqa: E731 - beside what it is for
    happens = (nothing, record_gone, nothing, aws_advances, nothing)
    assert await goes_on(world, "delete", VPCE_ID, "--yes", happens=happens) == exit_codes.OK
    assert written(world) == ["reject", "delete_vpc_endpoint"]


async def test_the_setup_goes_with_its_endpoint() -> None:
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    assert world.aws.vpc_endpoints == [vpc_endpoint(VPCE_ID, "available", draft_id=worlds.DRAFT)]
    assert await goes_on(world, "delete", VPCE_ID, "--yes", happens=(nothing, aws_advances, nothing)) == exit_codes.OK
    assert world.drafts.saved == {}
