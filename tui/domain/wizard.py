"""The creation flow as a value: what was entered, what the clouds say, what is still missing."""

from dataclasses import dataclass, replace

from tui.domain.clusters import Cluster, why_not_choosable
from tui.domain.draft import Draft, Step
from tui.domain.endpoints import ConnectionState, PrivateLinkService, ServiceState, VpcEndpointState
from tui.domain.ids import Box
from tui.domain.private_endpoint import PrivateEndpoint


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
        return (f"{gone} go back to Interface Endpoint and Refresh to have another service made.",)
    if step > Step.INTERFACE_ENDPOINT and (why := why_another(draft, facts)):
        return (why,)
    return ()


def why_another(draft: Draft, facts: Facts) -> str:
    """Why the VPC endpoint of `draft` can never be used (again), and what to do; empty where it can."""
    way_out = "Create another with the same answers (Another)."
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
        return "The endpoint service is not there (yet): Refresh looks again."
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
