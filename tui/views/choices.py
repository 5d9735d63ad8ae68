"""Lines to pick from: VPCs, subnets, security groups, connections that wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.network import SecurityGroup, Subnet, Vpc, VpcDns, why_no_private_dns
from tui.domain.private_endpoint import PrivateEndpoint
from tui.views.plain import fit, plain


@dataclass(frozen=True, slots=True)
class Choice:
    """A line to pick."""

    id: str
    text: str
    marked: bool = False
    disabled: bool = False
    """Shown with its reason in `text`, cannot be marked."""


def vpc_choice(vpc: Vpc, dns: VpcDns | None) -> Choice:
    """With what would keep it from private DNS."""
    default = "  (default)" if vpc.is_default else ""
    lacking = f"  ✗ {why_no_private_dns(dns)}" if dns and why_no_private_dns(dns) else ""
    return Choice(vpc.id, f"{vpc.id}  {_name(vpc.name)}  {vpc.cidr}{default}{lacking}")


def group_choices(groups: Sequence[SecurityGroup], port: int, marked: Sequence[str]) -> list[Choice]:
    """A line a group, those that admit `port` first."""
    admitting_first = sorted(groups, key=lambda group: not group.admits(port))
    return [_group(each, port, marked=each.id in marked) for each in admitting_first]


def _group(group: SecurityGroup, port: int, *, marked: bool) -> Choice:
    admits = f"{'admits' if group.admits(port) else 'does not admit'} {port}"
    return Choice(group.id, f"{group.id}  {_name(group.name)}  {admits}", marked=marked)


def subnet_choice(subnet: Subnet, unreachable: str, *, marked: bool) -> Choice:
    """A line that cannot be marked where the subnet is `unreachable`, for that reason."""
    facts = f"{subnet.zone_id}  {subnet.cidr:<14} {subnet.free_addresses:>4} free"
    last = "  ".join(part for part in (plain(subnet.name, 18), f"✗ {unreachable}" if unreachable else "") if part)
    return Choice(
        subnet.id, f"{subnet.id} {facts}  {last}", marked=marked and not unreachable, disabled=bool(unreachable)
    )


def endpoint_choice(row: PrivateEndpoint) -> Choice:
    """A connection that waits to be accepted: from whom, and where it stands."""
    owner = row.connection.owner_account if row.connection else ""
    account = f"account {plain(owner, 20)}  " if owner else ""
    return Choice(row.vpc_endpoint_id, f"{row.vpc_endpoint_id}  {account}{row.vpc_id or 'VPC not visible'}")


def _name(name: str) -> str:
    return fit(plain(name, 18) or "-", 18)
