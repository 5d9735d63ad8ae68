"""`export --format terraform`, read by a parser and compared with the providers' published schemas."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import hcl2
import pytest

from tests.samples import VPCE_ID, connection, service
from tests.views.exports.samples import (
    CLOSED,
    HOSTILE,
    NO_HOSTNAMES,
    OPERATOR,
    UNREAD,
    endpoint,
    self_managed,
    tidb_cloud,
)
from tui.domain.commands import CommandContext
from tui.domain.tidb_commands import TidbCommands
from tui.views.exports.hcl import quoted
from tui.views.exports.inputs import ExportInputs
from tui.views.exports.terraform import terraform

SCHEMAS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("schemas.json").read_text("utf-8"))
ACCEPTER, RECORD = "aws_vpc_endpoint_connection_accepter", "tidbcloud_dedicated_private_endpoint_connection"
ENDPOINT, PRIVATE_DNS, RULE = "aws_vpc_endpoint", "aws_vpc_endpoint_private_dns", "aws_vpc_security_group_ingress_rule"
META = {"provider", "depends_on", "lifecycle"}
"""What Terraform itself takes in every resource."""
LABEL = VPCE_ID.replace("-", "_")
SERVICE_ID = service().id
EXPORTS = {
    "self-managed": self_managed(),
    "self-managed, waiting": self_managed(
        endpoint=endpoint("pendingAcceptance"), connection=connection(VPCE_ID, "DISCOVERED"), checks=(CLOSED,)
    ),
    "TiDB Cloud": tidb_cloud(),
    "TiDB Cloud, waiting": tidb_cloud(endpoint=endpoint("pendingAcceptance"), connection=None, checks=(CLOSED,)),
}


def parsed(inputs: ExportInputs) -> dict[str, Any]:
    found: dict[str, Any] = hcl2.loads(terraform(inputs))
    return found


def text(literal: str) -> str:
    """What a string literal of HCL stands for, were it read by Terraform."""
    assert not re.search(r"[$%]\{", literal), "a template"
    plain: str = json.loads(literal)
    return plain


def resources(inputs: ExportInputs) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Type, name and body of each, in order."""
    for each in parsed(inputs)["resource"]:
        ((kind, named),) = [(text(key), value) for key, value in each.items() if key != "__is_block__"]
        ((name, body),) = [(text(key), value) for key, value in named.items() if key != "__is_block__"]
        yield kind, name, {key: value for key, value in body.items() if not key.startswith("__")}


def resource(inputs: ExportInputs, kind: str) -> dict[str, Any]:
    return next(body for found, _, body in resources(inputs) if found == kind)


def imports(inputs: ExportInputs) -> dict[str, str]:
    """What is imported, by what it becomes."""
    return {each["to"][2:-1]: text(each["id"]) for each in parsed(inputs).get("import", ())}


@pytest.mark.parametrize("inputs", EXPORTS.values(), ids=EXPORTS)
def test_every_argument_is_in_the_published_schema_and_every_required_one_is_there(inputs: ExportInputs) -> None:
    for kind, _, body in resources(inputs):
        schema = SCHEMAS[kind]
        assert body.keys() - META <= {*schema["required"], *schema["optional"]}
        assert body.keys() >= set(schema["required"])


@pytest.mark.parametrize("inputs", EXPORTS.values(), ids=EXPORTS)
def test_only_what_is_defined_is_referred_to_and_before_it(inputs: ExportInputs) -> None:
    seen: set[str] = set()
    for kind, name, body in resources(inputs):
        said = json.dumps({key: value for key, value in body.items() if key not in {"provider", "lifecycle"}})
        assert {found.removesuffix(".id") for found in re.findall(r"\$\{([\w.]+)\}", said)} <= seen
        seen.add(f"{kind}.{name}")
    assert imports(inputs).keys() <= seen


def test_schemas_say_where_they_are_from() -> None:
    for schema in SCHEMAS.values():
        assert re.fullmatch("[0-9a-f]{40}", schema["commit"])
        assert not set(schema["required"]) & {*schema["optional"], *schema["read_only"]}
    assert {kind for each in EXPORTS.values() for kind, *_ in resources(each)} == SCHEMAS.keys()


def test_what_is_there_is_imported_under_the_providers_own_ids() -> None:
    assert imports(self_managed()) == {
        f"{ENDPOINT}.{LABEL}": VPCE_ID,
        f"{ACCEPTER}.{LABEL}": f"{SERVICE_ID}_{VPCE_ID}",
        f"{PRIVATE_DNS}.{LABEL}": VPCE_ID,
    }
    assert imports(tidb_cloud()) == {
        f"{ENDPOINT}.{LABEL}": VPCE_ID,
        f"{RECORD}.{LABEL}": "9245,77,9",
        f"{PRIVATE_DNS}.{LABEL}": VPCE_ID,
    }


