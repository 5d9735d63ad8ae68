"""The IAM policies in README.md are the smallest that suffice for what tui/providers calls."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name

from tests.readme import ROOT, blocks, section

OPERATOR, SERVICE = "Policy for the operator's account", "Policy for the service account"
PREFIXES = {"ec2": "ec2", "elbv2": "elasticloadbalancing"}
"""Service model -> IAM prefix. STS is absent: GetCallerIdentity needs no permission."""

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
    (text,) = blocks("json", section(account))
    statements: list[dict[str, Any]] = json.loads(text)["Statement"]
    return statements


def actions(statement: dict[str, Any]) -> set[str]:
    named = statement["Action"]
    return {named} if isinstance(named, str) else set(named)


def allowed(account: str) -> set[str]:
    return set().union(*(actions(statement) for statement in policy(account)))


def words(path: Path) -> Iterator[str]:
    """Every attribute and string of a module: an operation is called by method, or by name through a paginator."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def called(path: Path) -> set[str]:
    """The IAM actions of the operations that a module calls."""
    session, used = botocore.session.get_session(), set(words(path))
    return {
        f"{prefix}:{operation}"
        for service, prefix in PREFIXES.items()
        for operation in session.get_service_model(service).operation_names
        if used & {operation, xform_name(operation)}
    }


def called_in(pattern: str) -> set[str]:
    return set().union(*(called(path) for path in (ROOT / "tui" / "providers").glob(pattern)))


@pytest.mark.parametrize(("account", "modules"), [(OPERATOR, "aws*.py"), (SERVICE, "self_managed*.py")])
def test_a_policy_allows_what_its_provider_calls_and_nothing_else(account: str, modules: str) -> None:
    assert allowed(account) - IMPLIED[account] == called_in(modules)


def test_no_provider_calls_what_neither_policy_allows() -> None:
    assert called_in("*.py") <= allowed(OPERATOR) | allowed(SERVICE)


@pytest.mark.parametrize("account", [OPERATOR, SERVICE])
def test_what_aws_checks_on_the_side_is_allowed(account: str) -> None:
    assert allowed(account) >= IMPLIED[account]


@pytest.mark.parametrize("account", [OPERATOR, SERVICE])
def test_only_reading_is_allowed_on_everything(account: str) -> None:
    anywhere = set().union(*(actions(each) for each in policy(account) if each["Resource"] == "*"))
    writes = {action for action in anywhere if not action.partition(":")[2].startswith("Describe")}
    assert writes <= {"route53:AssociateVPCWithHostedZone"}, "the hosted zone is AWS's own, its ID not known before"


@pytest.mark.parametrize("account", [OPERATOR, SERVICE])
def test_tags_are_only_set_while_creating(account: str) -> None:
    tagging = [each for each in policy(account) if "ec2:CreateTags" in actions(each)]
    assert [list(each["Condition"]["StringEquals"]) for each in tagging] == [["ec2:CreateAction"]]
