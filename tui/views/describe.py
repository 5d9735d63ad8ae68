"""What the Describe page says: from what is known to sections of text. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tui import keymap
from tui.domain.clusters import DEFAULT_PORT, Cluster
from tui.domain.endpoints import DnsNameState, PrivateLinkService, VpcEndpoint
from tui.domain.errors import ended
from tui.domain.network import IngressRule, NetworkInterface, SecurityGroup, Subnet
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.domain.status import MARKS
from tui.monitor.cached import Cached
from tui.monitor.history import Change, Entry
from tui.views import waiting
from tui.views.next_step import with_keys
from tui.views.plain import clock_time, plain
from tui.views.sections import Block, Fact, Section
from tui.views.words import WHOSE

SUBNETS, INTERFACES, GROUPS = "Subnets", "Interfaces", "Security groups"
"""What is read for this page alone."""

_Part = Cached[Sequence[Subnet]] | Cached[Sequence[NetworkInterface]] | Cached[Sequence[SecurityGroup]]


@dataclass(frozen=True, slots=True)
class Network:
    """Where the VPC endpoint stands, each part with its age or why it could not be read."""

    subnets: Cached[Sequence[Subnet]] = field(default=Cached(()))
    interfaces: Cached[Sequence[NetworkInterface]] = field(default=Cached(()))
    groups: Cached[Sequence[SecurityGroup]] = field(default=Cached(()))
    reading: frozenset[str] = frozenset()
    """The parts that are being read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The private endpoint as it is, or as it last was."""

    row: PrivateEndpoint
    at: datetime | None
    """When it was last there."""
    missing: bool = False
    """Whether the last poll did not have it."""
    gone: bool = False
    """Whether it was looked up by its ID since, and is not there any more."""


def head(seen: Seen, snapshot: Snapshot, keys: str = "") -> tuple[Block, ...]:
    """Status, whose turn, next step; with the keys of the scope `keys`, where there are keys."""
    row = seen.row
    where = " · ".join(plain(each, 60) for each in (row.vpc_endpoint_id or row.key, row.region, row.cluster_name))
    if seen.missing:
        was = f"It was {row.standing.status} at {clock_time(seen.at)}; below is what was known of it then."
        said = "✗ Not there any more" if seen.gone else "? Not read the last time: it is looked up"
        return (Section(said, (("", was), ("", f"{keymap.key('detail', 'close')} leads back.")), where),)
    standing = row.standing
    facts = (
        ("Whose turn", f"{WHOSE[standing.turn]}{_since(row)}"),
        *_waited(row, snapshot),
        ("Next step", with_keys(plain(standing.next), keys)),
    )
    return (Section(f"{MARKS[standing.status]} {standing.status}", facts, where),)


def _waited(row: PrivateEndpoint, snapshot: Snapshot) -> Iterator[Fact]:
    if waited := waiting.waiting(row, snapshot):
        yield "Waited", "\n".join(filter(None, (waiting.so_far(waited, snapshot), waiting.late(waited, snapshot))))


def _since(row: PrivateEndpoint) -> str:
    if row.since is None:
        return ""
    return f" · {row.standing.status} since {'' if row.since_exact else 'before '}{moment(row.since)}"


def body(
    seen: Seen, snapshot: Snapshot, network: Network, entries: Sequence[Entry], watched: datetime | None
) -> tuple[Block, ...]:
    """Both halves, where it stands in the network, and what happened."""
    row = seen.row
    cluster = snapshot.cluster(row.cluster_id)
    halves = Section("AWS side", tuple(_aws(row, snapshot))), Section("TiDB side", tuple(_tidb(row, cluster)))
    parts: tuple[Block, ...] = ()
    if endpoint := row.vpc_endpoint:
        port = cluster.port if cluster else DEFAULT_PORT
        parts = (_places(endpoint, network), _groups(endpoint, network, port))
    return (*_otherwise(row), halves, *parts, _history(entries, watched))


def _otherwise(row: PrivateEndpoint) -> Iterator[Section]:
    """What AWS has otherwise than it was set up here."""
    if row.intent and row.standing.differences:
        facts = (
            (_titled(each.what), f"set up  {each.set_up}\nnow     {each.now}") for each in row.standing.differences
        )
        seen = ("Seen since", moment(row.since))
        yield Section("Not as it was set up here", (*facts, seen), f"set up {moment(row.intent.at)}")


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]


def _aws(row: PrivateEndpoint, snapshot: Snapshot) -> Iterator[Fact]:
    endpoint = row.vpc_endpoint
    if endpoint is None:
        yield "", f"AWS side not visible. {why_not_visible(row, snapshot)}"
        return
    yield "VPC endpoint", plain(endpoint.id, 60)
    yield "State", plain(endpoint.state_text or endpoint.state, 80)
    if endpoint.last_error:
        yield "Last error", plain(endpoint.last_error)
    yield "Private DNS", "on" if endpoint.private_dns_enabled else "off"
    yield "VPC", plain(endpoint.vpc_id, 60)
    yield "DNS names", _lines(endpoint.dns_names) or "none yet"
    yield "Owner account", plain(endpoint.owner_account, 40) or "not told"
    yield "Created", moment(endpoint.created_at)
    yield "Made by", _maker(endpoint)
    if row.intent and not row.standing.differences:
        yield "Set up here", moment(row.intent.at)


def why_not_visible(row: PrivateEndpoint, snapshot: Snapshot) -> str:
    """Why AWS's side of `row` is not on the screen, as a sentence."""
    for reading in snapshot.aws_readings(row):
        if reading.problem:
            return f"AWS could not be asked: {_told(reading.problem.summary, reading.problem.remedy)}"
    owner = row.connection.owner_account if row.connection else ""
    accounts = sorted(identity.account for identity in snapshot.identities.values())
    if owner and accounts and owner not in accounts:
        return f"It belongs to account {plain(owner, 40)}; you are signed in to {plain(', '.join(accounts), 60)}."
    return f"AWS tells the account{'s' if len(accounts) > 1 else ''} you are signed in to nothing about it."


