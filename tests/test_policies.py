"""The IAM policies in Help are the smallest that suffice for what tui/providers calls."""

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name

from tests.documents import ROOT, blocks, page, section

OPERATOR, SERVICE = "Policy for the operator's account", "Policy for the service account"
PREFIXES = {"ec2": "ec2", "elbv2": "elasticloadbalancing", "pricing": "pricing"}
"""Service, and what the providers call its client -> IAM prefix. STS's GetCallerIdentity needs no permission."""

IMPLIED = {
    OPERATOR: {
        "ec2:CreateTags",  # the tag that CreateVpcEndpoint carries
        "route53:AssociateVPCWithHostedZone",  # what AWS does on the caller's behalf for private DNS
    },
    SERVICE: {"ec2:CreateTags"},  # the tag that CreateVpcEndpointServiceConfiguration carries
}
"""Actions that AWS checks beside those of the operations called."""


def policy(account: str) -> list[dict[str, Any]]:
    """The statements of the policy under the heading `account`."""
    (text,) = blocks("json", section(account, page("policies")))
    statements: list[dict[str, Any]] = json.loads(text)["Statement"]
    return statements


def actions(statement: dict[str, Any]) -> set[str]:
    named = statement["Action"]
    return {named} if isinstance(named, str) else set(named)


def allowed(account: str) -> set[str]:
    return set().union(*(actions(statement) for statement in policy(account)))


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """What a module may call: the client's name and the method, or the operation of a paginator, or of a request."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(ast.Attribute(ast.Name(client), "get_paginator"), [ast.Constant(str(operation))]):
                yield client, operation
            case ast.Attribute(ast.Name("requests"), builder):
                yield "ec2", writes()[builder]
            case ast.Attribute(ast.Name(client), method):
                yield client, method


@cache
def writes() -> dict[str, str]:
    """The operation that each builder of requests names."""
    found: dict[str, str] = {}
    for node in ast.parse((ROOT / "tui" / "domain" / "requests.py").read_text(encoding="utf-8")).body:
        for part in ast.walk(node) if isinstance(node, ast.FunctionDef) else ():
            match part:
                case ast.Call(ast.Name("Request"), [ast.Constant(str(operation)), *_]):
                    found[getattr(node, "name", "")] = operation
    return found


def called(path: Path) -> set[str]:
    """The IAM actions of the operations that a module calls; STS's need none, other names are no client's."""
    found = set(calls(path))
    return {
        f"{prefix}:{operation}"
        for service, prefix in PREFIXES.items()
        for operation in operations(service)
        if (service, xform_name(operation)) in found
    }


@cache
def operations(service: str) -> list[str]:
    names: list[str] = botocore.session.get_session().get_service_model(service).operation_names
    return names


def called_in(pattern: str) -> set[str]:
    return set().union(*(called(path) for path in (ROOT / "tui" / "providers").glob(pattern)))


@pytest.mark.parametrize(("account", "modules"), [(OPERATOR, "aws*.py"), (SERVICE, "self_managed*.py")])
def test_a_policy_allows_what_its_provider_calls_and_nothing_else(account: str, modules: str) -> None:
    assert allowed(account) - IMPLIED[account] == called_in(modules)


@pytest.mark.parametrize("path", sorted((ROOT / "tui" / "providers").glob("*.py")), ids=lambda path: path.stem)
def test_no_client_by_another_name_calls_what_neither_policy_allows(path: Path) -> None:
    words = {getattr(node, "attr", getattr(node, "value", "")) for node in ast.walk(ast.parse(path.read_text("utf-8")))}
    for operation in {each for service in PREFIXES for each in operations(service) if xform_name(each) in words}:
        assert {f"{prefix}:{operation}" for prefix in PREFIXES.values()} & (allowed(OPERATOR) | allowed(SERVICE))


@pytest.mark.parametrize("account", [OPERATOR, SERVICE])
def test_what_aws_checks_on_the_side_is_allowed(account: str) -> None:
    assert allowed(account) >= IMPLIED[account]


@pytest.mark.parametrize("account", [OPERATOR, SERVICE])
def test_only_reading_is_allowed_on_everything(account: str) -> None:
    anywhere = set().union(*(actions(each) for each in policy(account) if each["Resource"] == "*"))
    writes = {action for action in anywhere if not action.partition(":")[2].startswith(("Describe", "Get"))}
    assert writes <= {"route53:AssociateVPCWithHostedZone"}, "the hosted zone is AWS's own, its ID not known before"


@pytest.mark.parametrize("account", [OPERATOR, SERVICE])
def test_tags_are_only_set_while_creating(account: str) -> None:
    tagging = [each for each in policy(account) if "ec2:CreateTags" in actions(each)]
    assert [list(each["Condition"]["StringEquals"]) for each in tagging] == [["ec2:CreateAction"]]
