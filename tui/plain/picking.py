"""Boxes for IDs: what AWS has is read out by number, and any ID can be typed."""

from tui.domain.clusters import DEFAULT_PORT
from tui.domain.ids import Box
from tui.domain.network import preset_subnets, why_unreachable
from tui.operations import Operations
from tui.plain.talk import Talk
from tui.views.choices import Choice, endpoint_choice, group_choices, subnet_choice, vpc_choice
from tui.views.steps import Setup
from tui.views.steps.accept_connection import candidates


class Picking:
    """For one setup."""

    def __init__(self, talk: Talk, operations: Operations, setup: Setup) -> None:
        self._talk, self._operations, self._setup = talk, operations, setup

    async def ask(self, box: Box) -> str | None:
        """The text of the box; None: as it is. Raises PrivateEndpointError where the list cannot be read, and Left."""
        draft = self._setup.draft
        if box in {Box.SUBNETS, Box.GROUPS} and (draft.wrong(Box.VPC) or not draft.vpc_id):
            self._talk.tell("Choose the VPC first.")
            return None
        title, choices = await self._choices(box)
        return await self._talk.pick(title, choices, many=box.many, now=draft.text(box))

    async def _choices(self, box: Box) -> tuple[str, list[Choice]]:
        draft, profile = self._setup.draft, self._setup.facts.aws_profile
        if box is Box.ENDPOINT:
            return "Connections that wait to be accepted:", [endpoint_choice(row) for row in candidates(self._setup)]
        if box is Box.VPC:
            vpcs = await self._operations.vpcs_with_dns(draft.region, profile)
            return f"VPCs in {draft.region}:", [vpc_choice(*each) for each in vpcs]
        if box is Box.SUBNETS:
            return f"Subnets of {draft.vpc_id}:", await self._subnets()
        groups = await self._operations.security_groups(draft.region, draft.vpc_id, profile)
        cluster = self._setup.facts.cluster
        port = cluster.port if cluster else DEFAULT_PORT
        return f"Security groups of {draft.vpc_id}:", group_choices(groups, port, draft.security_group_ids)

    async def _subnets(self) -> list[Choice]:
        """Those that the screen would have marked say so."""
        draft, service = self._setup.draft, self._setup.facts.service
        read = await self._operations.subnets(draft.region, draft.vpc_id, self._setup.facts.aws_profile)
        zones = service.zone_ids if service else ()
        marked = draft.subnet_ids or (preset_subnets(tuple(read), zones) if zones else ())
        return [subnet_choice(each, why_unreachable(each, zones), marked=each.id in marked) for each in read]
