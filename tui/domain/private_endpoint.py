"""Both halves of a private endpoint, joined."""

from datetime import datetime
from typing import NamedTuple

from tui.domain.draft import Draft
from tui.domain.endpoints import Owner, PrivateEndpointConnection, PrivateLinkService, VpcEndpoint
from tui.domain.intent import Intent
from tui.domain.status import Assessment


class PrivateEndpoint(NamedTuple):
    """The joined pair: what a row shows. There may be ten thousand: a tuple is made in a third of the time."""

    key: str
    """VPC endpoint ID; `draft:<id>` or `service:<cluster>:<group>` while there is none."""
    cluster_id: str
    cluster_name: str
    region: str
    standing: Assessment
    node_group_id: str = ""
    service: PrivateLinkService | None = None
    connection: PrivateEndpointConnection | None = None
    vpc_endpoint: VpcEndpoint | None = None
    draft: Draft | None = None
    since: datetime | None = None
    """When the present status was first seen."""
    since_exact: bool = False
    """Whether we saw it begin; else it has been so for at least that long."""
    intent: Intent | None = None
    """How it was set up here; None where it was set up elsewhere."""

    @property
    def owner(self) -> Owner:
        """Whose endpoint service it connects to."""
        return self.cluster_id, self.node_group_id

    @property
    def halves(self) -> tuple[object, ...]:
        """What it is made of."""
        return self.service, self.connection, self.vpc_endpoint, self.draft

    @property
    def vpc_endpoint_id(self) -> str:
        """`vpce-…`, or empty while there is none."""
        return self.key if self.key.startswith("vpce-") else ""

    @property
    def vpc_id(self) -> str:
        """The VPC as AWS tells it, else as the draft has it."""
        if self.vpc_endpoint:
            return self.vpc_endpoint.vpc_id
        return self.draft.vpc_id if self.draft else ""

    @property
    def private_dns(self) -> bool | None:
        """Whether private DNS is on; None where AWS's side is not visible."""
        return self.vpc_endpoint.private_dns_enabled if self.vpc_endpoint else None
