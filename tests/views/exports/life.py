"""The whole life of an endpoint below the screens, through the real adapters on a demo."""

from collections.abc import Iterable

from tests.bad_days.program import Program
from tests.demo.running_tidb_cloud import TidbCloudDemo
from tests.fakes import FakeProbe
from tests.views.exports.iam import Recorder
from tui.domain.checks import needs
from tui.domain.diagnosis import Observed
from tui.domain.draft import Draft, Step
from tui.domain.findings import CheckInputs, Repair
from tui.domain.network import SecurityGroup
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import facts
from tui.domain.tidb_commands import TidbCommands
from tui.preflight import Preflight
from tui.views.exports.inputs import NEEDS, ExportInputs, export_inputs

REGION = "us-west-2"
A_WHILE_S = 600.0


class Life:
    """An endpoint to orders-prod in a VPC that lacks what the checks mend, from its creation to its deletion."""

    def __init__(self, program: Program, recorder: Recorder) -> None:
        self.program, self.recorder = program, recorder
        self.preflight = Preflight(program.accounts, FakeProbe())
        self.draft = Draft("")

    async def lead(self) -> ExportInputs:
        """All that the screen and the commands do; what was exported once the endpoint was there."""
        self.draft = await self._wanted()
        operations = self.program.operations
        operations.keep(self.draft)
        operations.prepare(self.draft)
        await self._settle()
        await self._read(needs(Step.INTERFACE_ENDPOINT))
        self.draft = await operations.create_endpoint(self.draft)
        self.recorder.tags[self.draft.vpc_endpoint_id] = self.draft.id
        await self._settle()
        operations.begin_acceptance(self.draft)
        await self._settle()
        inputs = await self._export()
        await self._mend(inputs)
        await self._read(needs(Step.ENABLE_PRIVATE_DNS))
        await operations.enable_private_dns(self.draft)
        await operations.finish(self.draft)
        await self._settle()
        await self.preflight.observe(Observed(self._known()), lambda _: None)
        operations.begin_removal(self._row())
        for _ in range(4):
            await self._settle()
        assert self.draft.vpc_endpoint_id not in self.program.there()
        return inputs

    async def _wanted(self) -> Draft:
        aws = self.program.accounts[""]
        cluster = next(each for each in self.program.store.snapshot.clusters if each.name == "orders-prod")
        vpc = next(each for each in await aws.list_vpcs(REGION) if each.name == "apps-legacy")
        subnets = await aws.list_subnets(REGION, vpc.id)
        groups = await aws.list_security_groups(REGION, vpc.id)
        new = self.program.operations.new_draft()
        reachable = tuple(each.id for each in subnets if each.zone_id == "usw2-az1")
        return Draft(new.id, cluster.id, "", REGION, vpc.id, reachable, (_closed(groups).id,))

    async def _settle(self) -> None:
        self.program.pass_time(A_WHILE_S)
        await self.program.poll()

    def _known(self) -> CheckInputs:
        return CheckInputs(self.draft, facts(self.draft, self.program.store.snapshot))

    def _row(self) -> PrivateEndpoint:
        row = self.program.store.snapshot.row(self.draft.vpc_endpoint_id)
        assert row
        return row

    async def _read(self, fields: frozenset[str]) -> CheckInputs:
        known = self._known()

        def show(now: CheckInputs) -> None:
            nonlocal known
            known = now

        await self.preflight.gather(known, fields, show)
        return known

    async def _export(self) -> ExportInputs:
        demo = self.program.demo
        url = demo.dedicated_url if isinstance(demo, TidbCloudDemo) else ""
        return export_inputs(await self._read(NEEDS), TidbCommands(url=url))

    async def _mend(self, inputs: ExportInputs) -> None:
        assert inputs.rules
        assert inputs.attributes
        repairs: tuple[Repair, ...] = (*inputs.rules, *inputs.attributes)
        for repair in repairs:
            await self.preflight.repair(REGION, repair)


def _closed(groups: Iterable[SecurityGroup]) -> SecurityGroup:
    return next(each for each in groups if not each.admits(4000))
