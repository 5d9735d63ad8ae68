"""Changing an endpoint that works: what AWS allows without a break, and what a change brings about. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tui.domain import cost
from tui.domain.endpoints import EndpointChange, VpcEndpoint, VpcEndpointState
from tui.domain.ids import Box, InvalidId, Unread, read, without
from tui.domain.intent import Intent
from tui.domain.network import SecurityGroup, Subnet, why_unreachable
from tui.domain.snapshot import Snapshot
from tui.domain.status import Status

_WHY_NOT = {
    Status.DELETING: "It is being deleted.",
    Status.SYSTEM_CHECKING: "It is in motion: wait until AWS says available.",
    Status.FAILED: "It failed and cannot be changed: delete it and create another.",
    Status.DRIFT: "AWS and TiDB do not agree on it: mend that first.",
    Status.REJECTED: "It was rejected and cannot be used again: delete it and create another.",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the endpoint shall be; a box whose text cannot be read whole wants nothing, and blocks."""

    subnet_ids: tuple[str, ...]
    group_ids: tuple[str, ...]
    private_dns: bool
    unread: tuple[Unread, ...] = ()

    def enter(self, box: Box, text: str) -> "Wanted":
        """`text` stands in the box."""
        others = without(self.unread, box)
        try:
            ids = read(box, text)
        except InvalidId:
            return replace(self, unread=(*others, Unread(box, text)))
        subnets, groups = (ids, self.group_ids) if box is Box.SUBNETS else (self.subnet_ids, ids)
        return Wanted(subnets, groups, self.private_dns, others)

    def text(self, box: Box) -> str:
        """What stands in the box."""
        ids = self.subnet_ids if box is Box.SUBNETS else self.group_ids
        return next((each.text for each in self.unread if each.box is box), " ".join(ids))

    def change(self, endpoint: VpcEndpoint) -> EndpointChange:
        """What makes `endpoint` so; empty where it is so already."""
        unread = {each.box for each in self.unread}
        subnets = endpoint.subnet_ids if Box.SUBNETS in unread else self.subnet_ids
        groups = endpoint.security_group_ids if Box.GROUPS in unread else self.group_ids
        return EndpointChange(
            add_subnets=_without(subnets, endpoint.subnet_ids),
            remove_subnets=_without(endpoint.subnet_ids, subnets),
            add_groups=_without(groups, endpoint.security_group_ids),
            remove_groups=_without(endpoint.security_group_ids, groups),
            private_dns=None if self.private_dns == endpoint.private_dns_enabled else self.private_dns,
        )

    def back(self, intent: Intent) -> "Wanted":
        """As it was set up here."""
        return Wanted(intent.subnet_ids, intent.security_group_ids, intent.private_dns or self.private_dns)

    def follow(self, was: "Wanted", now: "Wanted") -> "Wanted":
        """What AWS says `now` in each part that is as it `was`; what the operator changed stays."""
        return Wanted(
            now.subnet_ids if set(self.subnet_ids) == set(was.subnet_ids) else self.subnet_ids,
            now.group_ids if set(self.group_ids) == set(was.group_ids) else self.group_ids,
            now.private_dns if self.private_dns == was.private_dns else self.private_dns,
            self.unread,
        )


@dataclass(frozen=True, slots=True)
class Network:
    """What is known of the VPC around the endpoint; empty where it could not be read."""

    subnets: tuple[Subnet, ...] = ()
    groups: tuple[SecurityGroup, ...] = ()
    service_zone_ids: tuple[str, ...] = ()
    host: str = ""
    """The service's private DNS name."""
    port: int = 0

    def zone(self, subnet_id: str) -> str:
        """The subnet's AZ ID; empty where not known."""
        return next((each.zone_id for each in self.subnets if each.id == subnet_id), "")


def present(endpoint: VpcEndpoint) -> Wanted:
    """How the endpoint is."""
    return Wanted(endpoint.subnet_ids, endpoint.security_group_ids, endpoint.private_dns_enabled)


def why_not_editable(key: str, snapshot: Snapshot) -> str:
    """Why nothing can be changed of the row of that key; empty where AWS takes changes."""
    row = snapshot.row(key)
    if row is None:
        return snapshot.missing(key)
    if row.vpc_endpoint is None:
        return "Its AWS side is not visible from this account: its owner changes it."
    if row.vpc_endpoint.requester_managed:
        return "It is requester-managed: the AWS service that made it changes it."
    if row.standing.status in _WHY_NOT and not row.standing.differences:
        return _WHY_NOT[row.standing.status]
    if row.vpc_endpoint.state is not VpcEndpointState.AVAILABLE:
        return f"AWS says {row.vpc_endpoint.state_text or row.vpc_endpoint.state}: it can be changed once available."
    return ""


