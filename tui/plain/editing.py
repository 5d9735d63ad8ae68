"""Edit: security groups, subnets and private DNS of an endpoint that works."""

from dataclasses import replace

from tui.domain.clusters import DEFAULT_PORT
from tui.domain.editing import Network, Wanted, present
from tui.domain.endpoints import EndpointChange, VpcEndpoint
from tui.domain.ids import Box
from tui.domain.network import why_unreachable
from tui.domain.private_endpoint import PrivateEndpoint
from tui.monitor.store import Store
from tui.plain.place import Place
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.choices import Choice, group_choices, subnet_choice
from tui.views.editing import CHANGING, Editing, edit_page
from tui.views.page import Page
from tui.views.terms import terms


class EditingPlace(Place):
    """What was not run is not kept."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store, row: PrivateEndpoint) -> None:
        super().__init__(talk, runtime, store)
        self._key = row.key
        self._was = self._wanted = present(row.vpc_endpoint) if row.vpc_endpoint else Wanted((), (), private_dns=False)
        self._network, self._ran = Network(), EndpointChange()

    @property
    def _endpoint(self) -> VpcEndpoint | None:
        row = self._store.snapshot.row(self._key)
        return row.vpc_endpoint if row else None

    async def enter(self) -> None:
        self._runtime.poller.hurry()
        if self._network.subnets or (endpoint := self._endpoint) is None:
            return
        await self._runtime.prices.refresh([endpoint.region])
        at = endpoint.region, endpoint.vpc_id, endpoint.aws_profile
        self._network = Network(
            tuple(await self._operations.subnets(*at)), tuple(await self._operations.security_groups(*at))
        )

    def shows(self, key: str) -> bool:
        return key == self._key

    def page(self) -> Page:
        """What AWS says is taken over where the operator did not change it."""
        if endpoint := self._endpoint:
            now = present(endpoint)
            self._wanted, self._was = self._wanted.follow(self._was, now), now
        return edit_page(self._editing)

    @property
    def _editing(self) -> Editing:
        return Editing(
            key=self._key,
            wanted=self._wanted,
            network=self._surroundings,
            snapshot=self._store.snapshot,
            terms=terms(self._runtime),
            ran=self._ran if self._ran != EndpointChange() else None,
        )

    @property
    def _surroundings(self) -> Network:
        """What was read of the VPC, with what the snapshot knows of the service."""
        row = self._store.snapshot.row(self._key)
        cluster = self._store.snapshot.cluster(row.cluster_id) if row else None
        service = row.service if row else None
        return replace(
            self._network,
            service_zone_ids=service.zone_ids if service else (),
            host=service.private_dns_name if service else "",
            port=cluster.port if cluster else DEFAULT_PORT,
        )

    async def do_field(self, name: str) -> None:
        """Fill it in."""
        box = Box(name)
        choices = self._subnets() if box is Box.SUBNETS else self._groups()
        text = await self._talk.pick(f"{box.label}:", choices, many=True, now=self._wanted.text(box))
        if text is not None:
            self._want(self._wanted.enter(box, text))

    def _subnets(self) -> list[Choice]:
        around, attached = self._surroundings, self._endpoint.subnet_ids if self._endpoint else ()
        zones = around.service_zone_ids
        return [
            subnet_choice(
                each,
                "" if each.id in attached else why_unreachable(each, zones),
                marked=each.id in self._wanted.subnet_ids,
            )
            for each in around.subnets
        ]

    def _groups(self) -> list[Choice]:
        around = self._surroundings
        return group_choices(around.groups, around.port, self._wanted.group_ids)

    async def do_dns(self) -> None:
        """The other way round."""
        self._want(replace(self._wanted, private_dns=not self._wanted.private_dns))

    async def do_restore(self) -> None:
        """How it was set up here into the boxes."""
        row = self._store.snapshot.row(self._key)
        if row and row.intent:
            self._want(self._wanted.back(row.intent))

    def _want(self, wanted: Wanted) -> None:
        self._wanted, self._ran = wanted, EndpointChange()

    async def do_run(self) -> None:
        """Nothing, if it is not what was confirmed any more."""
        change = self._editing.change
        run = self.page().action("run")
        if run is None or run.question is None or not await self._talk.confirmed(run.question):
            return
        self.page()
        endpoint = self._endpoint
        if endpoint and change == self._editing.change:
            await self.attempt(CHANGING, self._operations.modify_endpoint(endpoint, change))
            self._ran = change

    async def do_copy(self) -> None:
        self._talk.tell_as_is(str(self._editing.command))
