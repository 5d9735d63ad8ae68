"""EC2's answers -> the domain's values. Pure; a missing field or an unknown word never fails.

Shapes: the EC2 model of botocore. EC2 writes states in lower camel case where its model has Pascal case: the domain's
enums read both.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from tui.domain.endpoints import DRAFT_TAG, DnsNameState, EndpointService, VpcEndpoint, VpcEndpointState
from tui.domain.network import Identity, IngressRule, NetworkInterface, SecurityGroup, Subnet, Vpc
from tui.domain.ownership import owner

Raw = Mapping[str, Any]
T = TypeVar("T")

MOST_FILTER_VALUES = 200
"""How many values EC2 takes in one filter."""

MOST_ROWS = 1000
"""How many rows EC2 gives in one page."""

_LAST_PORT = 65535
_MOST_LETTERS = 4_000
"""Of a name or a sentence; those of AWS and TiDB Cloud have some hundred at most."""


def filters(**values: Iterable[str]) -> list[dict[str, Any]]:
    """EC2 filters; a `_` in a name stands for `-`."""
    return [{"Name": name.replace("_", "-"), "Values": list(wanted)} for name, wanted in values.items()]


def rows(paginator: Any, key: str, read: Callable[[Raw], T], wanted: Iterable[Any] = ()) -> list[T]:
    """What `read` makes of every row under `key`, of all pages; asks AWS, so that it belongs into a thread."""
    pages = paginator.paginate(Filters=list(wanted), PaginationConfig={"PageSize": MOST_ROWS})
    return [read(raw) for page in pages for raw in page.get(key) or ()]


def as_json(raw: Raw) -> str:
    """An answer as AWS gave it; in ASCII, for what it holds may steer a terminal."""
    return json.dumps(raw, indent=2, default=str)


def plain(text: Any) -> str:
    """The first letters of a text from outside as one that cannot steer a terminal; empty for what is absent."""
    return "".join(letter if letter.isprintable() else " " for letter in str(text or "")[:_MOST_LETTERS])


def tags(raw: Raw) -> dict[str, str]:
    """The tags of a resource, by key."""
    return {plain(tag.get("Key")): plain(tag.get("Value")) for tag in raw.get("Tags") or ()}


def identity(raw: Raw) -> Identity:
    return Identity(raw.get("Account", ""), raw.get("Arn", ""))


def vpc(raw: Raw) -> Vpc:
    cidr = raw.get("CidrBlock", "")
    added = (each for each in raw.get("CidrBlockAssociationSet") or () if _is_associated(each))
    secondary = tuple(each for block in added if (each := plain(block.get("CidrBlock"))) and each != cidr)
    return Vpc(raw.get("VpcId", ""), tags(raw).get("Name", ""), cidr, bool(raw.get("IsDefault")), secondary)


def _is_associated(block: Raw) -> bool:
    """One that is being taken away or could not be added counts for nothing."""
    return (block.get("CidrBlockState") or {}).get("State") in {"associated", "associating"}


def subnet(raw: Raw) -> Subnet:
    return Subnet(
        id=raw.get("SubnetId", ""),
        name=tags(raw).get("Name", ""),
        cidr=raw.get("CidrBlock", ""),
        zone_id=raw.get("AvailabilityZoneId", ""),
        zone_name=raw.get("AvailabilityZone", ""),
        free_addresses=raw.get("AvailableIpAddressCount", 0),
    )


def network_interface(raw: Raw) -> NetworkInterface:
    return NetworkInterface(
        id=raw.get("NetworkInterfaceId", ""),
        subnet_id=raw.get("SubnetId", ""),
        zone_name=raw.get("AvailabilityZone", ""),
        private_ip=raw.get("PrivateIpAddress", ""),
        status=plain(raw.get("Status")),
        group_ids=tuple(group.get("GroupId", "") for group in raw.get("Groups") or ()),
    )


def security_group(raw: Raw) -> SecurityGroup:
    rules = (rule for permission in raw.get("IpPermissions") or () for rule in _ingress_rules(permission))
    name, description = plain(raw.get("GroupName")), plain(raw.get("Description"))
    return SecurityGroup(raw.get("GroupId", ""), name, description, tuple(rules))


def _ingress_rules(raw: Raw) -> Iterable[IngressRule]:
    sources = (("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6"), ("UserIdGroupPairs", "GroupId"))
    for field, key in (*sources, ("PrefixListIds", "PrefixListId")):
        for source in raw.get(field) or ():
            first, last = raw.get("FromPort", 0), raw.get("ToPort", _LAST_PORT)
            yield IngressRule(str(raw.get("IpProtocol", "")), first, last, source.get(key, ""))


def vpc_endpoint(raw: Raw, region: str, profile: str = "") -> VpcEndpoint:
    """An endpoint of the caller's account in `region`."""
    state = plain(raw.get("State"))
    return VpcEndpoint(
        id=raw.get("VpcEndpointId", ""),
        region=region,
        service_name=raw.get("ServiceName", ""),
        vpc_id=raw.get("VpcId", ""),
        state=VpcEndpointState(state),
        state_text=state,
        private_dns_enabled=bool(raw.get("PrivateDnsEnabled")),
        subnet_ids=tuple(raw.get("SubnetIds") or ()),
        security_group_ids=tuple(group.get("GroupId", "") for group in raw.get("Groups") or ()),
        network_interface_ids=tuple(raw.get("NetworkInterfaceIds") or ()),
        dns_names=tuple(entry.get("DnsName", "") for entry in raw.get("DnsEntries") or ()),
        owner_account=raw.get("OwnerId", ""),
        created_at=raw.get("CreationTimestamp"),
        requester_managed=bool(raw.get("RequesterManaged")),
        last_error=_last_error(raw),
        aws_profile=profile,
        draft_id=tags(raw).get(DRAFT_TAG, ""),
        managed_by=owner(tags(raw)),
    )


def _last_error(raw: Raw) -> str:
    told = raw.get("LastError") or {}
    parts = (told.get("Code"), told.get("Message"))
    return ": ".join(plain(part) for part in parts if part) or plain(raw.get("FailureReason"))


def endpoint_service(raw: Raw) -> EndpointService:
    """A ServiceDetail; its zone names are the caller's own."""
    name = plain(raw.get("PrivateDnsName"))
    return EndpointService(
        name=raw.get("ServiceName", ""),
        zone_names=tuple(raw.get("AvailabilityZones") or ()),
        zone_ids=tuple(raw.get("AvailabilityZoneIds") or ()),
        private_dns_name=name,
        dns_state=dns_state(raw.get("PrivateDnsNameVerificationState")) if name else DnsNameState.NONE,
        acceptance_required=bool(raw.get("AcceptanceRequired", True)),
    )


def dns_state(raw: Any) -> DnsNameState:
    """The state of a private DNS name that there is; one that AWS does not tell is UNKNOWN."""
    return DnsNameState(raw or "unknown")
