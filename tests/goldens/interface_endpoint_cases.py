"""Goldens of Interface Endpoint."""

from dataclasses import replace

from tests.fakes import OPEN_GROUP, SUBNET_IDS, VPC_ID
from tests.goldens.cases import Case
from tests.goldens.list_cases import HOSTILE
from tests.screens import worlds
from tests.screens.harness import World, typed
from tui.domain.commands import CommandContext
from tui.domain.draft import Step
from tui.domain.endpoints import ServiceState
from tui.domain.errors import InvalidRequest, PermissionDenied
from tui.domain.tagging import Tagging

VPC, SUBNETS, GROUPS = "", "tab", "tab tab"
"""The way from the box that has the focus first."""


def empty_form() -> World:
    return worlds.unfinished(Step.INTERFACE_ENDPOINT)


def half_filled() -> World:
    return worlds.unfinished(
        Step.INTERFACE_ENDPOINT, vpc_id=VPC_ID, subnet_ids=SUBNET_IDS[:2], security_group_ids=(OPEN_GROUP,)
    )


def own_tags() -> World:
    world = worlds.filled()
    world.tagging = Tagging((("cost-centre", "42"), ("owner", "data platform")), "tidb-{cluster}-{vpc}")
    return world


def with_vpc() -> World:
    """The VPC is chosen; the service is not in all its zones, and one subnet is full."""
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT, vpc_id=VPC_ID)
    world.tidb.services = [replace(each, zone_ids=each.zone_ids[:2]) for each in world.tidb.services]
    full, *others = world.aws.subnets[VPC_ID]
    more = replace(full, id="subnet-00000000000000009", name="spare", cidr="10.1.9.0/24", free_addresses=40)
    world.aws.subnets[VPC_ID] = [replace(full, free_addresses=0), *others, more]
    return world


def hostile_network() -> World:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    (vpc,) = world.aws.vpcs
    world.aws.vpcs = [replace(vpc, id=f"vpc-{at:017x}", name=name) for at, name in enumerate(HOSTILE.values())]
    return world


def no_vpcs() -> World:
    world = empty_form()
    world.aws.vpcs = []
    return world


def in_demo() -> World:
    world = worlds.filled()
    world.speed = 10.0
    world.context = CommandContext(
        ("--endpoint-url", "http://127.0.0.1:4566"),
        (("AWS_ACCESS_KEY_ID", "demo-operator"), ("AWS_SECRET_ACCESS_KEY", "demo")),
    )
    return world


def permission_refused() -> World:
    """The service is there, but nobody may connect to it."""
    world = worlds.filled()
    world.tidb.fail["permit"] = PermissionDenied(
        "You are not authorized to perform this operation.",
        "Allow ec2:ModifyVpcEndpointServicePermissions to the service account's identity.",
        "TiDB",
        "UnauthorizedOperation",
    )
    return world


def service_refused() -> World:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    world.tidb.services = []
    world.tidb.fail["ensure_service"] = PermissionDenied(
        "You are not authorized to perform this operation.",
        "Allow ec2:CreateVpcEndpointServiceConfiguration to the service account's identity.",
        "TiDB",
        "UnauthorizedOperation",
        "7f3c1f52-8a42-4b6e-9c4d-5a1b2c3d4e5f",
    )
    return world


def run_refused() -> World:
    world = worlds.filled()
    world.aws.fail["create_vpc_endpoint"] = InvalidRequest(
        f"private-dns-enabled cannot be set because there is already a conflicting DNS domain in {VPC_ID}.",
        "Choose another VPC, or remove the endpoint that has the name.",
        "AWS",
        "InvalidParameter",
        "7f3c1f52-8a42-4b6e-9c4d-5a1b2c3d4e5f",
    )
    return world


def creating_for_ever() -> World:
    world = worlds.filled()
    worlds.never_answers(world.aws, "create_vpc_endpoint")
    return world


def lists_denied() -> World:
    world = empty_form()
    world.aws.fail["list_vpcs"] = PermissionDenied(
        "You are not authorized to perform this operation.",
        "Allow ec2:DescribeVpcs, or type the ID.",
        "AWS",
        "UnauthorizedOperation",
    )
    return world


def service_deleting(world: World) -> None:
    world.tidb.services = [
        replace(each, state=ServiceState.DELETING, state_text="Deleting") for each in world.tidb.services
    ]


INTERFACE_ENDPOINT_CASES = (
    Case("interface-empty", empty_form, ("enter",)),
    Case("interface-empty-later", empty_form, ("enter", lambda world: world.clock.advance(72))),
    Case("interface-filled", half_filled, ("enter",)),
    Case("interface-wrong-vpc", empty_form, (f"enter {typed('vpc-12g')}",)),
    Case("interface-wrong-subnets", empty_form, (f"enter tab {typed('subnet-00000000000000001,subnet-2')}",)),
    Case("interface-instruction", empty_form, ("enter ctrl+o",)),
    Case("interface-instruction-end", empty_form, ("enter ctrl+o", *["tab"] * 3)),
    Case("interface-vpc-picker", empty_form, ("enter down",)),
    Case("interface-vpc-picker-hostile", hostile_network, ("enter down",)),
    Case("interface-vpc-picker-none", no_vpcs, ("enter down",)),
    Case("interface-vpc-picker-denied", lists_denied, ("enter down",)),
    Case("interface-subnet-picker", with_vpc, ("enter tab down",)),
    Case("interface-group-picker", with_vpc, ("enter tab tab down",)),
    Case("interface-picker-before-vpc", empty_form, ("enter tab down",)),
    Case("interface-service-active", worlds.filled, ("enter",)),
    Case("interface-service-active-demo", in_demo, ("enter",)),
    Case("interface-service-deleting", half_filled, ("enter", service_deleting)),
    Case("interface-service-refused", service_refused, ("enter",)),
    Case("interface-permission-refused", permission_refused, ("enter escape",)),
    Case("interface-lost", worlds.lost, ("enter escape",)),
    Case("interface-copy-blocked", half_filled, ("enter ctrl+y",)),
    Case("interface-copied", worlds.filled, ("enter ctrl+y",)),
    Case("interface-wrong-groups", worlds.filled, ("enter tab tab end space s g minus 0",)),
    Case("interface-another-vpc", worlds.filled, (f"enter ctrl+u {typed('vpc-0bbbbbbbbbbbbbbb1')}",)),
    Case("interface-confirm-run", worlds.filled, ("enter ctrl+r",)),
    Case("interface-confirm-own-tags", own_tags, ("enter ctrl+r",)),
    Case("interface-creating", creating_for_ever, ("enter ctrl+r tab enter",)),
    Case("interface-created", worlds.filled, ("enter ctrl+r tab enter",)),
    Case("interface-run-refused", run_refused, ("enter ctrl+r tab enter",)),
)
