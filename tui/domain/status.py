"""One status for both halves, whose turn it is, and what comes next."""

from dataclasses import dataclass, replace
from enum import StrEnum

from tui.domain.clusters import Cluster, why_not_choosable
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import (
    ConnectionState,
    PrivateEndpointConnection,
    PrivateLinkService,
    ServiceState,
    VpcEndpoint,
    VpcEndpointState,
)
from tui.domain.intent import Difference
from tui.domain.waits import USUAL, Wait


class Status(StrEnum):
    """What the console calls it; Rejected, Drift and Unknown are ours."""

    NOT_CONFIGURED = "Not Configured"
    INITIATING = "Initiating"
    PENDING = "Pending"
    SYSTEM_CHECKING = "System Checking"
    DISCOVERED = "Discovered"
    ACTIVE = "Active"
    DELETING = "Deleting"
    FAILED = "Failed"
    REJECTED = "Rejected"
    DRIFT = "Drift"
    UNKNOWN = "Unknown"


class Turn(StrEnum):
    """Who has to do something for it to go on."""

    YOU = "you"
    AWS = "AWS"
    TIDB = "TiDB"
    NOBODY = "-"


MARKS = {
    Status.NOT_CONFIGURED: "·",
    Status.INITIATING: "○",
    Status.PENDING: "◐",
    Status.SYSTEM_CHECKING: "◐",
    Status.DISCOVERED: "◇",
    Status.ACTIVE: "●",
    Status.DELETING: "◌",
    Status.FAILED: "✗",
    Status.REJECTED: "✗",
    Status.DRIFT: "≠",
    Status.UNKNOWN: "?",
}
"""State without colour."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Where a private endpoint stands."""

    status: Status
    turn: Turn
    next: str
    """What happens next, as a sentence."""
    step: Step | None = None
    """Where Edit opens the flow; None where it does not."""
    differences: tuple[Difference, ...] = ()
    """What AWS has otherwise than it was set up here: a drift that Edit mends."""


_WAIT_FOR_AWS = Assessment(
    Status.SYSTEM_CHECKING, Turn.AWS, f"AWS is bringing the endpoint up, {USUAL[Wait.ACCEPT].words}."
)
_WAIT_FOR_TIDB = Assessment(
    Status.SYSTEM_CHECKING, Turn.TIDB, f"TiDB is accepting the connection, {USUAL[Wait.ACCEPT].words}."
)
_ACTIVE = Assessment(Status.ACTIVE, Turn.NOBODY, "Ready for use.")
_ACTIVE_WITHOUT_NAME = Assessment(
    Status.ACTIVE, Turn.NOBODY, "Ready for use by AWS's own names: the service has no private DNS name to enable."
)
_DELETING = Assessment(Status.DELETING, Turn.AWS, "Being removed.")
_REJECTED = Assessment(
    Status.REJECTED,
    Turn.YOU,
    "TiDB's side rejected or disconnected it. It cannot be used again: delete it and create another.",
)
_ENABLE_DNS = Assessment(Status.PENDING, Turn.YOU, "Enable private DNS.", Step.ENABLE_PRIVATE_DNS)
_GO_ON = Assessment(Status.INITIATING, Turn.YOU, "Go on with the setup.", Step.INTERFACE_ENDPOINT)
_NO_RECORD = Assessment(
    Status.DRIFT,
    Turn.YOU,
    "AWS says available, TiDB has no connection of it: accept it again, or delete it.",
    Step.ACCEPT_ENDPOINT_CONNECTION,
)
_NO_ENDPOINT = Assessment(
    Status.DRIFT,
    Turn.YOU,
    "TiDB says ACTIVE, AWS does not show its VPC endpoint any more: delete what is left on TiDB's side.",
)
_DELETE_IT = "Delete it and create another."
_RETRY = "Edit, then Next, tries again: TiDB Cloud's failed record is deleted, and the connection accepted anew."
_SERVICE_FAILED = (
    "The endpoint service failed, AWS gives no reason: terminate it (Clusters, then Terminate),"
    " and create another endpoint."
)
_SERVICE_CREATING = f"The endpoint service is being created, {USUAL[Wait.SERVICE].words}."


