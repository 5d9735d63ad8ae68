"""What AWS will refuse, found out before it is asked for. Pure: what was read goes in, findings come out."""

from collections.abc import Mapping

from tui.domain import network_checks as network
from tui.domain.draft import Step
from tui.domain.endpoints import DnsNameState, VpcEndpoint
from tui.domain.errors import CredentialsError, InvalidRequest, NotFound, PermissionDenied
from tui.domain.findings import CannotTell, Check, CheckInputs, Rules, checked, failed, passed, told, warned
from tui.domain.wizard import cross_region

QUOTA = 50
"""Interface endpoints a VPC; can be raised, which nobody but AWS tells. Source: AWS PrivateLink quotas."""
NEAR_QUOTA = 45


def preflight(step: Step, known: CheckInputs) -> tuple[Check, ...]:
    """What stands in the way of `step`: Interface Endpoint or Enable Private DNS."""
    return checked(_RULES[step], known)


def needs(step: Step) -> frozenset[str]:
    """The readings of CheckInputs that the checks of `step` look at."""
    return _NEEDS[step]


def identity(known: CheckInputs) -> Check:
    """Credentials that AWS does not take are no mere gap: nothing else will work."""
    if isinstance(known.identity, CredentialsError):
        return failed(known.identity.summary, known.identity.remedy)
    caller = told(known.identity)
    return passed(f"account {caller.account}, {caller.arn}")


def _region(known: CheckInputs) -> Check:
    cluster, region = known.facts.cluster, known.draft.region
    if cluster is None or not region:
        raise CannotTell("No cluster or no region is chosen yet.")
    if reason := cross_region(cluster, region):
        return failed(reason, f"Go back to Service Endpoint and choose {cluster.region}.")
    return passed(f"{region}, that of {cluster.name}")


def service(known: CheckInputs) -> Check:
    """Whether this account may see the endpoint service, which is to say connect to it."""
    if not known.facts.service_active:
        raise CannotTell("The endpoint service is not active yet.")
    if isinstance(known.service, NotFound):
        return failed(known.service.summary, known.service.remedy)
    seen = told(known.service)
    return passed(f"{seen.name.rpartition('.')[2]} is open to this account")


def _same_service(known: CheckInputs) -> Check:
    same = [each for each in _others(known) if each.service_name == known.service_name]
    if not same:
        return passed("no other endpoint of this VPC connects to this service")
    return warned(
        f"{same[0].id} connects to this service already.",
        "Use that one: a second one costs as much, and cannot have private DNS beside it.",
    )


def dns_conflict(known: CheckInputs) -> Check:
    """Two endpoints of a VPC cannot have private DNS for one name."""
    if not known.host:
        raise CannotTell("The service has no private DNS name.")
    private = [each for each in _others(known) if may_clash(each)]
    names = {known.service_name: known.host} | dict(told(known.neighbours).names)
    clash = next(
        (each for each in private if names.get(each.service_name, "").casefold() == known.host.casefold()), None
    )
    if clash:
        return failed(
            f"{clash.id} has {known.host} in this VPC already.",
            "Use that endpoint, or turn its private DNS off first.",
        )
    if unread := [each.id for each in private if each.service_name not in names]:
        raise CannotTell(f"The private DNS name of {' '.join(unread)} could not be read.")
    return passed(f"no other endpoint of this VPC has {known.host}")


def may_clash(endpoint: VpcEndpoint) -> bool:
    """Whether its private DNS name can be that of somebody's service; AWS's own services have names of AWS."""
    return endpoint.private_dns_enabled and endpoint.service_name.startswith("com.amazonaws.vpce.")


def _others(known: CheckInputs) -> list[VpcEndpoint]:
    """The usable endpoints of the VPC but for the draft's own."""
    if not known.vpc_id or not known.service_name:
        raise CannotTell("No VPC is chosen yet." if known.service_name else "The endpoint service is not there yet.")
    own = known.draft.vpc_endpoint_id, known.draft.id
    return [
        each
        for each in told(known.neighbours).endpoints
        if not each.ended and each.id != own[0] and each.draft_id != own[1]
    ]


def _permission(known: CheckInputs) -> Check:
    if known.draft.vpc_endpoint_id:
        return passed(f"{known.draft.vpc_endpoint_id} is created already")
    if not known.can_be_created:
        raise CannotTell("AWS can be asked once VPC, subnets and endpoint service are there.")
    if isinstance(known.allowed, PermissionDenied | InvalidRequest | NotFound):
        return failed(f"AWS would refuse: {known.allowed.summary}", known.allowed.remedy)
    told(known.allowed)
    return passed("AWS would let you create it (asked by DryRun)")


def _quota(known: CheckInputs) -> Check:
    if not known.vpc_id:
        raise CannotTell("No VPC is chosen yet.")
    used = sum(not each.ended for each in told(known.neighbours).endpoints)
    text = f"{used} of {QUOTA} interface endpoints in this VPC"
    if used < NEAR_QUOTA:
        return passed(text)
    return warned(f"{text}; your quota may be higher.", "Delete one that is not needed, or have the quota raised.")


def _accepted(known: CheckInputs) -> Check:
    if known.facts.available:
        return passed("the connection is accepted and AWS says available")
    endpoint = known.facts.endpoint
    text = endpoint.standing.next if endpoint else f"{known.draft.vpc_endpoint_id or 'No endpoint'} is not to be seen."
    return failed(f"Not yet: {text}", "Go back to Accept Endpoint Connection.")


def private_dns_name(known: CheckInputs) -> Check:
    """Whether AWS knows that the domain is the service owner's."""
    service = known.facts.service
    if service is None:
        raise CannotTell("The endpoint service is not there.")
    if not service.private_dns_name:
        return warned("The service has none: there is nothing to enable.", "Connect by the endpoint's own DNS name.")
    if service.dns_state is DnsNameState.VERIFIED:
        return passed(f"{service.private_dns_name} is verified")
    if service.dns_state is DnsNameState.UNKNOWN:
        raise CannotTell(f"AWS does not tell whether {service.private_dns_name} is verified.")
    fix = f"Who runs the service adds the DNS record: {service.dns_record}" if service.dns_record else ""
    return failed(
        f"{service.private_dns_name} is not verified.", fix or "Who runs the service proves the domain to AWS."
    )


_RULES: Mapping[Step, Rules[CheckInputs]] = {
    Step.INTERFACE_ENDPOINT: {
        "Identity": identity,
        "Region": _region,
        "VPC": network.vpc_there,
        "Endpoint service": service,
        "Subnets": network.subnets,
        "Zones": network.zones,
        "Free addresses": network.free_addresses,
        "DNS support": network.dns_support,
        "DNS hostnames": network.dns_hostnames,
        "Security group": network.security_group,
        "Other endpoint": _same_service,
        "Name conflict": dns_conflict,
        "Permission": _permission,
        "Quota": _quota,
    },
    Step.ENABLE_PRIVATE_DNS: {
        "Identity": identity,
        "Connection": _accepted,
        "Private DNS name": private_dns_name,
        "DNS support": network.dns_support,
        "DNS hostnames": network.dns_hostnames,
        "Name conflict": dns_conflict,
    },
}
_EVERYTHING = frozenset({"identity", "vpcs", "subnets", "groups", "dns", "service", "neighbours", "allowed"})
_NEEDS = {
    Step.INTERFACE_ENDPOINT: _EVERYTHING,
    Step.ENABLE_PRIVATE_DNS: frozenset({"identity", "dns", "neighbours"}),
}