@pytest.mark.parametrize("name", ["self-managed, waiting", "TiDB Cloud, waiting"])
def test_what_is_not_there_is_made(name: str) -> None:
    inputs = EXPORTS[name]
    assert imports(inputs) == {f"{ENDPOINT}.{LABEL}": VPCE_ID}
    accepted = RECORD if inputs.on_tidb_cloud else ACCEPTER
    assert [kind for kind, *_ in resources(inputs)] == [RULE, ENDPOINT, accepted, PRIVATE_DNS]


def test_an_endpoint_that_ended_is_not_imported_but_one_like_it_made() -> None:
    ended = self_managed(endpoint=endpoint("rejected"), connection=connection(VPCE_ID, "REJECTED"))
    assert imports(ended) == {}
    assert f"# {VPCE_ID} is rejected: it cannot be used again. What follows makes another one like it." in terraform(
        ended
    )


def test_private_dns_is_enabled_once_accepted_and_by_its_own_resource() -> None:
    for inputs, accepted in ((self_managed(), ACCEPTER), (tidb_cloud(), RECORD)):
        assert "private_dns_enabled" not in resource(inputs, ENDPOINT)
        assert resource(inputs, PRIVATE_DNS)["depends_on"] == [f"${{{accepted}.{LABEL}}}"]
        assert resource(inputs, PRIVATE_DNS)["private_dns_enabled"] is True


def test_a_service_without_a_private_name_has_nothing_to_enable() -> None:
    nameless = self_managed(service=replace(service(), private_dns_name=""))
    assert PRIVATE_DNS not in [kind for kind, *_ in resources(nameless)]
    assert "there is nothing to enable" in terraform(nameless)


def test_a_rule_is_made_only_where_nobody_is_admitted() -> None:
    assert RULE not in [kind for kind, *_ in resources(self_managed())]
    rule = resource(self_managed(checks=(CLOSED,)), RULE)
    assert (rule["from_port"], rule["to_port"], text(rule["cidr_ipv4"])) == (4000, 4000, "10.0.0.0/16")


def test_what_could_not_be_read_and_what_is_elsewhere_are_told() -> None:
    said = terraform(self_managed(checks=(UNREAD, NO_HOSTNAMES)))
    assert "# Security group: could not be checked: No answer." in said
    assert "# enableDnsHostnames of vpc-0aaaaaaaaaaaaaaaa is off" in said


def test_each_account_has_its_provider() -> None:
    service_provider = parsed(self_managed())["provider"][1]['"aws"']
    assert (text(service_provider["alias"]), text(service_provider["profile"])) == ("service", "owner")
    assert resource(self_managed(), ACCEPTER)["provider"] == "${aws.service}"
    one = self_managed(endpoint=endpoint(owner_account="444455556666"), aws=CommandContext(), tidb=TidbCommands())
    assert len(parsed(one)["provider"]) == 1
    assert "provider" not in resource(one, ACCEPTER)


def test_another_address_of_aws_is_kept_and_no_key_is_written() -> None:
    demo = CommandContext(("--endpoint-url", "http://127.0.0.1:1"), (("AWS_SECRET_ACCESS_KEY", "hush"),))
    said = terraform(self_managed(aws=demo))
    assert '    ec2 = "http://127.0.0.1:1"' in said
    assert "hush" not in said
    assert '"tidbcloud" {\n}' in terraform(tidb_cloud())


def test_tags_that_others_gave_are_left() -> None:
    body = resource(self_managed(), ENDPOINT)
    assert body["lifecycle"][0]["ignore_changes"] == ["tags", "tags_all"]
    assert OPERATOR not in json.dumps(body)


def test_nothing_from_outside_is_obeyed() -> None:
    inputs = tidb_cloud(
        cluster=replace(tidb_cloud().cluster, name=HOSTILE, id=HOSTILE),
        service=replace(service(), name=HOSTILE),
        connection=connection(VPCE_ID, "ACTIVE", id=HOSTILE, is_record=True),
        aws=CommandContext(("--profile", HOSTILE)),
    )
    assert text(resource(inputs, ENDPOINT)["service_name"]) == HOSTILE
    assert text(resource(inputs, RECORD)["cluster_id"]) == HOSTILE
    assert imports(inputs)[f"{RECORD}.{LABEL}"] == f"{HOSTILE},77,{HOSTILE}"
    assert text(parsed(inputs)["provider"][0]['"aws"']["profile"]) == HOSTILE
    assert len(list(resources(inputs))) == len(list(resources(tidb_cloud())))


@pytest.mark.parametrize("said", ["", "a", *chain('"\\\n\t\r$%{}\x00\x7f é\u202e😀'), "$${", "$$${x}", "%%{", "\\${a}"])
def test_a_string_is_read_as_it_was(said: str) -> None:
    assert text(quoted(said)) == said
    found = hcl2.loads(f"a = {quoted(said)}\n")
    assert found["a"] == quoted(said)