def standing(
    service: PrivateLinkService | None,
    connection: PrivateEndpointConnection | None,
    vpc_endpoint: VpcEndpoint | None,
    draft: Draft | None = None,
    cluster: Cluster | None = None,
    *,
    alone: bool = False,
    differences: tuple[Difference, ...] = (),
) -> Assessment:
    """Join both halves. Where both speak the worse news wins.

    A missing half is no bad news unless `alone` says that its side was read whole and ought to have it. What is
    otherwise than it was set up here counts only where both halves say that it works.
    """
    if alone and (lost := _lost_half(connection, vpc_endpoint)):
        return lost
    if vpc_endpoint is not None:
        nameless = service is not None and not service.private_dns_name
        stands = _of_both(connection, vpc_endpoint, ours=draft is not None, nameless=nameless)
        works = stands.status is Status.ACTIVE or stands == _ENABLE_DNS
        return _otherwise(differences) if works and differences else stands
    if connection is not None:
        return _of_connection(connection)
    return _of_service(service, draft, why_not_choosable(cluster) if cluster else "")


def _lost_half(connection: PrivateEndpointConnection | None, vpc_endpoint: VpcEndpoint | None) -> Assessment | None:
    """Drift, where the half that is there is up."""
    if vpc_endpoint is None:
        return _NO_ENDPOINT if connection and connection.state is ConnectionState.ACTIVE else None
    up = vpc_endpoint.state in {VpcEndpointState.AVAILABLE, VpcEndpointState.PARTIAL}
    return _NO_RECORD if up and connection is None else None


def _otherwise(differences: tuple[Difference, ...]) -> Assessment:
    names = ", ".join(each.what for each in differences)
    said = f"Not as it was set up here: {names}. Change it back, or take it as it is."
    return Assessment(Status.DRIFT, Turn.YOU, said, differences=differences)


def _of_service(service: PrivateLinkService | None, draft: Draft | None, unfit: str) -> Assessment:
    status = Status.INITIATING if draft else Status.NOT_CONFIGURED
    if service is not None and service.state is ServiceState.DELETING:
        return Assessment(Status.DELETING, Turn.TIDB, "The endpoint service is being deleted.")
    if service is not None and service.state is ServiceState.FAILED:
        return Assessment(Status.FAILED, Turn.YOU, _SERVICE_FAILED)
    if draft and draft.vpc_endpoint_id:
        return _unseen(draft.vpc_endpoint_id)
    if unfit:
        return Assessment(status, Turn.NOBODY, f"The cluster {unfit}: it takes no private endpoint now.")
    if service is not None and service.state is ServiceState.CREATING:
        return Assessment(status, Turn.TIDB, _SERVICE_CREATING, Step.INTERFACE_ENDPOINT)
    if draft:
        return _GO_ON
    return Assessment(status, Turn.YOU, "The service has no endpoint yet: create one.", Step.INTERFACE_ENDPOINT)


def _of_both(
    connection: PrivateEndpointConnection | None, vpc_endpoint: VpcEndpoint, *, ours: bool, nameless: bool
) -> Assessment:
    failed = connection is not None and connection.state is ConnectionState.FAILED
    if connection and connection.is_record and failed and not vpc_endpoint.ended:
        return replace(_failed(connection.message, _RETRY), step=Step.ACCEPT_ENDPOINT_CONNECTION)
    if connection and connection.ended and not vpc_endpoint.ended:
        return _of_connection(connection)
    tidb = connection.state if connection else None
    match vpc_endpoint.state:
        case VpcEndpointState.AVAILABLE:
            return _available(connection, private_dns=vpc_endpoint.private_dns_enabled, nameless=nameless)
        case VpcEndpointState.PARTIAL:
            stands = _available(connection, private_dns=vpc_endpoint.private_dns_enabled, nameless=nameless)
            return replace(stands, next=f"{stands.next} {_without_interface(vpc_endpoint)}")
        case VpcEndpointState.PENDING_ACCEPTANCE:
            return _awaiting_acceptance(tidb, ours=ours)
        case VpcEndpointState.PENDING:
            return _WAIT_FOR_AWS
        case VpcEndpointState.REJECTED:
            return _REJECTED
        case VpcEndpointState.DELETING | VpcEndpointState.DELETED:
            return _DELETING
        case VpcEndpointState.FAILED | VpcEndpointState.EXPIRED:
            return _failed(vpc_endpoint.last_error or f"AWS says {vpc_endpoint.state}.")
        case _:
            return _unknown("AWS", vpc_endpoint.state_text or vpc_endpoint.state)


