"""The operator's network: what a VPC endpoint is put into."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Identity:
    """Who AWS says the caller is."""

    account: str
    arn: str

    @property
    def principal(self) -> str:
        """The principal that an endpoint service allows: the whole account."""
        partition = self.arn.split(":")[1] if self.arn.count(":") > 1 else "aws"
        return f"arn:{partition}:iam::{self.account}:root"


@dataclass(frozen=True, slots=True)
class Vpc:
    id: str
    name: str
    cidr: str
    """The primary IPv4 CIDR."""
    is_default: bool = False
    secondary: tuple[str, ...] = ()
    """The IPv4 CIDRs added later, such as 100.64.0.0/10 for pods."""

    @property
    def cidrs(self) -> tuple[str, ...]:
        """All its IPv4 CIDRs, the primary one first. An endpoint made here has IPv4 addresses alone."""
        return (self.cidr, *self.secondary)


class DnsAttribute(StrEnum):
    """The two attributes of a VPC that private DNS needs, by AWS's names."""

    SUPPORT = "enableDnsSupport"
    HOSTNAMES = "enableDnsHostnames"


@dataclass(frozen=True, slots=True)
class VpcDns:
    """Which of a VPC's DNS attributes are on."""

    support: bool
    hostnames: bool
    """Off in a VPC that was not made by default."""

    def has(self, attribute: DnsAttribute) -> bool:
        """Whether `attribute` is on."""
        return self.support if attribute is DnsAttribute.SUPPORT else self.hostnames


@dataclass(frozen=True, slots=True)
class Subnet:
    id: str
    name: str
    cidr: str
    zone_id: str
    """AZ ID such as `usw2-az1`: AZ names differ between accounts."""
    zone_name: str
    free_addresses: int


@dataclass(frozen=True, slots=True)
class NetworkInterface:
    """Where a VPC endpoint stands in one subnet."""

    id: str
    subnet_id: str
    zone_name: str
    """AZ name of the caller's own account, such as `us-west-2a`."""
    private_ip: str
    """The primary IPv4 address; empty until AWS assigned one."""
    status: str
    """AWS's word: `in-use` once it works; `available`, `attaching`, … before."""
    group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IngressRule:
    protocol: str
    """`tcp`, `-1` for all, …"""
    from_port: int
    to_port: int
    source: str
    """A CIDR, a security group ID or a prefix list ID."""

    def admits(self, port: int) -> bool:
        """Whether it admits TCP `port`."""
        return self.protocol == "-1" or (self.protocol in {"tcp", "6"} and self.from_port <= port <= self.to_port)


@dataclass(frozen=True, slots=True)
class SecurityGroup:
    id: str
    name: str
    description: str
    ingress: tuple[IngressRule, ...] = ()

    def admits(self, port: int) -> bool:
        """Whether any rule admits TCP `port`; from where is for the reader to judge."""
        return any(rule.admits(port) for rule in self.ingress)


def why_no_private_dns(dns: VpcDns) -> str:
    """Why AWS will refuse private DNS in a VPC; empty if it will not."""
    off = [name for name, on in (("DNS support", dns.support), ("DNS hostnames", dns.hostnames)) if not on]
    return f"{' and '.join(off)} off" if off else ""


def why_unreachable(subnet: Subnet, service_zone_ids: tuple[str, ...]) -> str:
    """Why the endpoint service cannot be reached from `subnet`; empty if it can, or if its zones are not known."""
    if service_zone_ids and subnet.zone_id not in service_zone_ids:
        return f"service is not in {subnet.zone_id}"
    return "" if subnet.free_addresses > 0 else "no free address"


def preset_subnets(subnets: tuple[Subnet, ...], service_zone_ids: tuple[str, ...]) -> tuple[str, ...]:
    """One reachable subnet a zone, the one with most free addresses: AWS takes no second in the same zone."""
    best: dict[str, Subnet] = {}
    for subnet in subnets:
        if why_unreachable(subnet, service_zone_ids):
            continue
        if subnet.zone_id not in best or best[subnet.zone_id].free_addresses < subnet.free_addresses:
            best[subnet.zone_id] = subnet
    return tuple(subnet.id for subnet in best.values())
