"""The command lines that do what the program does, with placeholders until the values are known."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tui.domain import requests
from tui.domain.draft import Draft
from tui.domain.endpoints import EndpointChange, EndpointRequest
from tui.domain.network import DnsAttribute
from tui.domain.requests import Request

BY_THE_SHELL = '"$TIDBCLOUD_PUBLIC_KEY:$TIDBCLOUD_PRIVATE_KEY"'
"""A word that the shell fills in: TiDB Cloud's key is never shown."""
_PLACEHOLDER = re.compile(r"<your_\w+>")


@dataclass(frozen=True, slots=True)
class CommandContext:
    """What every command line carries besides its own words."""

    options: tuple[str, ...] = ()
    """Such as `--endpoint-url URL` or `--profile NAME`."""
    environment: tuple[tuple[str, str], ...] = ()
    """Set before the command; the demo's keys, which are no secret."""

    def option(self, name: str) -> str:
        """The value behind an option; empty where it is not there."""
        return next((value for given, value in pairwise(self.options) if given == name), "")


@dataclass(frozen=True, slots=True)
class Command:
    """A command line; copyable once `missing` is empty."""

    argv: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The placeholders left."""
        return tuple(found for word in self.argv for found in _PLACEHOLDER.findall(word))

    @property
    def words(self) -> tuple[str, ...]:
        """The words as a shell takes them, settings of the environment first."""
        settings = [f"{name}={shlex.quote(value)}" for name, value in self.environment]
        return (*settings, *map(_quoted, self.argv))

    def __str__(self) -> str:
        return " ".join(self.words)


def aws(request: Request, context: CommandContext) -> Command:
    """The `aws` command that asks for the same; its region stands behind what it is about."""
    first, *others = (_option(name, value) for name, value in request.parameters.items())
    words = (*first, "--region", request.region, *(word for option in others for word in option))
    return Command(("aws", "ec2", _kebab(request.operation), *words, *context.options), context.environment)


def create_vpc_endpoint(request: EndpointRequest, context: CommandContext) -> Command:
    """The command of *Create VPC Interface Endpoint*, in the document's order, with the draft's token and tags."""
    return aws(requests.create_endpoint(request), context)


def enable_private_dns(draft: Draft, context: CommandContext) -> Command:
    """The command of *Enable Private DNS*; the region is that of the VPC endpoint."""
    vpc_endpoint_id, region = draft.vpc_endpoint_id or "<your_vpc_endpoint_id>", draft.region or "<your_region>"
    return modify_vpc_endpoint(region, vpc_endpoint_id, EndpointChange(private_dns=True), context)


def delete_vpc_endpoint(region: str, vpc_endpoint_id: str, context: CommandContext) -> Command:
    """AWS's half of a deletion; it is billed until then."""
    return aws(requests.delete_endpoint(region, vpc_endpoint_id), context)


def turn_on_dns(region: str, vpc_id: str, attribute: DnsAttribute, context: CommandContext) -> Command:
    """Switch one DNS attribute of a VPC on."""
    return aws(requests.turn_on_dns(region, vpc_id, attribute), context)


def admit_port(region: str, group_id: str, port: int, cidr: str, context: CommandContext) -> Command:
    """Let a security group admit TCP `port` from `cidr`."""
    return aws(requests.admit_port(region, group_id, port, cidr), context)


def modify_vpc_endpoint(region: str, vpc_endpoint_id: str, change: EndpointChange, context: CommandContext) -> Command:
    """The command that makes `change`; its options are those that the change has."""
    return aws(requests.change_endpoint(region, vpc_endpoint_id, change), context)


def _quoted(word: str) -> str:
    return word if word == BY_THE_SHELL or _PLACEHOLDER.fullmatch(word) else shlex.quote(word)


def _option(name: str, value: Any) -> Iterator[str]:
    """As the `aws` command line takes a parameter; nested ones as JSON, which any value fits into."""
    option = _kebab(re.sub(r"(?<!^)(?=[A-Z])", "_", name))
    if isinstance(value, bool):
        yield f"--{option}" if value else f"--no-{option}"
        return
    yield f"--{option}"
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        yield from value
    else:
        yield json.dumps(value, separators=(",", ":"))


def _kebab(name: str) -> str:
    return name.lower().replace("_", "-")
