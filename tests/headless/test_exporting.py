"""`export` on fakes: what it prints where, and its exit codes."""

import json
from dataclasses import replace

import hcl2
import pytest

from tests.fakes import CLOSED_GROUP, VPCE_ID, connection
from tests.headless.running import command, printed
from tests.screens import worlds
from tests.screens.harness import World
from tui import exit_codes
from tui.domain.errors import PermissionDenied, Unreachable
from tui.headless.arguments import FORMATS

Captured = pytest.CaptureFixture[str]


def export(world: World, format_: str = "terraform", id_: str = VPCE_ID) -> int:
    return command(world, "export", id_, "--format", format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_file_alone_is_on_standard_output(format_: str, capfd: Captured) -> None:
    assert export(worlds.active(), format_) == exit_codes.OK
    told = capfd.readouterr()
    assert told.err == ""
    match format_:
        case "terraform":
            assert hcl2.loads(told.out)["resource"]
        case "policy":
            assert json.loads(told.out).keys() == {"operator", "service"}
        case _:
            assert told.out.startswith("#!/usr/bin/env bash\n")


@pytest.mark.parametrize("format_", FORMATS)
def test_json_has_the_same_file(format_: str, capfd: Captured) -> None:
    world = worlds.active()
    export(world, format_)
    text = capfd.readouterr().out
    [document] = printed(world, capfd, "export", VPCE_ID, "--format", format_, "--output", "json")
    assert document["data"] == {"endpoint_id": VPCE_ID, "format": format_, "text": text, "notes": []}


def test_nothing_is_changed() -> None:
    world = worlds.with_endpoint("pendingAcceptance")
    for format_ in FORMATS:
        export(world, format_)
    asked = {name for name, *_ in (*world.aws.calls, *world.tidb.calls)}
    assert all(name.startswith(("list_", "describe_", "caller_", "vpc_dns", "find_", "raw_")) for name in asked)


def test_what_the_network_lacks_is_exported(capfd: Captured) -> None:
    world = worlds.active(security_group_ids=(CLOSED_GROUP,))
    world.aws.dns = {key: replace(dns, hostnames=False) for key, dns in world.aws.dns.items()}
    export(world, "shell")
    said = capfd.readouterr().out
    assert f"authorize-security-group-ingress --group-id {CLOSED_GROUP}" in said
    assert "modify-vpc-attribute" in said


def test_what_could_not_be_checked_is_told_and_the_rest_exported(capfd: Captured) -> None:
    world = worlds.active()
    world.aws.fail["list_security_groups"] = PermissionDenied("You may not list them.", "", "AWS")
    assert export(world) == exit_codes.OK
    told = capfd.readouterr()
    assert told.err == "tidb-pe: Security group: could not be checked: You may not list them.\n"
    assert "aws_vpc_endpoint" in told.out


def test_an_id_that_is_not_there_is_no_success(capfd: Captured) -> None:
    assert export(worlds.active(), id_="vpce-00000000000000bad") == exit_codes.FAILED
    told = capfd.readouterr()
    assert (told.out, "is not among the private endpoints" in told.err) == ("", True)


def test_somebody_elses_endpoint_is_not_made_up(capfd: Captured) -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(VPCE_ID, "ACTIVE", owner_account="999988887777")]
    assert export(world) == exit_codes.FAILED
    told = capfd.readouterr()
    assert told.out == ""
    assert f"{VPCE_ID} cannot be exported." in told.err
    assert "It belongs to account 999988887777" in told.err


def test_where_aws_was_not_read_it_is_not_said_that_nothing_is_there(capfd: Captured) -> None:
    world = worlds.with_service()
    world.tidb.connections = [connection(VPCE_ID, "ACTIVE")]
    world.aws.fail["describe_vpc_endpoints"] = Unreachable("No answer.", "", "AWS")
    assert export(world) != exit_codes.OK
    assert "AWS could not be asked: No answer." in capfd.readouterr().err