def _maker(endpoint: VpcEndpoint) -> str:
    if endpoint.draft_id:
        return "this program"
    if endpoint.requester_managed:
        return "an AWS service (requester-managed): change and delete it there"
    if endpoint.managed_by:
        return f"{plain(endpoint.managed_by, 100)}, as its tags tell: better change it there"
    return "hand or another program (not requester-managed)"


def _tidb(row: PrivateEndpoint, cluster: Cluster | None) -> Iterator[Fact]:
    yield "Cluster", plain(row.cluster_name, 120) or "not known"
    yield "Cluster ID", plain(row.cluster_id, 255)
    if cluster:
        yield "Cluster state", f"{_spoken(cluster.state, cluster.state_text)} · {cluster.tier} · port {cluster.port}"
    if row.service:
        yield from _service(row.service)
    else:
        yield "Service", "The endpoint service is not visible."
    connection = row.connection
    if connection is None:
        yield "Connection", "TiDB knows no connection of this endpoint."
        return
    yield "Connection", _spoken(connection.state, connection.state_text)
    if connection.id:
        yield "Connection ID", plain(connection.id, 120)
    if connection.message:
        yield "Message", f"{plain(connection.message)} (may be out of date)"
    if connection.owner_account:  # TiDB Cloud tells neither
        yield "Asked by", f"account {plain(connection.owner_account, 40)}"
    if connection.created_at:
        yield "Asked", moment(connection.created_at)


def _service(service: PrivateLinkService) -> Iterator[Fact]:
    yield "Service", plain(service.name, 120) or "no name yet"
    yield "Service state", _spoken(service.state, service.state_text)
    yield "Zones", ", ".join(plain(each, 30) for each in service.zone_ids) or "not told"
    yield "Private name", plain(service.private_dns_name, 255) or "none"
    if service.dns_state is not DnsNameState.NONE:
        yield "Verification", service.dns_state
    if service.dns_record:
        yield "To publish", plain(service.dns_record)


def _places(endpoint: VpcEndpoint, network: Network) -> Section:
    """Each subnet with its zone, and the network interface in it."""
    facts = (*_failures((SUBNETS, network.subnets), (INTERFACES, network.interfaces)), *_by_subnet(endpoint, network))
    return Section("Subnets and network interfaces", facts, _age(network, SUBNETS, INTERFACES))