def _awaiting_acceptance(tidb: ConnectionState | None, *, ours: bool) -> Assessment:
    if tidb is ConnectionState.PENDING:
        return _WAIT_FOR_TIDB
    if tidb is ConnectionState.ACTIVE:
        return _WAIT_FOR_AWS
    status = Status.DISCOVERED if tidb is ConnectionState.DISCOVERED and not ours else Status.PENDING
    return Assessment(status, Turn.YOU, "Accept the connection.", Step.ACCEPT_ENDPOINT_CONNECTION)


def _without_interface(endpoint: VpcEndpoint) -> str:
    interfaces, subnets = len(endpoint.network_interface_ids), len(endpoint.subnet_ids)
    return (
        f"AWS says partial: {interfaces} of its {subnets} subnets have a network interface. Clients in other zones"
        " may not reach it."
    )


def _available(connection: PrivateEndpointConnection | None, *, private_dns: bool, nameless: bool) -> Assessment:
    match connection.state if connection else ConnectionState.ACTIVE:
        case ConnectionState.PENDING:
            return _WAIT_FOR_TIDB
        case ConnectionState.DISCOVERED:
            return Assessment(Status.PENDING, Turn.TIDB, "AWS says available, TiDB still says DISCOVERED.")
        case ConnectionState.UNKNOWN:
            said = (connection.state_text if connection else "") or "nothing"
            return Assessment(Status.UNKNOWN, Turn.NOBODY, f"AWS says available, TiDB says {said}.")
    if private_dns:
        return _ACTIVE
    return _ACTIVE_WITHOUT_NAME if nameless else _ENABLE_DNS


def _of_connection(connection: PrivateEndpointConnection) -> Assessment:
    match connection.state:
        case ConnectionState.DISCOVERED:
            return Assessment(
                Status.DISCOVERED,
                Turn.YOU,
                _who_asks(connection.owner_account),
                Step.ACCEPT_ENDPOINT_CONNECTION,
            )
        case ConnectionState.PENDING:
            return _WAIT_FOR_TIDB
        case ConnectionState.ACTIVE:
            return Assessment(Status.ACTIVE, Turn.NOBODY, "Accepted; the AWS side is not visible from this account.")
        case ConnectionState.DELETING:
            return Assessment(Status.DELETING, Turn.TIDB, "Being removed.")
        case ConnectionState.FAILED:
            return _failed(connection.message)
        case ConnectionState.REJECTED:
            return _REJECTED
        case _:
            return _unknown("TiDB", connection.state_text)


def _who_asks(account: str) -> str:
    if account:
        return f"Account {account} asks to connect: accept or reject."
    return "A VPC endpoint that is not visible from here asks to connect: accept it if you know it."


def _failed(reason: str, remedy: str = _DELETE_IT) -> Assessment:
    said = f"{reason.rstrip('.')}." if reason else "It could not be created."
    return Assessment(Status.FAILED, Turn.YOU, f"{said} {remedy}")


def _unseen(vpc_endpoint_id: str) -> Assessment:
    text = f"{vpc_endpoint_id} is not to be seen: a new one takes some seconds, else check the ID."
    return Assessment(Status.INITIATING, Turn.YOU, text, Step.ACCEPT_ENDPOINT_CONNECTION)


def _unknown(side: str, text: str) -> Assessment:
    said = f"{side} says {text or 'nothing'}, a state this version does not know."
    return Assessment(Status.UNKNOWN, Turn.NOBODY, said)
