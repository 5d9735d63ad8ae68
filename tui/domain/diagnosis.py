"""Why a private endpoint does not work: what AWS says, and what this machine sees. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address, ip_network

from tui.domain import checks, commands
from tui.domain import network_checks as network
from tui.domain.commands import Command
from tui.domain.endpoints import VpcEndpoint, VpcEndpointState
from tui.domain.findings import (
    CannotTell,
    Check,
    CheckInputs,
    EnablePrivateDns,
    Read,
    Rules,
    checked,
    failed,
    passed,
    told,
    waiting,
    warned,
)
from tui.domain.network import NetworkInterface
from tui.domain.probes import Reached, Resolution, Talk, Trouble

NEEDS = frozenset({"identity", "vpcs", "groups", "dns", "service"})
"""The readings of Gathered that a diagnosis looks at."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What a diagnosis looks at; readings and answers come in one by one."""

    known: CheckInputs
    interfaces: Read[Sequence[NetworkInterface]] = None
    resolution: Resolution | None = None
    local_address: str | None = None
    """This machine's address on the way to the endpoint; empty where there is no way."""
    talk: Talk | None = None

    @property
    def host(self) -> str:
        """The name that clients use: the private one, else the endpoint's own."""
        names = self.known.endpoint.dns_names if self.known.endpoint else ()
        return self.known.host or next(iter(names), "")

    @property
    def addresses(self) -> tuple[str, ...]:
        """The endpoint's own, one a subnet; empty until read."""
        found = self.interfaces if isinstance(self.interfaces, Sequence) else ()
        return tuple(each.private_ip for each in found if each.private_ip)

    @property
    def inside(self) -> bool | None:
        """Whether this machine is in the VPC, or sees it as if it were; None until that can be told."""
        if self.resolution is None or self.interfaces is None or self.local_address is None:
            return None
        return bool(set(self.resolution.addresses) & set(self.addresses)) or self._in_vpc(self.local_address)

    def _in_vpc(self, address: str) -> bool:
        vpcs = self.known.vpcs if isinstance(self.known.vpcs, Sequence) else ()
        cidr = next((each.cidr for each in vpcs if each.id == self.known.vpc_id), "")
        return bool(address and cidr) and ip_address(address) in ip_network(cidr, strict=False)


def diagnose(seen: Observed) -> tuple[Check, ...]:
    """What AWS says of the endpoint, then what this machine sees of it, if it is inside the VPC."""
    from_aws = checked(_FROM_AWS, seen.known)
    here = checked({"This machine": _here}, seen)
    return (*from_aws, *here, *(checked(_FROM_HERE, seen) if seen.inside else ()))


def _endpoint(known: CheckInputs) -> VpcEndpoint:
    if known.endpoint is None:
        raise CannotTell("The VPC endpoint is not visible from this account.", "Diagnose it from the account it is in.")
    return known.endpoint


def _visible(rule: Callable[[CheckInputs], Check], known: CheckInputs) -> Check:
    _endpoint(known)
    return rule(known)


def _service_state(known: CheckInputs) -> Check:
    service = known.facts.service
    if service is None:
        return failed("The endpoint service is not there.", "Without it the endpoint is of no use: delete it.")
    if not known.facts.service_active:
        return failed(f"The endpoint service is {service.state.title()}.", "Wait until it is Active.")
    return checks.service(known)


def _state(known: CheckInputs) -> Check:
    endpoint, row = _endpoint(known), known.facts.endpoint
    if known.facts.available:
        return passed(f"{endpoint.id}: accepted, AWS says {endpoint.state_text or endpoint.state}")
    finding = warned if endpoint.state is VpcEndpointState.PENDING else failed
    fix = row.standing.next if row else ""
    return finding(f"{endpoint.id}: AWS says {endpoint.state_text or endpoint.state}. {endpoint.last_error}", fix)


def _private_dns(known: CheckInputs) -> Check:
    endpoint = _endpoint(known)
    if endpoint.private_dns_enabled:
        return passed(f"on: {known.host or 'the service tells no name'}")
    if known.facts.service and not known.host:
        return warned("The service has no private DNS name.", "Connect by the endpoint's own DNS name.")
    command = commands.enable_private_dns(known.draft, known.context)
    if not known.facts.available:
        return warned("off, as it has to be until the connection is accepted.", "Enable it then.")
    text = f"off: {known.host} is not known in the VPC."
    return failed(text, "Enable it:", command, EnablePrivateDns(endpoint.id))


