"""Lists read from AWS for the boxes of Interface Endpoint."""

from collections.abc import Sequence

from textual import on, work

from tui.domain.clusters import DEFAULT_PORT
from tui.domain.errors import PrivateEndpointError
from tui.domain.ids import Box
from tui.domain.network import (
    SecurityGroup,
    Subnet,
    Vpc,
    VpcDns,
    preset_subnets,
    why_no_private_dns,
    why_unreachable,
)
from tui.screens.dialogs import Choice, PickerDialog, ProblemDialog
from tui.screens.wizard.base import WizardScreen
from tui.views.plain import fit, plain
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
            return f"VPCs in {region}", [_vpc(*each) for each in vpcs]
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


def _vpc(vpc: Vpc, dns: VpcDns | None) -> Choice:
    default = "  (default)" if vpc.is_default else ""
    lacking = f"  ✗ {why_no_private_dns(dns)}" if dns and why_no_private_dns(dns) else ""
    return Choice(vpc.id, f"{vpc.id}  {_name(vpc.name)}  {vpc.cidr}{default}{lacking}")


def group_choices(groups: Sequence[SecurityGroup], port: int, marked: Sequence[str]) -> list[Choice]:
    """A line a group, those that admit `port` first."""
    admitting_first = sorted(groups, key=lambda group: not group.admits(port))
    return [_group(each, port, marked=each.id in marked) for each in admitting_first]


def _group(group: SecurityGroup, port: int, *, marked: bool) -> Choice:
    admits = f"{'admits' if group.admits(port) else 'does not admit'} {port}"
    return Choice(group.id, f"{group.id}  {_name(group.name)}  {admits}", marked=marked)


def subnet_choice(subnet: Subnet, unreachable: str, *, marked: bool) -> Choice:
    """A line that cannot be marked where the subnet is `unreachable`, for that reason."""
    facts = f"{subnet.zone_id}  {subnet.cidr:<14} {subnet.free_addresses:>4} free"
    last = "  ".join(part for part in (plain(subnet.name, 18), f"✗ {unreachable}" if unreachable else "") if part)
    return Choice(
        subnet.id, f"{subnet.id} {facts}  {last}", marked=marked and not unreachable, disabled=bool(unreachable)
    )


def _name(name: str) -> str:
    return fit(plain(name, 18) or "-", 18)
