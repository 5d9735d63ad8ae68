"""`list` and `clusters`."""

import pytest

from tests.clock import START
from tests.fakes import VPCE_ID
from tests.headless.running import command, printed
from tests.screens import worlds
from tui import exit_codes
from tui.domain.deletion import Deletion
from tui.domain.errors import CredentialsError, Unreachable

Captured = pytest.CaptureFixture[str]


def test_a_table_has_a_line_a_row_and_nothing_of_it_is_cut(capfd: Captured) -> None:
    assert command(worlds.every_status(), "list") == exit_codes.OK
    told = capfd.readouterr()
    head, *rows = told.out.splitlines()
    assert head.split() == ["STATUS", "TURN", "FOR", "CLUSTER", "REGION", "VPC", "VPC", "ENDPOINT", "DNS", "NEXT"]
    assert len(rows) == 10
    [row] = [row for row in rows if VPCE_ID in row]
    assert row.startswith("◇ Discovered")
    assert row.endswith(f"  {VPCE_ID}  -    Account 999988887777 asks to connect: accept or reject.")
    assert told.err == ""


def test_a_filter_is_the_one_of_the_screen(capfd: Captured) -> None:
    [document] = printed(worlds.every_status(), capfd, "list", "state:failed", "turn:you", "--output", "json")
    assert [row["status"] for row in document["data"]["rows"]] == ["Failed"]
    assert document["data"]["total"] == 10


def test_a_filter_that_cannot_be_understood_is_wrong_use_before_anything_is_read(capfd: Captured) -> None:
    world = worlds.active()
    assert command(world, "list", "colour:red") == exit_codes.USAGE
    told = capfd.readouterr()
    assert (told.out, world.tidb.calls) == ("", [])
    assert told.err.startswith("tidb-pe: FILTER: Expected words, or state:")


def test_json_lines_are_a_document_a_row(capfd: Captured) -> None:
    documents = printed(worlds.every_status(), capfd, "list", "--output", "jsonl")
    assert {document["schema"] for document in documents} == {"tidb-pe/endpoint/1"}
    assert len(documents) == 10


def test_setups_and_deletions_that_were_begun_are_told(capfd: Captured) -> None:
    world = worlds.every_status()
    world.removals.save(Deletion(VPCE_ID, "x", "", "us-west-2", START))
    [document] = printed(world, capfd, "list", "--output", "json")
    assert document["data"]["unfinished_setups"] == document["data"]["unfinished_deletions"] == 1


def test_what_could_not_be_read_is_told_and_has_its_exit_code_while_the_rest_is_shown(capfd: Captured) -> None:
    world = worlds.with_endpoint()
    world.aws.fail["describe_vpc_endpoints"] = Unreachable("No answer.", "Look at the line.", "AWS", "Timeout")
    assert command(world, "list") == exit_codes.UNREACHABLE
    told = capfd.readouterr()
    assert VPCE_ID in told.out
    assert told.err == "tidb-pe: AWS us-west-2: No answer. Look at the line.\n"
    [document] = printed(world, capfd, "list", "--output", "json")
    assert not document["complete"]
    assert [problem["summary"] for problem in document["problems"]] == ["No answer."]


def test_not_read_is_never_empty(capfd: Captured) -> None:
    world = worlds.active()
    world.tidb.fail["list_clusters"] = CredentialsError("No credentials.", "Sign in.", "TiDB")
    assert command(world, "list") == exit_codes.CREDENTIALS
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "tidb-pe: TiDB: No credentials. Sign in.",
        "tidb-pe: Nothing to show: not everything could be read.",
    ]


@pytest.mark.parametrize(
    ("words", "text"),
    [((), "No private endpoints."), (("zzz",), "0 of 1 private endpoints: the filter leaves none.")],
)
def test_an_empty_list_prints_nothing_and_says_why(words: tuple[str, ...], text: str, capfd: Captured) -> None:
    assert command(worlds.active() if words else worlds.one_cluster(), "list", *words) == exit_codes.OK
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", f"tidb-pe: {text}\n")


def test_what_comes_from_outside_moves_nothing_on_the_terminal(capfd: Captured) -> None:
    world = worlds.active()
    hostile = "a\x1b[2J\u202eb\x9bc\nd"
    world.tidb.clusters = [each.__class__(each.id, hostile, region=each.region) for each in world.tidb.clusters]
    command(world, "list")
    table = capfd.readouterr().out
    assert len(table.splitlines()) == 2
    assert "a[2Jbc d" in table
    [document] = printed(world, capfd, "list", "--output", "json")
    assert document["data"]["rows"][0]["cluster"] == hostile
    command(world, "list", "--output", "json")
    assert all(" " <= letter <= "~" for letter in capfd.readouterr().out.rstrip("\n"))


def test_clusters_are_listed_with_services_and_why_they_take_none(capfd: Captured) -> None:
    world = worlds.all_kinds()
    assert command(world, "clusters") == exit_codes.OK
    table = capfd.readouterr().out
    assert "Developer Tier has no private endpoints" in table
    assert len(table.splitlines()) == 7
    [document] = printed(world, capfd, "clusters", "--output", "json")
    assert [row["name"] for row in document["data"]["rows"]] == [each.name for each in world.tidb.clusters]
    assert len(printed(world, capfd, "clusters", "--output", "jsonl")) == 6
