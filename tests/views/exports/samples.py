"""A private endpoint to export, on either side."""

from dataclasses import replace
from typing import Any

from tests.samples import OPEN_GROUP, VPC_ID, VPCE_ID, cluster, connection, service, vpc_endpoint
from tui.domain.clusters import TidbNodeGroup
from tui.domain.commands import CommandContext
from tui.domain.endpoints import VpcEndpoint
from tui.domain.findings import AdmitPort, Check, TurnOnDns, Verdict
from tui.domain.network import DnsAttribute, Identity
from tui.domain.tidb_commands import TidbCommands
from tui.views.exports.inputs import ExportInputs

OPERATOR, OWNER = "111122223333", "444455556666"
HOSTILE = "a'b\"c\\ ${var.x} %{if} $(touch pwned) `touch pwned` ; touch pwned\n# touch pwned\u202e"
"""What nobody may be fooled by: a shell, HCL, a reader."""
CLOSED = Check("Security group", Verdict.FAIL, "no", repair=AdmitPort(OPEN_GROUP, 4000, "10.0.0.0/16"))
NO_HOSTNAMES = Check("DNS hostnames", Verdict.FAIL, "off", repair=TurnOnDns(VPC_ID, DnsAttribute.HOSTNAMES))
UNREAD = Check("Security group", Verdict.UNKNOWN, "could not be checked: No answer.")


def endpoint(state: str = "available", **values: Any) -> VpcEndpoint:
    return vpc_endpoint(VPCE_ID, state, **({"owner_account": OPERATOR} | values))


def self_managed(**values: Any) -> ExportInputs:
    """Active, of two accounts."""
    usual: dict[str, Any] = {
        "cluster": cluster(),
        "service": service(),
        "endpoint": endpoint(private_dns_enabled=True, draft_id="3f0c"),
        "connection": connection(VPCE_ID, "ACTIVE"),
        "identity": Identity(OPERATOR, f"arn:aws:iam::{OPERATOR}:user/ops"),
        "checks": (),
        "aws": CommandContext(("--profile", "apps")),
        "tidb": TidbCommands(CommandContext(("--profile", "owner"))),
    }
    return ExportInputs(**(usual | values))


def tidb_cloud(**values: Any) -> ExportInputs:
    """Active, with TiDB Cloud's record."""
    usual: dict[str, Any] = {
        "cluster": replace(cluster(), id="9245", node_groups=(TidbNodeGroup("77", "DefaultGroup", is_default=True),)),
        "connection": connection(VPCE_ID, "ACTIVE", id="9", is_record=True),
        "tidb": TidbCommands(url="https://dedicated.example.com"),
    }
    return self_managed(**(usual | values))
