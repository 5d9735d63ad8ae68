"""The two halves of a private endpoint and the service between them."""

from dataclasses import dataclass
from datetime import datetime

from tui.domain.clusters import LenientEnum

Owner = tuple[str, str]
"""Cluster ID and node group ID: whose an endpoint service is."""
DRAFT_TAG = "tidb-pe:draft"
"""Tag of a VPC endpoint that this program made; its value is the draft's ID, which is also the ClientToken."""


class ServiceState(LenientEnum):
    """State of an endpoint service; TiDB Cloud has no failed one, EC2 has."""

    CREATING = "CREATING"
    ACTIVE = "ACTIVE"
    DELETING = "DELETING"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"


MOVING_SERVICE_STATES = frozenset({ServiceState.CREATING, ServiceState.DELETING})
"""States that a service leaves by itself."""


class DnsNameState(LenientEnum):
    """State of an endpoint service's private DNS name."""

    NONE = ""
    PENDING_VERIFICATION = "pendingVerification"
    VERIFIED = "verified"
    FAILED = "failed"
    UNKNOWN = "unknown"


class ConnectionState(LenientEnum):
    """State of a private endpoint connection, TiDB's side."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    DELETING = "DELETING"
    FAILED = "FAILED"
    DISCOVERED = "DISCOVERED"
    REJECTED = "REJECTED"
    """Not in TiDB Cloud's API: a self-managed service's owner said no."""
    UNKNOWN = "UNKNOWN"


class VpcEndpointState(LenientEnum):
    """State of an interface endpoint; EC2 answers in lower camel case, its model says Pascal case."""

    PENDING_ACCEPTANCE = "pendingAcceptance"
    PENDING = "pending"
    AVAILABLE = "available"
    REJECTED = "rejected"
    EXPIRED = "expired"
    FAILED = "failed"
    DELETING = "deleting"
    DELETED = "deleted"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


ENDED_STATES = frozenset(
    {
        VpcEndpointState.REJECTED,
        VpcEndpointState.EXPIRED,
        VpcEndpointState.FAILED,
        VpcEndpointState.DELETING,
        VpcEndpointState.DELETED,
    }
)
"""States that an interface endpoint does not come back from."""

ENDED_CONNECTION_STATES = frozenset({ConnectionState.DELETING, ConnectionState.FAILED, ConnectionState.REJECTED})
"""States that a connection does not come back from."""


@dataclass(frozen=True, slots=True)
class PrivateLinkService:
    """The endpoint service of one TiDB node group."""

    cluster_id: str
    node_group_id: str = ""
    """Empty for the default group, and always on self-managed AWS."""
    region: str = ""
    name: str = ""
    """`com.amazonaws.vpce.<region>.vpce-svc-<hex>`; empty until the provider tells."""
    state: ServiceState = ServiceState.CREATING
    state_text: str = ""
    zone_ids: tuple[str, ...] = ()
    """AZ IDs the service is in; empty where not known."""
    private_dns_name: str = ""
    dns_state: DnsNameState = DnsNameState.NONE
    dns_record: str = ""
    """`NAME TXT VALUE` that proves the domain, while it is to be verified."""

    @property
    def id(self) -> str:
        """`vpce-svc-<hex>`; empty while there is no name."""
        return self.name.rpartition(".")[2]

    @property
    def owner(self) -> Owner:
        """Whose endpoint service it is."""
        return self.cluster_id, self.node_group_id

    @property
    def unverified(self) -> bool:
        """Whether its owner still has to prove the domain of its private DNS name."""
        return self.dns_state in {DnsNameState.PENDING_VERIFICATION, DnsNameState.FAILED}


@dataclass(frozen=True, slots=True)
class PrivateEndpointConnection:
    """TiDB half of a private endpoint: the record that accepts a VPC endpoint."""

    vpc_endpoint_id: str
    cluster_id: str
    node_group_id: str = ""
    region: str = ""
    state: ConnectionState = ConnectionState.UNKNOWN
    state_text: str = ""
    message: str = ""
    """Shown, never decided on: it can be stale."""
    owner_account: str = ""
    created_at: datetime | None = None
    id: str = ""
    """The record's own ID, where it has one."""
    is_record: bool = False
    """Whether TiDB Cloud keeps it as a record, which can be deleted and made anew."""

    @property
    def ended(self) -> bool:
        """Whether it can never be used (again)."""
        return self.state in ENDED_CONNECTION_STATES

    @property
    def owner(self) -> Owner:
        """Whose endpoint service it is."""
        return self.cluster_id, self.node_group_id


@dataclass(frozen=True, slots=True)
class VpcEndpoint:
    """Customer half of a private endpoint."""

    id: str
    region: str
    service_name: str
    vpc_id: str
    state: VpcEndpointState
    state_text: str = ""
    """The state as AWS sent it, shown when we do not know it."""
    private_dns_enabled: bool = False
    subnet_ids: tuple[str, ...] = ()
    security_group_ids: tuple[str, ...] = ()
    network_interface_ids: tuple[str, ...] = ()
    dns_names: tuple[str, ...] = ()
    owner_account: str = ""
    created_at: datetime | None = None
    requester_managed: bool = False
    managed_by: str = ""
    """Which other program made it, as its tags tell; see tui.domain.ownership."""
    last_error: str = ""
    """`Code: message` from AWS; empty unless the endpoint failed."""
    draft_id: str = ""
    """The value of DRAFT_TAG; empty on endpoints made elsewhere."""
    aws_profile: str = ""
    """Whose credentials read it, see Cluster.aws_profiles."""

    @property
    def ended(self) -> bool:
        """Whether it can never be used (again)."""
        return self.state in ENDED_STATES


@dataclass(frozen=True, slots=True)
class EndpointService:
    """An endpoint service as the customer's account sees it."""

    name: str
    zone_names: tuple[str, ...] = ()
    """AZ names of the caller's own account; empty where AWS answers with zone IDs."""
    zone_ids: tuple[str, ...] = ()
    private_dns_name: str = ""
    dns_state: DnsNameState = DnsNameState.NONE
    acceptance_required: bool = True


@dataclass(frozen=True, slots=True)
class EndpointRequest:
    """What CreateVpcEndpoint is asked for."""

    token: str
    """ClientToken, and the value of DRAFT_TAG."""
    region: str
    service_name: str
    vpc_id: str
    subnet_ids: tuple[str, ...]
    security_group_ids: tuple[str, ...] = ()
    """Empty: AWS takes the VPC's default group."""
    tags: tuple[tuple[str, str], ...] = (("Name", "tidb-pe"),)
    """Keys and values, besides DRAFT_TAG."""


@dataclass(frozen=True, slots=True)
class EndpointChange:
    """What ModifyVpcEndpoint is asked for; an empty one changes nothing."""

    add_subnets: tuple[str, ...] = ()
    remove_subnets: tuple[str, ...] = ()
    add_groups: tuple[str, ...] = ()
    """IDs of security groups."""
    remove_groups: tuple[str, ...] = ()
    private_dns: bool | None = None
    """None: left as it is."""

    def made_to(self, endpoint: VpcEndpoint) -> bool:
        """Whether `endpoint` is as this change leaves it."""
        subnets, groups = set(endpoint.subnet_ids), set(endpoint.security_group_ids)
        return (
            subnets.issuperset(self.add_subnets)
            and subnets.isdisjoint(self.remove_subnets)
            and groups.issuperset(self.add_groups)
            and groups.isdisjoint(self.remove_groups)
            and self.private_dns in {None, endpoint.private_dns_enabled}
        )
