"""From where security groups admit a port: what a rule's source is worth to a client in the VPC."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import NamedTuple

from tui.domain.network import SecurityGroup

Network = IPv4Network | IPv6Network


class Reach(StrEnum):
    """Who gets through, the widest first."""

    VPC = "the whole VPC"
    PART = "a part of the VPC"
    MEMBERS = "members of a security group"
    LISTED = "a prefix list, which is not read"
    OUTSIDE = "addresses outside the VPC"
    NOBODY = "nobody"


class Admission(NamedTuple):
    reach: Reach
    sources: tuple[str, ...]
    """The rules' sources that give it: CIDRs, security group IDs or prefix list IDs."""
    missing: tuple[str, ...] = ()
    """The VPC's CIDRs that are not admitted as a whole by CIDR."""


def admission(groups: Iterable[SecurityGroup], port: int, cidrs: Sequence[str]) -> Admission:
    """From where `groups` together admit TCP `port`, seen from a VPC with those CIDRs."""
    rules = (rule for group in groups for rule in group.ingress if rule.admits(port))
    sources = tuple(dict.fromkeys(rule.source for rule in rules))
    vpc = {cidr: network for cidr in cidrs if (network := _network(cidr))}
    networks = {source: network for source in sources if (network := _network(source))}
    inside = tuple(each for each, network in networks.items() if any(_overlap(network, part) for part in vpc.values()))
    missing = tuple(cidr for cidr, part in vpc.items() if not _covered(part, [networks[each] for each in inside]))
    if vpc and not missing:
        return Admission(Reach.VPC, inside)
    kinds = (
        (Reach.PART, inside),
        (Reach.MEMBERS, tuple(source for source in sources if source.startswith("sg-"))),
        (Reach.LISTED, tuple(source for source in sources if source.startswith("pl-"))),
        (Reach.OUTSIDE, tuple(networks)),
    )
    found = next(((reach, found) for reach, found in kinds if found), (Reach.NOBODY, ()))
    return Admission(*found, missing)


def _network(text: str) -> Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _overlap(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other)


def _covered(vpc: Network, parts: list[Network]) -> bool:
    """Whether `parts` hold all of it: two halves do, too."""
    same = [each for each in parts if each.version == vpc.version]
    whole: Iterable[Network] = collapse_addresses(same)  # type: ignore[type-var] # all of one version
    return any(vpc.subnet_of(each) for each in whole)  # type: ignore[arg-type] # as above