def _by_subnet(endpoint: VpcEndpoint, network: Network) -> Iterator[Fact]:
    subnets = {each.id: each for each in network.subnets.facts}
    ours = (each for each in network.interfaces.facts if each.id in endpoint.network_interface_ids)
    interfaces = {each.subnet_id: each for each in ours}
    for id_ in endpoint.subnet_ids:
        subnet, interface = subnets.get(id_), interfaces.get(id_)
        zone = subnet.zone_id if subnet else interface.zone_name if interface else ""
        lines = (" ".join((plain(id_, 60), *_subnet(subnet))), _interface(interface))
        yield plain(zone, 15) or "zone not known", "\n".join(line for line in lines if line)


def _subnet(subnet: Subnet | None) -> Iterator[str]:
    if subnet:
        yield from (plain(each, 40) for each in (subnet.cidr, subnet.zone_name, subnet.name) if each)


def _interface(interface: NetworkInterface | None) -> str:
    if interface is None:
        return ""
    address = plain(interface.private_ip, 60) or "no address yet"
    return f"{address} · {plain(interface.status, 30)} · {plain(interface.id, 60)}"


def _groups(endpoint: VpcEndpoint, network: Network, port: int) -> Section:
    """Which rule of which group admits the port; AWS lets in what any of them admits."""
    side = network.groups
    known = {each.id: each for each in side.facts if each.id in endpoint.security_group_ids}
    facts = [*_failures((GROUPS, side))]
    if known and not any(group.admits(port) for group in known.values()):
        facts.append(
            ("", f"✗ No group admits TCP {port}: connections will time out. Add a rule for it to one of them.")
        )
    if side.as_of:
        facts += [_group(id_, known.get(id_), port) for id_ in endpoint.security_group_ids]
    return Section(f"Security groups, for TCP {port}", tuple(facts), _age(network, GROUPS))


def _group(id_: str, group: SecurityGroup | None, port: int) -> Fact:
    if group is None:
        return "? not found", f"{plain(id_, 60)} is not among the groups of the VPC."
    name = f"{plain(id_, 60)} {plain(group.name, 60)}"
    if admitting := [rule for rule in group.ingress if rule.admits(port)]:
        return "✓ admits", "\n".join((name, *map(_rule, admitting)))
    others = "\n".join(map(_rule, group.ingress)) or "no rule at all"
    return "✗ does not", f"{name}\n{others}"


def _rule(rule: IngressRule) -> str:
    source = f"from {plain(rule.source, 60)}"
    if rule.protocol == "-1":
        return f"everything {source}"
    ports = f"{rule.from_port}" if rule.from_port == rule.to_port else f"{rule.from_port}-{rule.to_port}"
    return f"{plain(rule.protocol, 10)} {ports} {source}"


def _failures(*parts: tuple[str, _Part]) -> Iterator[Fact]:
    for name, side in parts:
        if side.problem:
            yield name, f"could not be read: {_told(side.problem.summary, side.problem.remedy)}{_shown(side.as_of)}"


def _shown(as_of: datetime | None) -> str:
    return f" Shown as of {clock_time(as_of)}." if as_of else ""


def _age(network: Network, *names: str) -> str:
    if network.reading & set(names):
        return "reading …"
    sides = {SUBNETS: network.subnets.as_of, INTERFACES: network.interfaces.as_of, GROUPS: network.groups.as_of}
    oldest = min((at for name in names if (at := sides[name])), default=None)
    return f"read {clock_time(oldest)}" if oldest else ""


def _history(entries: Sequence[Entry], watched: datetime | None) -> Section:
    facts = tuple((f"{entry.at:%m-%d %H:%M:%S}", "\n".join(map(_change, entry.changes))) for entry in entries)
    return Section("What happened", facts or (("", "Nothing changed since then."),), f"watched since {moment(watched)}")


def _change(change: Change) -> str:
    if not change.now and change.what == "Status":
        return f"Not read any more; it was {change.was}"
    was = f"{plain(change.was, 60)} → " if change.was else ""
    return f"{change.what}: {was}{plain(change.now, 60) or 'not visible any more'}"


def _spoken(state: str, text: str) -> str:
    """Our word for a state, and the provider's where it differs."""
    return state if not text or text.casefold() == state.casefold() else f"{state} (sent as {plain(text, 60)})"


def _told(summary: str, remedy: str) -> str:
    return " ".join(ended(plain(each)) for each in (summary, remedy) if each)


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(plain(each, 255) for each in texts)


def moment(at: datetime | None) -> str:
    """`2026-08-01 12:00:05 UTC`, or a dash."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if at else "-"
