"""The creation flow as a value: what was entered, what the clouds say, what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from tui.domain.clusters import Cluster, why_not_choosable
from tui.domain.endpoints import (
    ConnectionState,
    EndpointRequest,
    Owner,
    PrivateEndpoint,
    PrivateLinkService,
    ServiceState,
    VpcEndpointState,
)
from tui.domain.ids import Box, InvalidId, Unread, read, without


class Step(IntEnum):
    """The five steps, in the order of the flow bar."""

    CHOOSE_CLUSTER = 1
    SERVICE_ENDPOINT = 2
    INTERFACE_ENDPOINT = 3
    ACCEPT_ENDPOINT_CONNECTION = 4
    ENABLE_PRIVATE_DNS = 5

    @property
    def label(self) -> str:
        """The step's name as the flow bar has it."""
        return "Enable Private DNS" if self is Step.ENABLE_PRIVATE_DNS else self.name.replace("_", " ").title()


@dataclass(frozen=True, slots=True)
class SetAside:
    """What was entered for a VPC that is not the chosen one now, as its boxes had it."""

    vpc_id: str
    subnets: str = ""
    groups: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the operator entered; kept on disk until the endpoint is finished.

    A box whose text cannot be read whole has no answer: the text is in `unread`, and blocks. Only the VPC is still the
    one that the subnets and security groups belong to.
    """

    id: str
    """UUID; ClientToken of the create and value of the tag, so that it is found again."""
    cluster_id: str = ""
    node_group_id: str = ""
    region: str = ""
    vpc_id: str = ""
    subnet_ids: tuple[str, ...] = ()
    security_group_ids: tuple[str, ...] = ()
    vpc_endpoint_id: str = ""
    service_asked_at: datetime | None = None
    """When we asked for the endpoint service; AWS keeps no such time."""
    unread: tuple[Unread, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    @property
    def owner(self) -> Owner:
        """Whose endpoint service it is for."""
        return self.cluster_id, self.node_group_id

    @property
    def untouched(self) -> bool:
        """Whether nothing was entered that another new setup for the same node group would not have."""
        kept = Draft(self.id, *self.owner, self.region, service_asked_at=self.service_asked_at)
        return kept == self

    def with_cluster(self, cluster: Cluster) -> "Draft":
        """Another cluster: forgets region and below."""
        return self if cluster.id == self.cluster_id else Draft(self.id, cluster.id)

    def with_node_group(self, key: str) -> "Draft":
        """Another node group of the same cluster: forgets all below, as another endpoint service is meant."""
        return self if key == self.node_group_id else Draft(self.id, self.cluster_id, key)

    def with_region(self, region: str) -> "Draft":
        """Another region: forgets the VPC and below."""
        return self if region == self.region else Draft(self.id, self.cluster_id, self.node_group_id, region)

    def with_vpc_endpoint(self, vpc_endpoint_id: str) -> "Draft":
        """The VPC endpoint that this setup is about."""
        return replace(self, vpc_endpoint_id=vpc_endpoint_id, unread=without(self.unread, Box.ENDPOINT))

    def text(self, box: Box) -> str:
        """What stands in the box."""
        entered = next((each.text for each in self.unread if each.box is box), None)
        return " ".join(each for each in self._answer(box) if each) if entered is None else entered

    def wrong(self, box: Box) -> str:
        """Why the text of the box is not its answer, as a sentence; empty where it is."""
        entered = next((each for each in self.unread if each.box is box), None)
        if entered is None:
            return ""
        if not entered.text.strip():
            return f"Enter the {box.label}."
        aside = f", and sets the subnets and security groups of {self.vpc_id} aside" if self.vpc_id else ""
        return f"{box.label}: {entered.why or f'Tab takes {entered.text.strip()}{aside}.'}"

    def enter(self, box: Box, text: str, *, left: bool = True) -> "Draft":
        """`text` stands in the box.

        Subnets and security groups go only for a VPC that is another for sure, so not before its box was `left`: eight
        digits may be the first of seventeen. They are set aside, and come back with their VPC.
        """
        try:
            ids = read(box, text)
        except InvalidId:
            return self._without_answer(box, text)
        if box is not Box.VPC:
            return self._with_answer(box, ids)
        vpc_id = next(iter(ids), "")
        if vpc_id == self.vpc_id or not self._network or (vpc_id and left):
            return self._with_vpc(vpc_id)
        return self._without_answer(box, text)

    @property
    def _network(self) -> str:
        """What belongs to the VPC; empty where nothing was entered."""
        return self.text(Box.SUBNETS) + self.text(Box.GROUPS)

    def _with_vpc(self, vpc_id: str) -> "Draft":
        moved = self._with_answer(Box.VPC, (vpc_id,))
        if vpc_id == self.vpc_id or (not self.vpc_id and self._network):
            return moved
        back = next((each for each in self.set_aside if each.vpc_id == vpc_id), SetAside(vpc_id))
        others = tuple(each for each in self.set_aside if each.vpc_id not in {vpc_id, self.vpc_id})
        here = (SetAside(self.vpc_id, self.text(Box.SUBNETS), self.text(Box.GROUPS)),) if self._network else ()
        moved = replace(moved, set_aside=(*others, *here))
        return moved.enter(Box.SUBNETS, back.subnets).enter(Box.GROUPS, back.groups)

    def _without_answer(self, box: Box, text: str) -> "Draft":
        kept = self.vpc_id if box is Box.VPC and self._network else ""
        emptied = self._with_answer(box, (kept,) if kept else ())
        return replace(emptied, unread=(*emptied.unread, Unread(box, text)))

    def _answer(self, box: Box) -> tuple[str, ...]:
        return {
            Box.VPC: (self.vpc_id,),
            Box.SUBNETS: self.subnet_ids,
            Box.GROUPS: self.security_group_ids,
            Box.ENDPOINT: (self.vpc_endpoint_id,),
        }[box]

    def _with_answer(self, box: Box, ids: tuple[str, ...]) -> "Draft":
        kept = replace(self, unread=without(self.unread, box))
        match box:
            case Box.VPC:
                return replace(kept, vpc_id=next(iter(ids), ""))
            case Box.SUBNETS:
                return replace(kept, subnet_ids=ids)
            case Box.GROUPS:
                return replace(kept, security_group_ids=ids)
            case Box.ENDPOINT:
                return replace(kept, vpc_endpoint_id=next(iter(ids), ""))


def twin(draft: Draft, others: Iterable[Draft]) -> Draft | None:
    """The unfinished setup that a new one, `draft`, would be identical to."""
    known = tuple(others)
    if not draft.untouched or any(each.id == draft.id for each in known):
        return None
    return next((each for each in known if each.owner == draft.owner and each.untouched), None)


def asked(draft: Draft, service_name: str) -> EndpointRequest:
    """What CreateVpcEndpoint is asked for; a placeholder stands for what is not known, or cannot be read."""
    open_ = {each.box for each in draft.unread}
    groups = ("<your_security_group_ids>",) if Box.GROUPS in open_ else draft.security_group_ids
    return EndpointRequest(
        draft.id,
        draft.region or "<your_region>",
        service_name or "<your_endpoint_service_name>",
        ("" if Box.VPC in open_ else draft.vpc_id) or "<your_vpc_id>",
        draft.subnet_ids or ("<your_application_subnet_ids>",),
        groups,
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the clouds say about one draft."""

    cluster: Cluster | None = None
    service: PrivateLinkService | None = None
    endpoint: PrivateEndpoint | None = None
    clusters_read: bool = True
    """Whether TiDB's side ever answered; a cluster that is missing before is not gone."""
    gone: bool = False
    """Whether the draft's endpoint was looked up by its ID, and is not there any more."""
    drifted: bool = False
    """Whether one side has the endpoint and the other does not know it any more."""

    @property
    def service_active(self) -> bool:
        """Whether the endpoint service can be connected to."""
        return self.service is not None and self.service.state is ServiceState.ACTIVE

    @property
    def available(self) -> bool:
        """Whether the endpoint can carry traffic; TiDB's word counts where AWS's side is not visible."""
        if self.drifted:
            return False
        aws = self.endpoint.vpc_endpoint if self.endpoint else None
        tidb = self.endpoint.connection if self.endpoint else None
        if aws is None:
            return tidb is not None and tidb.state is ConnectionState.ACTIVE
        return aws.state is VpcEndpointState.AVAILABLE and not (tidb and tidb.ended)

    @property
    def aws_profile(self) -> str:
        """With whose credentials the endpoint is read and changed, or is going to be made."""
        seen = self.endpoint.vpc_endpoint if self.endpoint else None
        if seen:
            return seen.aws_profile
        return self.cluster.aws_profile if self.cluster else ""

    @property
    def private_dns(self) -> bool:
        """Whether AWS says that private DNS is on."""
        return bool(self.endpoint and self.endpoint.private_dns)


