"""Which setup that was begun a new wish is the same as: nothing is begun twice. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from tui.domain.draft import Draft
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot, facts
from tui.domain.wizard import why_another


class OtherAnswers(Exception):  # noqa: N818 - reads as what it says
    """In that VPC something is begun, or there, with other answers; the message says what was expected."""


def resumed(wanted: Draft, snapshot: Snapshot) -> Draft:
    """The setup to go on with: one that was begun, or that of an endpoint that is there, else `wanted`.

    Raises OtherAnswers: a second endpoint to the same service in a VPC costs as much, and gets no private DNS.
    """
    mine = [draft for draft in snapshot.drafts if draft.owner == wanted.owner]
    if begun := next((draft for draft in mine if _may_become(draft, wanted)), None):
        return _filled(begun, wanted)
    if other := next((draft for draft in mine if draft.vpc_id == wanted.vpc_id), None):
        raise OtherAnswers(_other("A setup in this VPC is begun", other.subnet_ids, other.security_group_ids))
    return _adopted(wanted, snapshot)


def _adopted(wanted: Draft, snapshot: Snapshot) -> Draft:
    """With the endpoint that is in the VPC already and can still be used."""
    there = [row for row in snapshot.rows if _usable(row, wanted, snapshot)]
    if same := next((row for row in there if _as_wanted(row, wanted)), None):
        return wanted.with_vpc_endpoint(same.vpc_endpoint_id)
    for row in there:
        if row.vpc_endpoint:
            begun = f"{row.vpc_endpoint_id} connects this VPC to the cluster already"
            raise OtherAnswers(_other(begun, row.vpc_endpoint.subnet_ids, row.vpc_endpoint.security_group_ids))
    return wanted


def _usable(row: PrivateEndpoint, wanted: Draft, snapshot: Snapshot) -> bool:
    if row.owner != wanted.owner or row.vpc_endpoint is None or row.vpc_id != wanted.vpc_id:
        return False
    draft = wanted.with_vpc_endpoint(row.vpc_endpoint_id)
    return not why_another(draft, facts(draft, snapshot))


def _as_wanted(row: PrivateEndpoint, wanted: Draft) -> bool:
    """Without security groups AWS took the default one."""
    there = row.vpc_endpoint
    groups = {*wanted.security_group_ids}
    return bool(
        there and {*there.subnet_ids} == {*wanted.subnet_ids} and groups in ({*there.security_group_ids}, set())
    )


def _may_become(draft: Draft, wanted: Draft) -> bool:
    """Whether what was entered there is as wanted, as far as it was; an endpoint was made with all of it."""
    if draft.vpc_endpoint_id and draft.vpc_id != wanted.vpc_id:
        return False
    whole = bool(draft.vpc_endpoint_id)
    answers = (
        (draft.vpc_id, wanted.vpc_id),
        (frozenset(draft.subnet_ids), frozenset(wanted.subnet_ids)),
        (frozenset(draft.security_group_ids), frozenset(wanted.security_group_ids)),
    )
    return not draft.unread and all(was == now or not (was or whole) for was, now in answers)


def _filled(begun: Draft, wanted: Draft) -> Draft:
    return replace(
        begun,
        region=wanted.region,
        vpc_id=wanted.vpc_id,
        subnet_ids=begun.subnet_ids or wanted.subnet_ids,
        security_group_ids=begun.security_group_ids or wanted.security_group_ids,
    )


def _other(begun: str, subnets: Iterable[str], groups: Iterable[str]) -> str:
    named = ",".join(groups)
    behind = f" --security-groups {named}" if named else ""
    return f"{begun}: expected --subnets {','.join(subnets)}{behind}."