_FROM_AWS: Rules[CheckInputs] = {
    "Identity": checks.identity,
    "Endpoint service": _service_state,
    "VPC endpoint": _state,
    "Security group": partial(_visible, network.security_group),
    "Private DNS": _private_dns,
    "Private DNS name": checks.private_dns_name,
    "DNS support": partial(_visible, network.dns_support),
    "DNS hostnames": partial(_visible, network.dns_hostnames),
}


def _here(seen: Observed) -> Check:
    _endpoint(seen.known)
    if seen.inside is None:
        raise waiting()
    if seen.inside:
        return passed(f"inside {seen.known.vpc_id}: the network is probed from here")
    command = Command(("nc", "-vz", "-w", "3", seen.host, str(seen.known.port))) if seen.host else None
    raise CannotTell(
        "Not inside this VPC: network probes skipped.",
        f"Run tidb-pe, or the command, on a machine in {seen.known.vpc_id}.",
        command,
    )


def _resolution(seen: Observed) -> Check:
    found, own = told(seen.resolution), set(seen.addresses)
    if found.trouble is Trouble.TIMED_OUT:
        return failed(f"No resolver answers for {seen.host}.", "Check the DNS settings of this machine.")
    if found.trouble:
        return failed(f"{seen.host} is not known here.", _why_unknown(seen))
    told(seen.interfaces)
    text = f"{seen.host} is {', '.join(found.addresses)}"
    if own.issuperset(found.addresses):
        return passed(f"{text}: of this endpoint")
    if own & set(found.addresses):
        return warned(f"{text}: not all of this endpoint.", "A change of the endpoint takes minutes to reach DNS.")
    return failed(
        f"{text}: none of this endpoint's ({', '.join(own)}).",
        "Another endpoint has the name in this VPC, or it was answered by public DNS.",
    )


def _why_unknown(seen: Observed) -> str:
    if seen.known.endpoint and not seen.known.endpoint.private_dns_enabled:
        return "Enable private DNS: the name is known through it alone."
    return "Private DNS is on: let this machine ask the VPC's own resolver; a change takes minutes to reach it."


def _tcp(seen: Observed) -> Check:
    talk, port = told(seen.talk), seen.known.port
    where = f"{talk.address}:{port}"
    if talk.reached >= Reached.TCP:
        return passed(f"{where} is open")
    if talk.trouble is Trouble.TIMED_OUT:
        return failed(
            f"No answer from {where} within 3 s.",
            f"A security group drops it: that of the endpoint has to admit TCP {port} from {seen.local_address}.",
        )
    if talk.trouble is Trouble.NO_ROUTE:
        return failed(f"No route to {where}.", "Check the route tables and network ACLs of this machine's subnet.")
    return failed(
        f"{where} {talk.trouble} the connection.",
        f"See whether the connection is accepted, and whether TiDB listens on {port} behind the load balancer.",
    )


def _greeting(seen: Observed) -> Check:
    talk = _got(seen, Reached.TCP)
    if talk.reached >= Reached.GREETING:
        return passed(f"MySQL protocol 10, version {talk.said}")
    if talk.trouble is Trouble.SERVER_ERROR:
        return failed(f"The server says: {talk.said}", "Ask who runs TiDB.")
    if talk.trouble is Trouble.NOT_MYSQL:
        return failed("What answers does not speak MySQL.", f"Check the port: TiDB's here is {seen.known.port}.")
    silent = "says nothing" if talk.trouble is Trouble.TIMED_OUT else "closes the connection"
    return failed(
        f"The load balancer takes the connection, then {silent}.",
        "Ask who runs TiDB whether its load balancer has a healthy target.",
    )


def _tls(seen: Observed) -> Check:
    talk = _got(seen, Reached.GREETING)
    if talk.reached >= Reached.TLS:
        return passed(f"{talk.tls}; the certificate is not verified here: that takes the cluster's CA (ca.pem)")
    if talk.trouble is Trouble.NO_TLS:
        return warned("The server offers no TLS.", "Ask who runs TiDB to switch TLS on.")
    return failed("The TLS handshake does not succeed.", "TLS 1.2 or later is needed on both sides.")


def _got(seen: Observed, reached: Reached) -> Talk:
    talk = told(seen.talk)
    if talk.reached < reached:
        raise CannotTell("Not reached.")
    return talk


_FROM_HERE: Rules[Observed] = {
    "Name resolution": _resolution,
    "TCP": _tcp,
    "MySQL greeting": _greeting,
    "TLS": _tls,
}
