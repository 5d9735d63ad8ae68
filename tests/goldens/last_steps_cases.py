"""Goldens of Accept Endpoint Connection and Enable Private DNS, and of the page after them."""

from dataclasses import replace

from tests.fakes import VPC_ID, VPCE_ID, connection, vpc_endpoint
from tests.goldens.cases import Case
from tests.screens import worlds
from tests.screens.harness import World, typed
from tui.domain.draft import Step
from tui.domain.endpoints import DnsNameState, VpcEndpointState
from tui.domain.errors import InvalidRequest, PermissionDenied


def to_accept() -> World:
    return worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION)


def one_waiting() -> World:
    """The endpoint was made elsewhere: nothing ties it to the setup but its service."""
    world = worlds.filled()
    world.aws.vpc_endpoints = [vpc_endpoint(VPCE_ID, "pendingAcceptance")]
    return world


def from_elsewhere() -> World:
    """A connection whose VPC endpoint another account has."""
    world = worlds.with_service()
    world.tidb.connections = [connection(VPCE_ID, "DISCOVERED", owner_account="999988887777")]
    return world


def accepts_slowly() -> World:
    world = to_accept()
    worlds.accepted_slowly(world)
    return world


def accepting_for_ever() -> World:
    world = to_accept()
    worlds.never_answers(world.tidb, "accept")
    return world


def accept_refused() -> World:
    world = to_accept()
    world.tidb.fail["accept"] = PermissionDenied(
        "You are not authorized to perform this operation.",
        "Allow ec2:AcceptVpcEndpointConnections to the service account's identity.",
        "TiDB",
        "UnauthorizedOperation",
        "7f3c1f52-8a42-4b6e-9c4d-5a1b2c3d4e5f",
    )
    return world


def rejected(world: World) -> None:
    world.aws.vpc_endpoints = [vpc_endpoint(VPCE_ID, "rejected", draft_id=worlds.DRAFT)]


def to_enable() -> World:
    return worlds.unfinished(Step.ENABLE_PRIVATE_DNS)


def enabled() -> World:
    world = to_enable()
    world.aws.vpc_endpoints = [replace(each, private_dns_enabled=True) for each in world.aws.vpc_endpoints]
    return world


def name_unverified() -> World:
    world = to_enable()
    record = "_8ab3c.orders.tidb.example.com TXT vpce:XyZ0123456789"
    world.tidb.services = [
        replace(each, dns_state=DnsNameState.PENDING_VERIFICATION, dns_record=record) for each in world.tidb.services
    ]
    return world


def no_name() -> World:
    world = to_enable()
    world.tidb.services = [
        replace(each, private_dns_name="", dns_state=DnsNameState.NONE) for each in world.tidb.services
    ]
    return world


def dns_refused() -> World:
    world = to_enable()
    world.aws.fail["modify_vpc_endpoint"] = InvalidRequest(
        "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for"
        f" {VPC_ID}.",
        f"Turn both on: aws ec2 modify-vpc-attribute --vpc-id {VPC_ID} --enable-dns-hostnames",
        "AWS",
        "InvalidParameter",
    )
    return world


FINISHED = "enter ctrl+n"


def moving(world: World) -> None:
    world.aws.change(VPCE_ID, state=VpcEndpointState.PENDING, state_text="pending")


def hidden(world: World) -> None:
    """The endpoint is in an account that this one cannot look into."""
    world.aws.vpc_endpoints = []
    world.tidb.connections = [connection(VPCE_ID, "ACTIVE")]


def gone(world: World) -> None:
    world.aws.vpc_endpoints = []


LAST_STEPS_CASES = (
    Case("accept-empty", worlds.filled, ("enter ctrl+n",)),
    Case("accept-filled", to_accept, ("enter",)),
    Case("accept-lost", worlds.lost, ("enter",)),
    Case("accept-one-waiting", one_waiting, ("enter ctrl+n",)),
    Case("accept-several-waiting", worlds.several_waiting, ("enter ctrl+n",)),
    Case("accept-picker", worlds.several_waiting, ("enter ctrl+n down",)),
    Case("accept-not-seen", worlds.filled, (f"enter ctrl+n {typed(worlds.SECOND_VPCE_ID)}",)),
    Case("accept-from-elsewhere", from_elsewhere, ("e ctrl+n",)),
    Case("accept-wrong", worlds.filled, (f"enter ctrl+n {typed('vpc-0123456789abcdef0')}",)),
    Case("accept-accepting", accepting_for_ever, ("enter ctrl+n",)),
    Case("accept-waiting-for-aws", accepts_slowly, ("enter ctrl+n",)),
    Case("accept-refused", accept_refused, ("enter ctrl+n",)),
    Case("accept-rejected", to_accept, ("enter", rejected)),
    Case("accept-instruction", worlds.filled, ("enter ctrl+n ctrl+o",)),
    Case("dns-off", to_enable, ("enter",)),
    Case("dns-on", enabled, ("enter",)),
    Case("dns-confirm-run", to_enable, ("enter ctrl+r",)),
    Case("dns-just-enabled", to_enable, ("enter ctrl+r tab enter",)),
    Case("dns-name-unverified", name_unverified, ("enter",)),
    Case("dns-no-name", no_name, ("enter",)),
    Case("dns-refused", dns_refused, ("enter ctrl+r tab enter",)),
    Case("dns-copied", to_enable, ("enter ctrl+y",)),
    Case("finished-active", enabled, (FINISHED,)),
    Case("finished-copied", enabled, (FINISHED, "y")),
    Case("finished-not-yet", enabled, (FINISHED, moving)),
    Case("finished-not-visible", enabled, (FINISHED, hidden)),
    Case("finished-gone", enabled, (FINISHED, gone)),
)
