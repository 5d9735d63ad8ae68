"""What is exported, whatever the format."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui.domain import network_checks
from tui.domain.clusters import Cluster
from tui.domain.commands import CommandContext
from tui.domain.endpoints import ConnectionState, PrivateEndpointConnection, PrivateLinkService, VpcEndpoint
from tui.domain.errors import PrivateEndpointError
from tui.domain.findings import AdmitPort, Check, CheckInputs, TurnOnDns, Verdict, checked
from tui.domain.network import Identity
from tui.domain.tidb_commands import TidbCommands
from tui.views.plain import plain

NEEDS = frozenset({"identity", "vpcs", "groups", "dns"})
"""The readings of CheckInputs that an export rests on."""
_RULES = {
    "Security group": network_checks.security_group,
    "DNS support": network_checks.dns_support,
    "DNS hostnames": network_checks.dns_hostnames,
}
_ACCEPTED = {ConnectionState.PENDING, ConnectionState.ACTIVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportInputs:
    """A private endpoint that both sides show, and what its network lacks."""

    cluster: Cluster
    service: PrivateLinkService
    endpoint: VpcEndpoint
    connection: PrivateEndpointConnection | None
    identity: Identity | None
    """Of the operator's account; None where it could not be read."""
    checks: tuple[Check, ...]
    """Of the network."""
    aws: CommandContext
    tidb: TidbCommands

    @property
    def on_tidb_cloud(self) -> bool:
        """Whether TiDB Cloud accepts the connection; else the service account does, on AWS."""
        return bool(self.tidb.url)

    @property
    def node_group_id(self) -> str:
        """As TiDB Cloud has it; the default node group has an ID, too."""
        group = self.cluster.node_group(self.service.node_group_id)
        return group.id if group else self.service.node_group_id

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """Of an endpoint that is made anew."""
        name = self.cluster.named(self.service.node_group_id)
        return self.cluster.tagging.of_endpoint(cluster=name, region=self.endpoint.region, vpc=self.endpoint.vpc_id)

    @property
    def account(self) -> str:
        """The operator's AWS account."""
        return self.endpoint.owner_account or (self.identity.account if self.identity else "")

    @property
    def partition(self) -> str:
        """Of AWS, such as `aws-cn`."""
        return self.identity.arn.split(":")[1] if self.identity and ":" in self.identity.arn else "aws"

    @property
    def service_account(self) -> str:
        """The AWS account of the load balancer; `*` where nobody tells."""
        parts = self.cluster.id.split(":")
        return parts[4] if parts[0] == "arn" and len(parts) > 4 else "*"  # noqa: PLR2004 - arn:aws:service:region:account

    @property
    def connected(self) -> bool:
        """Whether TiDB's side has accepted the connection, and still lets it through."""
        return self.connection is not None and self.connection.state in _ACCEPTED

    @property
    def rules(self) -> tuple[AdmitPort, ...]:
        """What security groups have to admit before anybody can connect."""
        return tuple(each.repair for each in self._failed if isinstance(each.repair, AdmitPort))

    @property
    def attributes(self) -> tuple[TurnOnDns, ...]:
        """The DNS attributes of the VPC that are off."""
        return tuple(each.repair for each in self._failed if isinstance(each.repair, TurnOnDns))

    @property
    def notes(self) -> tuple[str, ...]:
        """What one has to know before it is used, as plain sentences."""
        return tuple(plain(each, 400) for each in _notes(self))

    @property
    def _failed(self) -> list[Check]:
        return [each for each in self.checks if each.verdict is Verdict.FAIL]


def export_inputs(known: CheckInputs, tidb: TidbCommands) -> ExportInputs:
    """From what was read of an endpoint. Raises PrivateEndpointError where a side does not show enough."""
    row, cluster, service = known.facts.endpoint, known.facts.cluster, known.facts.service
    if row is None or row.vpc_endpoint is None:
        raise _unseen(known, "AWS's side is not visible.")
    if cluster is None or service is None or not service.name:
        raise _unseen(known, "Its endpoint service was not read.")
    inputs = ExportInputs(
        cluster=cluster,
        service=service,
        endpoint=row.vpc_endpoint,
        connection=row.connection,
        identity=known.identity if isinstance(known.identity, Identity) else None,
        checks=checked(_RULES, known),
        aws=CommandContext(known.context.options),  # no key is written down, not even the demo's
        tidb=TidbCommands(CommandContext(tidb.context.options), tidb.url),
    )
    if not inputs.account:
        raise _unseen(known, "AWS does not tell whose it is.")
    if inputs.on_tidb_cloud and not inputs.node_group_id:
        raise _unseen(known, "Its TiDB node group was not read.")
    return inputs


def _unseen(known: CheckInputs, why: str) -> PrivateEndpointError:
    return PrivateEndpointError(f"{plain(known.draft.vpc_endpoint_id, 80)} cannot be exported. {why}", "")


def _notes(inputs: ExportInputs) -> Iterator[str]:
    endpoint, connection = inputs.endpoint, inputs.connection
    if endpoint.ended:
        yield f"{endpoint.id} is {endpoint.state}: it cannot be used again. What follows makes another one like it."
    if connection and connection.ended:
        yield f"TiDB's side says {connection.state} of its connection: delete what is left there first."
    if not inputs.service.private_dns_name:
        yield "The endpoint service has no private DNS name: there is nothing to enable."
    for check in inputs.checks:
        if check.verdict is Verdict.UNKNOWN:
            yield f"{check.name}: {check.text}"
