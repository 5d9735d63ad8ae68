"""Goldens of the checks and of the diagnosis."""

from dataclasses import replace

from tests.fakes import CLOSED_GROUP, SUBNET_IDS, VPC_ID, ZONE_IDS, vpc_endpoint
from tests.goldens.cases import Case
from tests.screens import worlds
from tests.screens.harness import MemoryDrafts, World
from tui.domain.draft import Step
from tui.domain.errors import PermissionDenied, Throttled
from tui.domain.network import VpcDns
from tui.domain.probes import Reached, Resolution, Talk, Trouble


def all_wrong() -> World:
    """Something of each kind: fails, warns, cannot be read."""
    world = worlds.filled()
    draft = replace(world.draft, security_group_ids=(CLOSED_GROUP,), subnet_ids=SUBNET_IDS[1:])
    world.drafts = MemoryDrafts(draft)
    world.tidb.services = [replace(each, zone_ids=ZONE_IDS[:2]) for each in world.tidb.services]
    first, second, third = world.aws.subnets[VPC_ID]
    world.aws.subnets[VPC_ID] = [first, replace(second, free_addresses=0), third]
    world.aws.dns[VPC_ID] = VpcDns(support=True, hostnames=False)
    world.aws.vpc_endpoints = [vpc_endpoint("vpce-0000000000000000a", private_dns_enabled=True, draft_id="other")]
    world.aws.fail["list_vpcs"] = Throttled("Rate exceeded", "", "AWS", "RequestLimitExceeded")
    world.aws.fail["dry_run_create"] = PermissionDenied(
        "You are not authorized to perform this operation.",
        "Ask for the permission ec2:CreateVpcEndpoint.",
        "AWS",
        "UnauthorizedOperation",
    )
    return world


def half_read() -> World:
    world = worlds.filled()
    for method in ("list_subnets", "dry_run_create"):
        worlds.never_answers(world.aws, method)
    return world


def name_taken() -> World:
    """At Enable Private DNS, in a VPC without DNS hostnames where another endpoint has the name."""
    world = worlds.unfinished(Step.ENABLE_PRIVATE_DNS)
    world.aws.vpc_endpoints.append(vpc_endpoint("vpce-0000000000000000a", private_dns_enabled=True))
    world.aws.dns[VPC_ID] = VpcDns(support=True, hostnames=False)
    return world


def outside() -> World:
    return worlds.with_endpoint(private_dns_enabled=True)


def dropped() -> World:
    """Inside the VPC; a security group drops what is sent to the endpoint."""
    world = worlds.with_endpoint(private_dns_enabled=True, security_group_ids=(CLOSED_GROUP,))
    world.probe.resolution = Resolution(("10.1.0.10", "10.1.1.11"))
    world.probe.address = "10.1.200.7"
    world.probe.answer = Talk("", Reached.NOTHING, trouble=Trouble.TIMED_OUT)
    return world


def reached() -> World:
    world = dropped()
    world.aws.vpc_endpoints = [vpc_endpoint(private_dns_enabled=True)]
    world.probe.answer = Talk("", Reached.TLS, "8.0.11-TiDB-v8.5.2", "TLSv1.3")
    return world


CHECKS_CASES = (
    Case("checks-good", worlds.filled, ("enter ctrl+t",)),
    Case("checks-wrong", all_wrong, ("enter ctrl+t",)),
    Case("checks-reading", half_read, ("enter ctrl+t",)),
    Case("checks-fix", worlds.with_closed_group, ("enter ctrl+t",)),
    Case("checks-confirm-fix", worlds.with_closed_group, ("enter ctrl+t ctrl+r",)),
    Case("checks-private-dns", name_taken, ("enter ctrl+t",)),
    Case("diagnose-outside", outside, ("enter w G",)),
    Case("diagnose-dropped", dropped, ("enter w",)),
    Case("diagnose-reached", reached, ("enter w G",)),
)
