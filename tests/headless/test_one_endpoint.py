"""`describe`, `connect`, `check` and `diagnose`."""

import pytest

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID
from tests.headless.running import command, printed
from tests.screens import worlds
from tests.screens.tidb_cloud_worlds import REPORTING_ID, tidb_cloud
from tui import exit_codes
from tui.domain.connect_strings import Client
from tui.domain.errors import Throttled, Unreachable
from tui.headless.arguments import CLIENTS

Captured = pytest.CaptureFixture[str]
NEW = ("--cluster", "orders", "--vpc", VPC_ID, "--subnets", ",".join(SUBNET_IDS[:2]))


def test_describe_prints_both_sides_and_the_next_step(capfd: Captured) -> None:
    assert command(worlds.active(), "describe", VPCE_ID) == exit_codes.OK
    text = capfd.readouterr().out
    assert text.startswith(f"● Active  {VPCE_ID} · us-west-2 · orders\n  Whose turn       Nothing to do")
    titles = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert [title.partition("  ")[0] for title in titles[1:]] == [
        "AWS side",
        "TiDB side",
        "Subnets and network interfaces",
        "Security groups, for TCP 4000",
        "What happened",
    ]


def test_describe_has_the_same_as_fields(capfd: Captured) -> None:
    [document] = printed(worlds.active(), capfd, "describe", VPCE_ID, "--output", "json")
    assert document["schema"] == "tidb-pe/description/1"
    assert document["data"]["aws"]["vpc_id"] == VPC_ID
    assert document["data"]["aws"]["security_groups"][0]["admits_port"] is True


def test_describe_says_what_was_set_up_here_what_is_now_and_since_when(capfd: Captured) -> None:
    assert command(worlds.changed_elsewhere(), "describe", VPCE_ID) == exit_codes.OK
    text = " ".join(capfd.readouterr().out.split())
    assert text.startswith("≠ Drift")
    assert "Private DNS set up on now off" in text
    assert f"Security groups set up {OPEN_GROUP} now {CLOSED_GROUP}" in text
    assert "Seen since 2026-08-01 12:00:00 UTC" in text


def test_describe_has_what_was_set_up_here_as_fields(capfd: Captured) -> None:
    [document] = printed(worlds.changed_elsewhere(), capfd, "describe", VPCE_ID, "--output", "json")
    assert document["data"]["set_up"]["differences"][0] == {"what": "private DNS", "set_up": "on", "now": "off"}
    assert document["data"]["set_up"]["seen_since"] == "2026-08-01T12:00:00Z"


def test_what_somebody_changed_is_found_by_the_filter_and_by_the_exit_code(capfd: Captured) -> None:
    [document] = printed(worlds.changed_elsewhere(), capfd, "list", "drift:yes", "--output", "json")
    assert [each["id"] for each in document["data"]["rows"]] == [VPCE_ID]
    assert command(worlds.changed_elsewhere(), "watch", "--until", "settled") == exit_codes.FOUND_FAILED


@pytest.mark.parametrize("name", ["describe", "diagnose", "check"])
def test_an_endpoint_that_is_not_there_is_no_success(name: str, capfd: Captured) -> None:
    assert command(worlds.active(), name, "vpce-00000000000000bad") == exit_codes.FAILED
    assert capfd.readouterr().err.startswith("tidb-pe: vpce-00000000000000bad is not among the private endpoints.\n")


def test_an_endpoint_that_was_not_read_is_not_called_missing(capfd: Captured) -> None:
    world = worlds.with_endpoint()
    world.tidb.fail["list_clusters"] = Unreachable("No answer.", "", "TiDB")
    assert command(world, "describe", VPCE_ID) == exit_codes.UNREACHABLE
    assert "not among" not in capfd.readouterr().err


def test_the_clients_are_those_of_the_page() -> None:
    assert [name.upper() for name in CLIENTS] == [client.name for client in Client]


