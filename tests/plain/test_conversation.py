"""What is typed, and what is said to it."""

from dataclasses import replace

import pytest

from tests.fakes import VPC_ID, VPCE_ID, cluster
from tests.plain.conversing import converse
from tests.screens import worlds
from tests.screens.harness import World
from tui.plain.reading import AGAIN
from tui.plain.run import GO_ON, NOTHING_LEFT

Said = pytest.CaptureFixture[str]


def test_the_list_is_read_out_with_a_number_for_each_endpoint(capsys: Said) -> None:
    said = converse(worlds.with_endpoint(), capsys)
    assert f"1. {VPCE_ID}, Pending, Your turn, orders, us-west-2. Enable private DNS.\n2. New\n" in said
    assert said.endswith(f"{NOTHING_LEFT}\n")


def test_a_number_opens_what_was_read_out_under_it(capsys: Said) -> None:
    said = converse(worlds.with_endpoint(), capsys, "1")
    assert f"Describe\nPending. {VPCE_ID}, us-west-2, orders\nWhose turn: Your turn" in said


@pytest.mark.parametrize("line", ["99", "0", "nonsense", "-1", "²", "\x00\x1b[2J"])
def test_what_is_no_choice_is_said_to_be_none(line: str, capsys: Said) -> None:
    said = converse(worlds.with_endpoint(), capsys, line)
    assert "is none of the choices" in said
    assert "\x1b" not in said


def test_an_empty_line_reads_the_page_again(capsys: Said) -> None:
    assert converse(worlds.with_endpoint(), capsys, "").count("Private Endpoint, production") == 2


def test_what_cannot_be_done_now_says_why(capsys: Said) -> None:
    said = converse(worlds.with_service(), capsys, "new", "next", "next", "run")
    assert "Not now. Enter the VPC ID. Enter at least one subnet ID." in said.split("Run (not now)")[-1]


def test_at_the_end_of_the_input_the_setup_is_kept_and_it_says_how_to_go_on(capsys: Said) -> None:
    world = worlds.with_service()
    said = converse(world, capsys, "new", "next", "next", "vpc id", VPC_ID)
    assert (world.draft.vpc_id, said.splitlines()[-1]) == (VPC_ID, GO_ON)
    again = converse(world, capsys, "setup")
    assert "1. setup, Initiating, Your turn" in again


def test_a_setup_goes_on_where_it_was(capsys: Said) -> None:
    world = worlds.filled()
    said = converse(world, capsys, "1", "edit")
    assert "step 3 of 5: Interface Endpoint" in said
    assert f"VPC ID: {VPC_ID}." in said


@pytest.mark.parametrize("answer", ["", "y", "yes", "1", "run"])
def test_a_write_wants_its_word(answer: str, capsys: Said) -> None:
    world = worlds.filled()
    said = converse(world, capsys, "1", "edit", "run", answer)
    assert "Type Create to confirm; anything else leaves it.\nNothing was done.\n" in said
    assert not world.aws.called("create_vpc_endpoint")


def test_with_its_word_the_endpoint_is_created(capsys: Said) -> None:
    world = worlds.filled()
    said = converse(world, capsys, "1", "edit", "run", "create")
    assert world.aws.called("create_vpc_endpoint") == 1
    assert f"VPC endpoint {world.draft.vpc_endpoint_id} is there: go on with Next." in said


def test_an_endpoint_is_deleted_only_with_its_id(capsys: Said) -> None:
    world = worlds.active()
    said = converse(world, capsys, "1", "delete", "delete", "Delete", "delete", VPCE_ID.upper())
    assert said.count("Nothing was done.") == 2
    assert not world.tidb.called("reject")
    converse(world, capsys, "1", "delete", "delete", VPCE_ID, "wait 1")
    assert world.tidb.called("reject")


def test_read_only_changes_nothing_and_says_so(capsys: Said) -> None:
    world = worlds.filled()
    world.read_only = True
    said = converse(world, capsys, "1", "edit", "run", "create")
    assert "Private Endpoint, production, read-only" in said
    assert "Problem: Nothing was changed." in said
    assert not world.aws.called("create_vpc_endpoint")


def test_read_only_deletes_nothing(capsys: Said) -> None:
    world = worlds.active()
    world.read_only = True
    converse(world, capsys, "1", "delete", "delete", VPCE_ID, "wait 1")
    assert not world.tidb.called("reject")
    assert not world.aws.called("delete_vpc_endpoint")


def test_quit_leaves_from_any_page(capsys: Said) -> None:
    assert converse(worlds.active(), capsys, "1", "delete", "quit", "1").endswith(f"{NOTHING_LEFT}\n")


def test_what_a_client_is_given_stands_alone_to_the_letter(capsys: Said) -> None:
    said = converse(worlds.active(), capsys, "1", "connect", "mysql cli")
    [line] = [line for line in said.splitlines() if line.startswith("mysql ")]
    assert "--ssl-mode=VERIFY_IDENTITY" in line


def test_help_has_its_topics_and_leads_back(capsys: Said) -> None:
    said = converse(worlds.active(), capsys, "?", "statuses", "back", "")
    assert "Rejected" in said
    assert said.rstrip().splitlines()[-2].startswith("Type a number")


def test_a_filter_leaves_its_rows(capsys: Said) -> None:
    said = converse(worlds.every_status(), capsys, "filter", "state:failed")
    assert "Filter state:failed: 1 of " in said
    assert "Problem: " in converse(worlds.every_status(), capsys, "filter", "colour:red")


@pytest.mark.parametrize("typed", ["2", "zebra", "1234"])
def test_a_cluster_is_chosen_by_number_name_or_id(typed: str, capsys: Said) -> None:
    world = worlds.one_cluster()
    world.tidb.clusters.append(replace(cluster("zebra"), id="1234"))
    said = converse(world, capsys, "new", "cluster", typed)
    assert "Cluster: zebra." in said
    assert world.draft.cluster_id == "1234"


def test_a_cluster_that_is_not_there_is_not_chosen(capsys: Said) -> None:
    said = converse(worlds.one_cluster(), capsys, "new", "cluster", "lion")
    assert "Problem: There is no lion to choose." in said


def test_without_a_cluster_it_says_how_one_is_made(capsys: Said) -> None:
    said = converse(World(), capsys, "new", "create cluster")
    assert "Put the tag tidb-pe:cluster=<name> on the network load balancer" in said


def test_the_list_is_sorted_by_the_next_column(capsys: Said) -> None:
    said = converse(worlds.every_status(), capsys, "sort", "reverse", "")
    assert "Sorted by STATUS." in said
    assert "1. " in said
    assert "Unknown" in next(
        line for line in said.split("Private Endpoint,")[-1].splitlines() if line.startswith("1. ")
    )


def test_of_a_page_that_one_comes_back_to_only_what_changed_is_said(capsys: Said) -> None:
    said = converse(worlds.filled(), capsys, "1", "edit", "vpc id", "-", "9")
    again = said.split("step 3 of 5: Interface Endpoint\n")[2]
    assert again.startswith("VPC ID: empty. Enter the VPC ID.\nIn the way: Enter the VPC ID.\n")
    assert "Security groups: sg-" not in again
    assert f"{AGAIN}\n" in again