class StepIncomplete(Exception):  # noqa: N818 - reads as what it says
    """Next was asked for while something blocks it."""

    def __init__(self, step: Step, reasons: tuple[str, ...]) -> None:
        super().__init__(f"{step.label}: {' '.join(reasons)}")
        self.reasons = reasons


def cross_region(cluster: Cluster, region: str) -> str:
    """Why `region` cannot be chosen for `cluster`; empty if it can."""
    if region == cluster.region:
        return ""
    return (
        f"{cluster.name} is in {cluster.region}: private endpoints across regions are not supported. "
        f"Choose {cluster.region}."
    )


def blockers(step: Step, draft: Draft, facts: Facts) -> tuple[str, ...]:
    """What keeps Next from working on `step`, in the order to fix it; empty when the step is complete."""
    return lost(step, draft, facts) or _BLOCKERS[step](draft, facts)


def lost(step: Step, draft: Draft, facts: Facts) -> tuple[str, ...]:
    """What `step` stands on and somebody took away meanwhile, with what to do; empty if all is there."""
    if step is Step.CHOOSE_CLUSTER or not draft.cluster_id or not facts.clusters_read:
        return ()
    if facts.cluster is None:
        return ("The cluster is not there any more: go back to Choose Cluster and choose another one.",)
    if step > Step.INTERFACE_ENDPOINT and facts.service is None:
        gone = "The endpoint service is not there any more, so the endpoint cannot be used: discard this setup, or"
        return (f"{gone} go back to Interface Endpoint and press F5 to have another service made.",)
    if step > Step.INTERFACE_ENDPOINT and (why := why_another(draft, facts)):
        return (why,)
    return ()


