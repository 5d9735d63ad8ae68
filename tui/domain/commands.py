"""The `aws` command lines, with placeholders until the values are known."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.endpoints import DRAFT_TAG, EndpointChange
from tui.domain.network import DnsAttribute
from tui.domain.wizard import Draft


@dataclass(frozen=True, slots=True)
class CommandContext:
    """What every command line carries besides its own words."""

    options: tuple[str, ...] = ()
    """Such as `--endpoint-url URL` or `--profile NAME`."""
    environment: tuple[tuple[str, str], ...] = ()
    """Set before the command; the demo's keys, which are no secret."""


@dataclass(frozen=True, slots=True)
class Command:
    """An `aws` command line; copyable once `missing` is empty."""

    argv: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The placeholders left."""
        return tuple(word for word in self.argv if word.startswith("<your_"))

    @property
    def words(self) -> tuple[str, ...]:
        """The words as a shell takes them, settings of the environment first."""
        settings = [f"{name}={shlex.quote(value)}" for name, value in self.environment]
        return (*settings, *(word if word in self.missing else shlex.quote(word) for word in self.argv))

    def __str__(self) -> str:
        return " ".join(self.words)


def create_vpc_endpoint(draft: Draft, service_name: str, context: CommandContext) -> Command:
    """The command of *Create VPC Interface Endpoint*, in the document's order; it carries the draft's token and tag."""
    groups = ("--security-group-ids", *draft.security_group_ids) if draft.security_group_ids else ()
    return _ec2(
        "create-vpc-endpoint",
        ("--vpc-id", draft.vpc_id or "<your_vpc_id>"),
        ("--region", draft.region or "<your_region>"),
        ("--service-name", service_name or "<your_endpoint_service_name>"),
        ("--vpc-endpoint-type", "Interface"),
        ("--subnet-ids", *(draft.subnet_ids or ("<your_application_subnet_ids>",))),
        groups,
        ("--no-private-dns-enabled",),
        ("--client-token", draft.id),
        ("--tag-specifications", f"ResourceType=vpc-endpoint,Tags=[{{Key={DRAFT_TAG},Value={draft.id}}}]"),
        context=context,
    )


def enable_private_dns(draft: Draft, context: CommandContext) -> Command:
    """The command of *Enable Private DNS*; the region is that of the VPC endpoint."""
    return _ec2(
        "modify-vpc-endpoint",
        ("--vpc-endpoint-id", draft.vpc_endpoint_id or "<your_vpc_endpoint_id>"),
        ("--region", draft.region or "<your_region>"),
        ("--private-dns-enabled",),
        context=context,
    )


def turn_on_dns(region: str, vpc_id: str, attribute: DnsAttribute, context: CommandContext) -> Command:
    """Switch one DNS attribute of a VPC on: AWS takes one a call."""
    option = {DnsAttribute.SUPPORT: "--enable-dns-support", DnsAttribute.HOSTNAMES: "--enable-dns-hostnames"}
    return _ec2(
        "modify-vpc-attribute",
        ("--vpc-id", vpc_id),
        ("--region", region),
        (option[attribute], '{"Value":true}'),
        context=context,
    )


def admit_port(region: str, group_id: str, port: int, cidr: str, context: CommandContext) -> Command:
    """Let a security group admit TCP `port` from `cidr`."""
    return _ec2(
        "authorize-security-group-ingress",
        ("--group-id", group_id),
        ("--region", region),
        ("--protocol", "tcp"),
        ("--port", str(port)),
        ("--cidr", cidr),
        context=context,
    )


def modify_vpc_endpoint(region: str, vpc_endpoint_id: str, change: EndpointChange, context: CommandContext) -> Command:
    """The command that makes `change`; its options are those that the change has."""
    dns = {True: ("--private-dns-enabled",), False: ("--no-private-dns-enabled",), None: ()}[change.private_dns]
    ids = {
        "--add-subnet-ids": change.add_subnets,
        "--remove-subnet-ids": change.remove_subnets,
        "--add-security-group-ids": change.add_groups,
        "--remove-security-group-ids": change.remove_groups,
    }
    return _ec2(
        "modify-vpc-endpoint",
        ("--vpc-endpoint-id", vpc_endpoint_id),
        ("--region", region),
        *((option, *each) for option, each in ids.items() if each),
        dns,
        context=context,
    )


def _ec2(operation: str, *words: Sequence[str], context: CommandContext) -> Command:
    argv = ("aws", "ec2", operation, *(word for group in words for word in group), *context.options)
    return Command(argv, context.environment)
