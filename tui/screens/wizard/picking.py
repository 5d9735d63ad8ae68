"""Lists read from AWS for the boxes of Interface Endpoint."""

from textual import on, work

from tui.domain.clusters import DEFAULT_PORT
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box
from tui.domain.network import Subnet, preset_subnets, why_unreachable
from tui.screens.dialogs import PickerDialog, ProblemDialog
from tui.screens.wizard.base import WizardScreen
from tui.views.choices import Choice, group_choices, subnet_choice, vpc_choice
from tui.widgets.id_field import IdField


class PicksNetwork(WizardScreen):
    """Offers VPCs, subnets and security groups; what is taken stands in the box as if typed."""

    @on(IdField.PickRequested)
    @work(exclusive=True, group="picking")
    async def _pick(self, event: IdField.PickRequested) -> None:
        field = event.field
        if field.box is not Box.VPC and (self.draft.wrong(Box.VPC) or not self.draft.vpc_id):
            self.notify("Choose the VPC first.", markup=False)
            return
        self.busy = "Reading from AWS …"
        try:
            title, choices = await self._choices(field.box)
        except PrivateEndpointError as error:
            self.busy = ""
            await self.ask(ProblemDialog(error))
            return
        self.busy = ""
        taken = await self.ask(PickerDialog(title, choices, many=field.box.many))
        if taken:
            field.show(" ".join(taken))
            self.focus_next("Input, #next:enabled, #run")

    async def _choices(self, box: Box) -> tuple[str, list[Choice]]:
        region, vpc_id, profile = self.draft.region, self.draft.vpc_id, self.facts.aws_profile
        if box is Box.VPC:
            vpcs = await self._operations.vpcs_with_dns(region, profile)
            return f"VPCs in {region}", [vpc_choice(*each) for each in vpcs]
        if box is Box.SUBNETS:
            known = self.facts.service and self.facts.service.zone_ids
            title = f"Subnets of {vpc_id}{'' if known else ' (which zones the service is in is not known yet)'}"
            return title, self._subnets(await self._operations.subnets(region, vpc_id, profile))
        groups = await self._operations.security_groups(region, vpc_id, profile)
        return f"Security groups of {vpc_id}", group_choices(groups, self._port, self.draft.security_group_ids)

    @property
    def _port(self) -> int:
        return self.facts.cluster.port if self.facts.cluster else DEFAULT_PORT

    def _subnets(self, subnets: list[Subnet]) -> list[Choice]:
        zones = self.facts.service.zone_ids if self.facts.service else ()
        marked = self.draft.subnet_ids or (preset_subnets(tuple(subnets), zones) if zones else ())
        return [subnet_choice(each, why_unreachable(each, zones), marked=each.id in marked) for each in subnets]