def why_another(draft: Draft, facts: Facts) -> str:
    """Why the VPC endpoint of `draft` can never be used (again), and what to do; empty where it can."""
    way_out = "Create another with the same answers (F2)."
    if facts.gone:
        return f"{draft.vpc_endpoint_id} is not there any more. {way_out}"
    aws = facts.endpoint.vpc_endpoint if facts.endpoint else None
    tidb = facts.endpoint.connection if facts.endpoint else None
    if aws and aws.ended:
        return f"AWS says {aws.state_text or aws.state} of {aws.id}: it cannot be used again. {way_out}"
    if tidb and tidb.state is ConnectionState.REJECTED:
        return f"TiDB's side rejected {draft.vpc_endpoint_id}: it cannot be used again. {way_out}"
    return ""


def _choose_cluster(draft: Draft, facts: Facts) -> tuple[str, ...]:
    if not draft.cluster_id:
        return ("Choose a cluster.",)
    if facts.cluster is None:
        gone = "The cluster is not there any more. Choose another one."
        return (gone if facts.clusters_read else "The clusters are not read yet.",)
    made = bool(draft.vpc_endpoint_id)  # paid for: TiDB's side answers whether it goes on
    if (reason := why_not_choosable(facts.cluster)) and not made:
        return (f"{facts.cluster.name} {reason}.",)
    groups = {group.key for group in facts.cluster.node_groups} or {""}
    return () if draft.node_group_id in groups else ("The node group is not there any more. Choose another one.",)