def blockers(wanted: Wanted, endpoint: VpcEndpoint, network: Network) -> tuple[str, ...]:
    """Why AWS would not take the change, in the order to fix it; empty where nothing speaks against it."""
    if wanted.unread:
        return tuple(f"{each.box.label}: {each.why}" for each in wanted.unread)
    if wanted.change(endpoint) == EndpointChange():
        return ("Nothing to run: the endpoint is as shown.",)
    reasons = (
        "" if wanted.subnet_ids else "At least one subnet has to stay.",
        "" if wanted.group_ids else "At least one security group has to stay.",
        *(_why_not_subnet(each, endpoint, network) for each in wanted.subnet_ids),
        _same_zone(wanted.subnet_ids, network),
        _nameless(wanted.change(endpoint), network),
    )
    return tuple(reason for reason in reasons if reason)


def effects(
    wanted: Wanted, endpoint: VpcEndpoint, network: Network, prices: cost.Prices = cost.TABLE
) -> tuple[str, ...]:
    """What will happen, in sentences; nothing is said while a box cannot be read."""
    if wanted.unread:
        return ()
    change = wanted.change(endpoint)
    return (
        *(f"Security group {each} is added: it admits at once." for each in change.add_groups),
        *(f"Security group {each} is taken away: what it alone admits is shut out." for each in change.remove_groups),
        *_closed(wanted, network),
        *(f"{each}{_in(network.zone(each))} is added: clients may use it at once." for each in change.add_subnets),
        *(
            f"{each}{_in(network.zone(each))} is taken away: connections through it break, the others stay."
            for each in change.remove_subnets
        ),
        *_dns(change, endpoint, network.host),
        *_price(wanted, endpoint, prices),
    )


def _without(ids: Iterable[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in ids if each not in others)


def _in(zone: str) -> str:
    return f" in {zone}" if zone else ""


def _why_not_subnet(subnet_id: str, endpoint: VpcEndpoint, network: Network) -> str:
    """Only of new ones: what is attached already works, however full its subnet is."""
    if subnet_id in endpoint.subnet_ids or not network.subnets:
        return ""
    found = next((each for each in network.subnets if each.id == subnet_id), None)
    if found is None:
        return f"{subnet_id} is not in {endpoint.vpc_id}."
    reason = why_unreachable(found, network.service_zone_ids)
    return f"{subnet_id}: {reason}." if reason else ""


def _same_zone(subnet_ids: Iterable[str], network: Network) -> str:
    first: dict[str, str] = {}
    for each in subnet_ids:
        zone = network.zone(each)
        if zone and first.setdefault(zone, each) != each:
            return f"{first[zone]} and {each} are both in {zone}: AWS takes one subnet a zone."
    return ""


def _closed(wanted: Wanted, network: Network) -> tuple[str, ...]:
    """A warning where it is certain that the port is shut."""
    chosen = [group for group in network.groups if group.id in wanted.group_ids]
    known = len(chosen) == len(wanted.group_ids) and chosen
    if not known or any(group.admits(network.port) for group in chosen):
        return ()
    return (f"✗ None of these security groups admits TCP {network.port}: clients will not get through.",)


def _nameless(change: EndpointChange, network: Network) -> str:
    return "The endpoint service has no private DNS name to enable." if change.private_dns and not network.host else ""


def _dns(change: EndpointChange, endpoint: VpcEndpoint, host: str) -> tuple[str, ...]:
    if change.private_dns is None:
        return ()
    if change.private_dns:
        return (f"Private DNS on: {host} leads clients in {endpoint.vpc_id} to this endpoint.",)
    return (f"✗ Private DNS off: {host} is not known in {endpoint.vpc_id} any more; AWS's own names stay.",)


def _price(wanted: Wanted, endpoint: VpcEndpoint, prices: cost.Prices) -> tuple[str, ...]:
    before, after = len(endpoint.subnet_ids), len(wanted.subnet_ids)
    if before == after:
        return ()
    was = cost.estimate(endpoint.region, before, prices).usd_per_month
    return (f"The price was about {was:.2f} USD a month; then {cost.estimate(endpoint.region, after, prices)}.",)
