"""The words of the checks: what was read, what was found, and what to do about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias, TypeVar

from tui.domain.clusters import DEFAULT_PORT
from tui.domain.commands import Command, CommandContext
from tui.domain.draft import Draft
from tui.domain.endpoints import EndpointService, VpcEndpoint
from tui.domain.errors import PrivateEndpointError, Throttled
from tui.domain.ids import Box
from tui.domain.network import DnsAttribute, Identity, SecurityGroup, Subnet, Vpc, VpcDns
from tui.domain.wizard import Facts

T = TypeVar("T")
K = TypeVar("K")
Read: TypeAlias = T | PrivateEndpointError | None
"""What was read, or why it could not be; None until then."""


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105 - a verdict
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"
    """The check could not be made; that blocks nothing."""
    CHECKING = "checking"


MARKS = {Verdict.PASS: "✓", Verdict.WARN: "!", Verdict.FAIL: "✗", Verdict.UNKNOWN: "?", Verdict.CHECKING: "…"}
"""Verdicts without colour."""


@dataclass(frozen=True, slots=True)
class TurnOnDns:
    """Switch one DNS attribute of a VPC on."""

    vpc_id: str
    attribute: DnsAttribute


@dataclass(frozen=True, slots=True)
class AdmitPort:
    """Let a security group admit TCP `port` from `cidr`."""

    group_id: str
    port: int
    cidr: str


@dataclass(frozen=True, slots=True)
class EnablePrivateDns:
    """Switch the private DNS of an endpoint on."""

    vpc_endpoint_id: str


Repair = TurnOnDns | AdmitPort | EnablePrivateDns
"""A fix that the program can make itself."""


@dataclass(frozen=True, slots=True)
class Check:
    """One finding."""

    name: str
    verdict: Verdict
    text: str
    fix: str = ""
    """What to do about it, as a sentence."""
    command: Command | None = None
    """The same as a command line."""
    repair: Repair | None = None
    """The same for the program to do; None where it cannot."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The interface endpoints of a VPC."""

    endpoints: Sequence[VpcEndpoint] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Private DNS name by service name, of those with private DNS on; a service that does not tell is absent."""


@dataclass(frozen=True, slots=True)
class CheckInputs:
    """What the checks look at; readings come in one by one."""

    draft: Draft
    facts: Facts
    context: CommandContext = field(default_factory=CommandContext)
    identity: Read[Identity] = None
    vpcs: Read[Sequence[Vpc]] = None
    subnets: Read[Sequence[Subnet]] = None
    groups: Read[Sequence[SecurityGroup]] = None
    dns: Read[VpcDns] = None
    service: Read[EndpointService] = None
    """The endpoint service as the operator's account sees it."""
    neighbours: Read[Neighbours] = None
    allowed: Read[bool] = None
    """True where AWS would let the caller create the endpoint."""

    @property
    def endpoint(self) -> VpcEndpoint | None:
        """The VPC endpoint as AWS tells it, once there is one."""
        return self.facts.endpoint.vpc_endpoint if self.facts.endpoint else None

    @property
    def vpc_id(self) -> str:
        """The VPC of the endpoint, else the one chosen."""
        chosen = "" if self.draft.wrong(Box.VPC) else self.draft.vpc_id
        return self.endpoint.vpc_id if self.endpoint else chosen

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The endpoint's security groups, else those chosen; CannotTell where what was entered cannot be read."""
        if self.endpoint is None and (wrong := self.draft.wrong(Box.GROUPS)):
            raise CannotTell(wrong)
        return self.endpoint.security_group_ids if self.endpoint else self.draft.security_group_ids

    @property
    def port(self) -> int:
        """The SQL port."""
        return self.facts.cluster.port if self.facts.cluster else DEFAULT_PORT

    @property
    def service_name(self) -> str:
        """`com.amazonaws.vpce.…`; empty until TiDB's side tells."""
        return self.facts.service.name if self.facts.service else ""

    @property
    def can_be_created(self) -> bool:
        """Whether all is there that CreateVpcEndpoint takes, and nothing was created yet."""
        draft = self.draft
        chosen = draft.vpc_id and draft.subnet_ids and not draft.unread
        return bool(self.facts.service_active and chosen and not draft.vpc_endpoint_id)

    @property
    def host(self) -> str:
        """The private DNS name that clients use; empty if there is none."""
        return self.facts.service.private_dns_name if self.facts.service else ""


class CannotTell(Exception):  # noqa: N818 - reads as what it says
    """A check lacks what it needs."""

    def __init__(
        self, text: str, fix: str = "", command: Command | None = None, *, verdict: Verdict = Verdict.UNKNOWN
    ) -> None:
        super().__init__(text)
        self.finding = Check("", verdict, text, fix, command)


Rules = Mapping[str, Callable[[K], Check]]
"""Name of a check to what makes it, in the order shown."""


def checked(rules: Rules[K], known: K) -> tuple[Check, ...]:
    """Every rule's finding; one that lacks what it needs says so."""
    return tuple(replace(_finding(rule, known), name=name) for name, rule in rules.items())


def _finding(rule: Callable[[K], Check], known: K) -> Check:
    try:
        return rule(known)
    except CannotTell as lacking:
        return lacking.finding


def told(reading: Read[T]) -> T:
    """What was read; CannotTell where it is not (yet)."""
    if reading is None:
        raise waiting()
    if isinstance(reading, PrivateEndpointError):
        fix = "Refresh to check again." if isinstance(reading, Throttled) else reading.remedy
        raise CannotTell(f"could not be checked: {reading.summary}", fix)
    return reading


def waiting() -> CannotTell:
    """What is still being read."""
    return CannotTell("checking …", verdict=Verdict.CHECKING)


def passed(text: str) -> Check:
    return Check("", Verdict.PASS, text)


def warned(text: str, fix: str = "", command: Command | None = None, repair: Repair | None = None) -> Check:
    return Check("", Verdict.WARN, text, fix, command, repair)


def failed(text: str, fix: str = "", command: Command | None = None, repair: Repair | None = None) -> Check:
    return Check("", Verdict.FAIL, text, fix, command, repair)