@pytest.mark.parametrize("client", CLIENTS)
def test_connect_prints_one_clients_string_and_nothing_else(client: str, capfd: Captured) -> None:
    assert command(worlds.active(), "connect", VPCE_ID, "--client", client) == exit_codes.OK
    text = capfd.readouterr().out
    assert text.count("orders.tidb.example.com") == 1
    [document] = printed(worlds.active(), capfd, "connect", VPCE_ID, "--client", client, "--output", "json")
    assert document["data"]["text"].rstrip() == text.rstrip()


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("pendingAcceptance", exit_codes.YOUR_TURN),
        ("failed", exit_codes.FOUND_FAILED),
        ("pending", exit_codes.MOVING),
        ("hibernating", exit_codes.FAILED),
    ],
)
def test_connect_tells_by_its_exit_code_why_there_is_no_string(state: str, code: int, capfd: Captured) -> None:
    assert command(worlds.with_endpoint(state), "connect", VPCE_ID, "--client", "mysql") == code
    told = capfd.readouterr()
    assert told.out == ""
    assert "Nothing connects through it while it is" in told.err


def test_check_before_an_endpoint_is_created_passes_or_says_what_is_in_the_way(capfd: Captured) -> None:
    assert command(worlds.with_service(), "check", *NEW, "--security-groups", OPEN_GROUP) == exit_codes.OK
    assert "✗" not in capfd.readouterr().out
    assert command(worlds.with_service(), "check", *NEW, "--security-groups", CLOSED_GROUP) == exit_codes.FOUND_FAILED
    lines = capfd.readouterr().out.splitlines()
    assert [line[:16].strip() for line in lines if line.startswith("✗")] == ["✗ Security group"]


def test_a_check_creates_nothing() -> None:
    world = worlds.with_service()
    command(world, "check", *NEW)
    assert world.aws.called("dry_run_create") == 1
    assert world.aws.called("create_vpc_endpoint") == 0


def test_a_check_that_could_not_be_made_blocks_nothing(capfd: Captured) -> None:
    world = worlds.with_service()
    world.aws.fail["list_vpcs"] = Throttled("Rate exceeded", source="AWS")
    [document] = printed(world, capfd, "check", *NEW, "--output", "json")
    verdicts = {finding["name"]: finding["verdict"] for finding in document["data"]["findings"]}
    assert verdicts["VPC"] == "unknown"
    assert "fail" not in document["data"]["counts"]


def test_check_of_an_endpoint_is_that_of_its_private_dns(capfd: Captured) -> None:
    documents = printed(worlds.with_endpoint(), capfd, "check", VPCE_ID, "--output", "jsonl")
    assert [each["data"]["name"] for each in documents][:2] == ["Identity", "Connection"]


def test_a_node_group_is_named_behind_its_cluster(capfd: Captured) -> None:
    words = ("--vpc", VPC_ID, "--subnets", SUBNET_IDS[0], "--output", "json")
    for name in ("orders/reporting", f"{tidb_cloud().tidb.clusters[0].id}/{REPORTING_ID}"):
        [document] = printed(tidb_cloud(), capfd, "check", "--cluster", name, *words)
        assert document["data"]["about"] == f"orders/reporting in {VPC_ID}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--cluster, --vpc, --subnets: expected a value"),
        ((VPCE_ID, "--vpc", VPC_ID), "ID: expected none beside"),
        (("--cluster", "orders", "--vpc", "vpc-1", "--subnets", SUBNET_IDS[0]), "--vpc: Expected vpc- followed"),
        (("--cluster", "nobody", *NEW[2:]), "--cluster: there is no cluster nobody."),
    ],
)
def test_a_check_of_nothing_is_wrong_use(words: tuple[str, ...], told: str, capfd: Captured) -> None:
    assert command(worlds.with_service(), "check", *words) == exit_codes.USAGE
    assert told in capfd.readouterr().err


def test_a_name_of_several_clusters_asks_for_an_id(capfd: Captured) -> None:
    world = worlds.with_service()
    world.tidb.clusters.append(world.tidb.clusters[0].__class__("9", "orders", region="us-west-2"))
    assert command(world, "check", *NEW) == exit_codes.USAGE
    assert f"Give an ID: 9, {world.tidb.clusters[0].id}." in capfd.readouterr().err


def test_diagnose_fails_where_a_finding_does(capfd: Captured) -> None:
    assert command(worlds.active(), "diagnose", VPCE_ID) == exit_codes.OK
    closed = worlds.active(security_group_ids=(CLOSED_GROUP,))
    assert command(closed, "diagnose", VPCE_ID) == exit_codes.FOUND_FAILED
    assert "✗ Security group" in capfd.readouterr().out
