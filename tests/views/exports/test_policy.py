"""`export --format policy`, held against what the whole life of an endpoint asks AWS for on the demo."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.bad_days.program import Lines, Program
from tests.demo.running import DemoCloud
from tests.demo.running_tidb_cloud import TidbCloudDemo
from tests.samples import VPCE_ID, service
from tests.views.exports.iam import Recorder, actions, allowed
from tests.views.exports.life import REGION, Life
from tests.views.exports.samples import (
    CLOSED,
    HOSTILE,
    NO_HOSTNAMES,
    OPERATOR,
    OWNER,
    endpoint,
    self_managed,
    tidb_cloud,
)
from tui.domain.endpoints import DnsNameState
from tui.domain.network import Identity
from tui.views.exports.inputs import ExportInputs
from tui.views.exports.policy import policy

ON_BAD_DAYS = {
    "ec2:DescribeAvailabilityZones",  # where AWS tells a service's zones by name alone
    "ec2:DescribeVpcEndpointServicePermissions",  # where the answer of ModifyVpcEndpointServicePermissions is lost
}
"""What is asked when not all goes as on the demo."""
SIDES = {"self-managed": DemoCloud, "TiDB Cloud": TidbCloudDemo}


@pytest.fixture(params=SIDES, scope="module")
def demo(request: pytest.FixtureRequest) -> Iterator[DemoCloud]:
    with SIDES[request.param]() as running:
        yield running


@pytest.fixture
async def lived(demo: DemoCloud, monkeypatch: pytest.MonkeyPatch) -> tuple[Recorder, dict[str, Any]]:
    """What AWS was asked in an endpoint's life, and the policies exported of it."""
    demo.reset()
    monkeypatch.setattr("tests.bad_days.program.REGIONS", (REGION,))
    lines, recorder = Lines.to(demo), Recorder(demo.front.app)
    monkeypatch.setattr(demo.front, "app", recorder)
    async with Program(demo, lines).at_work() as program:
        inputs = await Life(program, recorder).lead()
    lines.close()
    return recorder, json.loads(policy(inputs))


async def test_it_allows_the_whole_life_of_the_endpoint_and_nothing_that_it_has_no_use_for(
    lived: tuple[Recorder, dict[str, Any]],
) -> None:
    recorder, policies = lived
    for account, name in ((OPERATOR, "operator"), (OWNER, "service")):
        asked = [each for each in recorder.checks if each.account == account]
        found = policies.get(name, {"Statement": []})
        assert [each for each in asked if not allowed(found, each)] == []
        for statement, action in parts(found):
            alone = {"Statement": [statement | {"Action": action}]}
            needed = action in ON_BAD_DAYS or any(allowed(alone, each) for each in asked)
            assert needed, f"{name}: {statement['Sid']} {action}"


def parts(found: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each statement with each of its actions."""
    for statement in found["Statement"]:
        yield from ((statement, action) for action in actions(statement))


def statements(inputs: ExportInputs, name: str = "operator") -> dict[str, Any]:
    return {each["Sid"]: each for each in json.loads(policy(inputs))[name]["Statement"]}


def test_on_tidb_cloud_there_is_no_service_account() -> None:
    assert json.loads(policy(tidb_cloud())).keys() == {"operator"}
    assert json.loads(policy(self_managed())).keys() == {"operator", "service"}


def test_nothing_but_reading_is_allowed_on_everything() -> None:
    for name in ("operator", "service"):
        anywhere = {sid for sid, each in statements(self_managed(), name).items() if each["Resource"] == "*"}
        assert anywhere <= {"Read", "PrivateDnsZone"}


def test_repairs_are_allowed_only_where_they_are_needed() -> None:
    assert statements(self_managed()).keys().isdisjoint({"AdmitThePort", "TurnOnDns"})
    assert statements(self_managed(checks=(CLOSED, NO_HOSTNAMES))).keys() >= {"AdmitThePort", "TurnOnDns"}


def test_a_service_whose_name_is_not_verified_may_be_verified() -> None:
    unverified = replace(service(), dns_state=DnsNameState.PENDING_VERIFICATION)
    assert "VerifyTheHostName" in statements(self_managed(service=unverified), "service")
    assert "VerifyTheHostName" not in statements(self_managed(), "service")


def test_only_what_this_program_made_is_deleted_where_it_made_it() -> None:
    assert statements(self_managed())["Delete"]["Condition"] == {"Null": {"aws:ResourceTag/tidb-pe:draft": "false"}}
    assert "Condition" not in statements(self_managed(endpoint=endpoint()))["Delete"]


def test_other_partitions_have_their_own_arns() -> None:
    china = Identity(OPERATOR, f"arn:aws-cn:iam::{OPERATOR}:user/ops")
    enable = statements(self_managed(identity=china))["EnablePrivateDns"]
    assert enable["Resource"] == f"arn:aws-cn:ec2:us-west-2:{OPERATOR}:vpc-endpoint/{VPCE_ID}"


def test_nothing_from_outside_makes_a_statement() -> None:
    hostile = self_managed(service=replace(service(), name=HOSTILE))
    assert statements(hostile).keys() == statements(self_managed()).keys()
