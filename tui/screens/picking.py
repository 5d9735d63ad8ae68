"""Lists read from AWS for the boxes of the Edit page, and what is known of the network around the endpoint."""

from dataclasses import replace

from textual import on, work
from textual.reactive import var

from tui.domain.clusters import DEFAULT_PORT
from tui.domain.editing import Network, Wanted, present
from tui.domain.endpoints import VpcEndpoint
from tui.domain.errors import PrivateEndpointError
from tui.domain.network import why_unreachable
from tui.domain.private_endpoint import PrivateEndpoint
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.screens.dialogs import PickerDialog, ProblemDialog
from tui.screens.live import LiveScreen
from tui.views.choices import Choice, group_choices, subnet_choice
from tui.widgets.id_field import IdField


class PicksForEndpoint(LiveScreen):
    """Offers the subnets and security groups of the endpoint's VPC, those wanted marked."""

    busy: var[str] = var("", bindings=True)
    """The operation under way, as a sentence."""

    def __init__(self, runtime: Runtime, store: Store, key: str) -> None:
        super().__init__(store, runtime.label)
        self._runtime, self._operations, self._key = runtime, runtime.operations, key
        endpoint = self._endpoint
        self._wanted = present(endpoint) if endpoint else Wanted((), (), private_dns=False)
        self._network = Network()

    def draw(self) -> None:
        """Show what was read."""
        raise NotImplementedError

    @property
    def _row(self) -> PrivateEndpoint | None:
        return self.snapshot.row(self._key)

    @property
    def _endpoint(self) -> VpcEndpoint | None:
        return self._row.vpc_endpoint if self._row else None

    @property
    def _surroundings(self) -> Network:
        """What was read of the VPC, with what the snapshot knows of the service."""
        row = self._row
        cluster = self.snapshot.cluster(row.cluster_id) if row else None
        service = row.service if row else None
        return replace(
            self._network,
            service_zone_ids=service.zone_ids if service else (),
            host=service.private_dns_name if service else "",
            port=cluster.port if cluster else DEFAULT_PORT,
        )

    def refreshed(self) -> None:
        """The lists of the boxes are read again too."""
        self._read_network()

    @work(group="reading", exclusive=True)
    async def _read_network(self) -> None:
        """For the checks only: what may not be read is left to AWS to refuse."""
        try:
            await self._read()
        except PrivateEndpointError:
            return
        self.draw()

    async def _read(self) -> None:
        if endpoint := self._endpoint:
            subnets = await self._operations.subnets(endpoint.region, endpoint.vpc_id, endpoint.aws_profile)
            groups = await self._operations.security_groups(endpoint.region, endpoint.vpc_id, endpoint.aws_profile)
            self._network = Network(tuple(subnets), tuple(groups))

    @on(IdField.PickRequested)
    @work(group="reading", exclusive=True)
    async def _pick(self, event: IdField.PickRequested) -> None:
        endpoint = self._endpoint
        if endpoint is None:
            return
        self.busy = "Reading from AWS …"
        try:
            await self._read()
        except PrivateEndpointError as error:
            self.busy = ""
            await self.ask(ProblemDialog(error))
            return
        self.busy = ""
        title = f"{'Subnets' if event.field.id == 'subnets' else 'Security groups'} of {endpoint.vpc_id}"
        choices = self._subnets(endpoint) if event.field.id == "subnets" else self._groups()
        if taken := await self.ask(PickerDialog(title, choices, many=True)):
            event.field.show(" ".join(taken))

    def _subnets(self, endpoint: VpcEndpoint) -> list[Choice]:
        """What is attached can be unmarked, whatever would speak against attaching it."""
        around, attached = self._surroundings, endpoint.subnet_ids
        return [
            subnet_choice(
                each,
                "" if each.id in attached else why_unreachable(each, around.service_zone_ids),
                marked=each.id in self._wanted.subnet_ids,
            )
            for each in around.subnets
        ]

    def _groups(self) -> list[Choice]:
        around = self._surroundings
        return group_choices(around.groups, around.port, self._wanted.group_ids)
