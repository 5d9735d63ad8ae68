"""What the operator entered, and the steps it is entered in. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from tui.domain.clusters import Cluster
from tui.domain.endpoints import EndpointRequest, Owner
from tui.domain.ids import Box, InvalidId, Unread, read, without
from tui.domain.tagging import PLAIN


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


def asked(draft: Draft, service_name: str, cluster: Cluster | None) -> EndpointRequest:
    """What CreateVpcEndpoint is asked for; a placeholder stands for what is not known, or cannot be read."""
    open_ = {each.box for each in draft.unread}
    groups = ("<your_security_group_ids>",) if Box.GROUPS in open_ else draft.security_group_ids
    region, vpc_id = draft.region or "<your_region>", ("" if Box.VPC in open_ else draft.vpc_id) or "<your_vpc_id>"
    tagging, name = (cluster.tagging, cluster.named(draft.node_group_id)) if cluster else (PLAIN, draft.cluster_id)
    return EndpointRequest(
        draft.id,
        region,
        service_name or "<your_endpoint_service_name>",
        vpc_id,
        draft.subnet_ids or ("<your_application_subnet_ids>",),
        groups,
        tagging.of_endpoint(cluster=name, region=region, vpc=vpc_id),
    )