def _service_endpoint(draft: Draft, facts: Facts) -> tuple[str, ...]:
    if not draft.region:
        return ("Choose a region.",)
    reason = cross_region(facts.cluster, draft.region) if facts.cluster else ""
    return (reason,) if reason else ()


def _interface_endpoint(draft: Draft, facts: Facts) -> tuple[str, ...]:
    if draft.vpc_endpoint_id:
        return ()
    needs = (
        draft.wrong(Box.VPC) or ("" if draft.vpc_id else "Enter the VPC ID."),
        draft.wrong(Box.SUBNETS) or ("" if draft.subnet_ids else "Enter at least one subnet ID."),
        draft.wrong(Box.GROUPS),
        "" if facts.service_active else _service_text(facts),
    )
    return tuple(reason for reason in needs if reason)


def _service_text(facts: Facts) -> str:
    if facts.service is None:
        return "The endpoint service is not there (yet): F5 looks again."
    doing = {
        ServiceState.CREATING: "still being created",
        ServiceState.DELETING: "being deleted",
        ServiceState.FAILED: "failed",
    }
    return f"The endpoint service is {doing.get(facts.service.state, 'not active')}."


def _accept(draft: Draft, facts: Facts) -> tuple[str, ...]:
    if wrong := draft.wrong(Box.ENDPOINT):
        return (wrong,)
    if not draft.vpc_endpoint_id:
        return ("Enter the VPC endpoint ID.",)
    if facts.endpoint is None:
        return (f"{draft.vpc_endpoint_id} is not to be seen at this cluster's endpoint service.",)
    return () if facts.available else (facts.endpoint.standing.next,)


def _enable_private_dns(draft: Draft, facts: Facts) -> tuple[str, ...]:
    if facts.endpoint is None:
        return (f"{draft.vpc_endpoint_id} was not read the last time: it is looked up.",)
    unseen = facts.endpoint.private_dns is None
    nameless = facts.service is not None and not facts.service.private_dns_name
    return () if facts.private_dns or unseen or nameless else ("Private DNS is not on yet: run the command.",)


_BLOCKERS = {
    Step.CHOOSE_CLUSTER: _choose_cluster,
    Step.SERVICE_ENDPOINT: _service_endpoint,
    Step.INTERFACE_ENDPOINT: _interface_endpoint,
    Step.ACCEPT_ENDPOINT_CONNECTION: _accept,
    Step.ENABLE_PRIVATE_DNS: _enable_private_dns,
}


@dataclass(frozen=True, slots=True)
class Wizard:
    """Where one is in the flow."""

    step: Step
    draft: Draft

    def next(self, facts: Facts) -> "Wizard":
        """One step on; StepIncomplete if something blocks."""
        if reasons := blockers(self.step, self.draft, facts):
            raise StepIncomplete(self.step, reasons)
        return replace(self, step=Step(min(self.step + 1, Step.ENABLE_PRIVATE_DNS)))

    def back(self) -> "Wizard | None":
        """One step back; None from the first, which leaves the flow."""
        return None if self.step is Step.CHOOSE_CLUSTER else replace(self, step=Step(self.step - 1))


def resume(draft: Draft, facts: Facts) -> Wizard:
    """Reopen a draft at its first incomplete step: what reality says counts, not where it was left.

    Next lets an operator go on who made the endpoint elsewhere; as long as none is known, the step that makes it is
    incomplete.
    """
    last = Step.ENABLE_PRIVATE_DNS if draft.text(Box.ENDPOINT) else Step.INTERFACE_ENDPOINT
    return Wizard(next(step for step in Step if step is last or blockers(step, draft, facts)), draft)
