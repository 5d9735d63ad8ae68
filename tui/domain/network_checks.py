"""Checks of the operator's network: VPC, subnets, zones, DNS attributes, security groups. Pure.

Source of the rules: AWS's PrivateLink guide and EC2 API reference, and the texts of its refusals.
"""

from collections.abc import Sequence

from tui.domain import commands
from tui.domain.admission import Reach, admission
from tui.domain.findings import (
    AdmitPort,
    CannotTell,
    Check,
    CheckInputs,
    TurnOnDns,
    failed,
    passed,
    told,
    warned,
)
from tui.domain.ids import Box
from tui.domain.network import DnsAttribute, Identity, SecurityGroup, Subnet, Vpc, preset_subnets


def chosen_vpc(known: CheckInputs) -> Vpc:
    """The VPC; CannotTell where it is not chosen, or not there."""
    if not known.vpc_id:
        raise CannotTell("No VPC is chosen yet.")
    vpc = next((each for each in told(known.vpcs) if each.id == known.vpc_id), None)
    if vpc is None:
        raise CannotTell(f"{known.vpc_id} is not there.")
    return vpc


def vpc_there(known: CheckInputs) -> Check:
    if known.vpc_id and known.vpc_id not in {each.id for each in told(known.vpcs)}:
        whose = f" of account {known.identity.account}" if isinstance(known.identity, Identity) else ""
        return failed(
            f"{known.vpc_id} is not in {known.draft.region}{whose}.", "Check the VPC ID, the region and the account."
        )
    vpc = chosen_vpc(known)
    return passed(f"{vpc.id} {vpc.name} {vpc.cidr}".replace("  ", " "))


def subnets(known: CheckInputs) -> Check:
    missing = [each for each in known.draft.subnet_ids if each not in {subnet.id for subnet in _all_subnets(known)}]
    if missing:
        return failed(f"{' '.join(missing)}: not in {known.vpc_id}.", _choose_subnets(known))
    zones = [subnet.zone_id for subnet in _chosen_subnets(known)]
    twice = sorted({zone for zone in zones if zones.count(zone) > 1})
    if twice:
        return failed(f"More than one subnet in {', '.join(twice)}: AWS takes one a zone.", _choose_subnets(known))
    return passed(f"{len(zones)} of {known.vpc_id}, one a zone: {', '.join(zones)}")


def zones(known: CheckInputs) -> Check:
    ids, names = _service_zones(known)
    chosen = _chosen_subnets(known)
    lacking = [each for each in chosen if (each.zone_id not in ids if ids else each.zone_name not in names)]
    if lacking:
        where = ", ".join(f"{each.zone_id} ({each.id})" for each in lacking)
        return failed(f"the service is not in {where}.", _choose_subnets(known))
    return passed(f"the service is in {', '.join(dict.fromkeys(each.zone_id for each in chosen))}")


def free_addresses(known: CheckInputs) -> Check:
    chosen = _chosen_subnets(known)
    full = [each.id for each in chosen if each.free_addresses < 1]
    if full:
        return failed(f"No free address in {' '.join(full)}.", _choose_subnets(known))
    return passed(f"at least {min(each.free_addresses for each in chosen)} in each subnet; one is needed")


def _all_subnets(known: CheckInputs) -> Sequence[Subnet]:
    if wrong := known.draft.wrong(Box.SUBNETS):
        raise CannotTell(wrong)
    if not known.vpc_id or not known.draft.subnet_ids:
        raise CannotTell("No subnets are chosen yet.")
    return told(known.subnets)


def _chosen_subnets(known: CheckInputs) -> list[Subnet]:
    chosen = [each for each in _all_subnets(known) if each.id in known.draft.subnet_ids]
    if not chosen:
        raise CannotTell("None of the subnets is there.")
    return chosen


def _choose_subnets(known: CheckInputs) -> str:
    """The fix that fits all checks of subnets, as far as it can be told."""
    try:
        fitting = preset_subnets(tuple(told(known.subnets)), _service_zones(known)[0])
    except CannotTell:
        fitting = ()
    if fitting:
        return f"Choose {' '.join(fitting)} on Interface Endpoint."
    return "Choose other subnets of this VPC; where none fits, ask who runs the service for another zone."


def _service_zones(known: CheckInputs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """AZ IDs, or where those are not told AZ names of the caller's own account."""
    theirs = known.facts.service.zone_ids if known.facts.service else ()
    if theirs:
        return theirs, ()
    if not known.service_name:
        raise CannotTell("The service's zones are not known yet.")
    seen = told(known.service)
    if not seen.zone_ids and not seen.zone_names:
        raise CannotTell("AWS does not tell the service's zones.")
    return seen.zone_ids, seen.zone_names


def dns_support(known: CheckInputs) -> Check:
    return _dns_attribute(known, DnsAttribute.SUPPORT)


def dns_hostnames(known: CheckInputs) -> Check:
    return _dns_attribute(known, DnsAttribute.HOSTNAMES)


def _dns_attribute(known: CheckInputs, attribute: DnsAttribute) -> Check:
    if not known.vpc_id:
        raise CannotTell("No VPC is chosen yet.")
    if told(known.dns).has(attribute):
        return passed(f"{attribute} is on")
    command = commands.turn_on_dns(known.draft.region, known.vpc_id, attribute, known.context)
    text = f"{attribute} is off: AWS refuses private DNS in {known.vpc_id}."
    return failed(text, "Turn it on:", command, TurnOnDns(known.vpc_id, attribute))


def security_group(known: CheckInputs) -> Check:
    """Whether the endpoint's groups admit the port from the VPC; the default group is judged where none is chosen."""
    vpc, every = chosen_vpc(known), told(known.groups)
    wanted = known.group_ids or tuple(each.id for each in every if each.name == "default")
    missing = [each for each in wanted if each not in {group.id for group in every}]
    if missing or not wanted:
        return failed(f"{' '.join(missing) or 'No group'}: not in {vpc.id}.", "Choose a security group of the VPC.")
    found = admission([each for each in every if each.id in wanted], known.port, vpc.cidr)
    whose = f"{' '.join(wanted)}{'' if known.group_ids else ' (the default group of the VPC)'}"
    if found.reach is Reach.VPC:
        return passed(f"TCP {known.port} from {', '.join(found.sources)}, by {whose}")
    grave = found.reach in {Reach.OUTSIDE, Reach.NOBODY}
    text = f"TCP {known.port} only from {found.reach}: {', '.join(found.sources)}; see {whose}."
    if found.reach is Reach.NOBODY:
        text = f"TCP {known.port} is not admitted by {whose}."
    repair = AdmitPort(wanted[0], known.port, vpc.cidr)
    command = commands.admit_port(known.draft.region, repair.group_id, repair.port, repair.cidr, known.context)
    return (failed if grave else warned)(text, _admitting(known, every, vpc), command, repair)


def _admitting(known: CheckInputs, every: Sequence[SecurityGroup], vpc: Vpc) -> str:
    other = next((each for each in every if admission([each], known.port, vpc.cidr).reach is Reach.VPC), None)
    choice = f"Choose {other.id} ({other.name}), which does, or add" if other else "Add"
    return f"{choice} a rule that admits {vpc.cidr}:"
