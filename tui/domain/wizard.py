"""The creation flow as a value: what was entered, what the clouds say, what is still missing."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from tui.domain.clusters import Cluster, why_not_choosable
from tui.domain.endpoints import (
    ConnectionState,
    Owner,
    PrivateEndpoint,
    PrivateLinkService,
    ServiceState,
    VpcEndpointState,
)


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
class Draft:
    """What the operator entered; kept on disk until the endpoint is finished."""

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

    @property
    def owner(self) -> Owner:
        """Whose endpoint service it is for."""
        return self.cluster_id, self.node_group_id

    def with_cluster(self, cluster: Cluster) -> "Draft":
        """Another cluster: forgets region and below."""
        return self if cluster.id == self.cluster_id else Draft(self.id, cluster.id)

    def with_node_group(self, key: str) -> "Draft":
        """Another node group of the same cluster: forgets all below, as another endpoint service is meant."""
        return self if key == self.node_group_id else Draft(self.id, self.cluster_id, key)

    def with_region(self, region: str) -> "Draft":
        """Another region: forgets the VPC and below."""
        return self if region == self.region else Draft(self.id, self.cluster_id, self.node_group_id, region)

    def with_vpc(self, vpc_id: str) -> "Draft":
        """Another VPC: forgets its subnets and security groups."""
        if vpc_id == self.vpc_id:
            return self
        return replace(self, vpc_id=vpc_id, subnet_ids=(), security_group_ids=())

    def with_subnets(self, subnet_ids: tuple[str, ...]) -> "Draft":
        """Other subnets of the same VPC."""
        return replace(self, subnet_ids=subnet_ids)

    def with_security_groups(self, security_group_ids: tuple[str, ...]) -> "Draft":
        """Other security groups of the same VPC."""
        return replace(self, security_group_ids=security_group_ids)

    def with_vpc_endpoint(self, vpc_endpoint_id: str) -> "Draft":
        """The VPC endpoint that this setup is about."""
        return replace(self, vpc_endpoint_id=vpc_endpoint_id)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the clouds say about one draft."""

    cluster: Cluster | None = None
    service: PrivateLinkService | None = None
    endpoint: PrivateEndpoint | None = None
    clusters_read: bool = True
    """Whether TiDB's side ever answered; a cluster that is missing before is not gone."""

    @property
    def service_active(self) -> bool:
        """Whether the endpoint service can be connected to."""
        return self.service is not None and self.service.state is ServiceState.ACTIVE

    @property
    def available(self) -> bool:
        """Whether the endpoint can carry traffic; TiDB's word counts where AWS's side is not visible."""
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
    return ()


def _choose_cluster(draft: Draft, facts: Facts) -> tuple[str, ...]:
    if not draft.cluster_id:
        return ("Choose a cluster.",)
    if facts.cluster is None:
        gone = "The cluster is not there any more. Choose another one."
        return (gone if facts.clusters_read else "The clusters are not read yet.",)
    if reason := why_not_choosable(facts.cluster):
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
    needs: tuple[tuple[str, object], ...] = (
        ("Enter the VPC ID.", draft.vpc_id),
        ("Enter at least one subnet ID.", draft.subnet_ids),
        (_service_text(facts), facts.service_active),
    )
    return tuple(reason for reason, met in needs if not met)


def _service_text(facts: Facts) -> str:
    if facts.service is None:
        return "The endpoint service is not there (yet): F5 looks again."
    doing = {ServiceState.CREATING: "still being created", ServiceState.DELETING: "being deleted"}
    return f"The endpoint service is {doing.get(facts.service.state, 'not active')}."


def _accept(draft: Draft, facts: Facts) -> tuple[str, ...]:
    if not draft.vpc_endpoint_id:
        return ("Enter the VPC endpoint ID.",)
    if facts.endpoint is None:
        return (f"{draft.vpc_endpoint_id} is not to be seen at this cluster's endpoint service.",)
    return () if facts.available else (facts.endpoint.standing.next,)


def _enable_private_dns(draft: Draft, facts: Facts) -> tuple[str, ...]:
    if facts.endpoint is None:
        return (f"{draft.vpc_endpoint_id} is not there any more: go back and enter another, or create one.",)
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
    last = Step.ENABLE_PRIVATE_DNS if draft.vpc_endpoint_id else Step.INTERFACE_ENDPOINT
    return Wizard(next(step for step in Step if step is last or blockers(step, draft, facts)), draft)
