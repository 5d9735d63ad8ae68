"""What the operator can do; each operation ends with a poll, so that the screen shows what really is."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import zip_longest
from typing import Protocol
from uuid import uuid4

from tui.domain.clusters import Cluster
from tui.domain.endpoints import EndpointChange, EndpointRequest, PrivateLinkService, ServiceState, VpcEndpoint
from tui.domain.errors import NotFound, PrivateEndpointError
from tui.domain.network import SecurityGroup, Subnet, Vpc, VpcDns, why_no_private_dns
from tui.domain.snapshot import facts, reconcile
from tui.domain.wizard import Draft
from tui.monitor.clock import Clock
from tui.monitor.poller import Poller
from tui.providers.base import AwsProvider, TidbProvider

NOT_YET_ASKED_S = (1.0, 2.0, 4.0)
"""Waits before accepting again: a new endpoint reaches the service's side some seconds after its own."""

MOST_VPCS = 20
"""How many VPCs are asked for their DNS attributes."""


class DraftStore(Protocol):
    """Where unfinished flows outlive the program."""

    def load(self) -> Iterable[Draft]: ...

    def save(self, draft: Draft) -> None: ...

    def delete(self, draft_id: str) -> None: ...


class Operations:
    """Everything that changes something, on either side or on disk. Raises PrivateEndpointError.

    What is done for one draft is done one after the other: a second Run waits for the first and finds its endpoint.
    """

    def __init__(
        self,
        tidb: TidbProvider,
        aws: AwsProvider,
        poller: Poller,
        drafts: DraftStore,
        clock: Clock,
        *,
        new_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self._tidb, self._aws, self._poller = tidb, aws, poller
        self._disk, self._clock, self._new_id = drafts, clock, new_id
        self._kept: dict[str, Draft] | None = None
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def new_draft(self, cluster_id: str = "") -> Draft:
        """A flow at its beginning; on disk once it has a cluster and is kept."""
        return Draft(self._new_id(), cluster_id)

    def drafts(self) -> tuple[Draft, ...]:
        """The unfinished flows, last changed first; read from disk the first time, and shown from then on."""
        return tuple(self._known().values())

    def keep(self, draft: Draft) -> None:
        """Remember `draft`, on disk too, if it changed; one without a cluster is nothing yet."""
        if not draft.cluster_id or self._known().get(draft.id) == draft:
            return
        self._kept = {draft.id: draft} | {key: kept for key, kept in self._known().items() if key != draft.id}
        self._show()
        self._disk.save(draft)

    def forget(self, draft_id: str) -> None:
        """Drop the draft; what it made stays."""
        if self._known().pop(draft_id, None):
            self._show()
            self._disk.delete(draft_id)

    async def vpcs_with_dns(self, region: str) -> list[tuple[Vpc, VpcDns | None]]:
        """The VPCs in `region` with their DNS attributes, those that AWS will refuse private DNS last.

        None: not read, because AWS refused, or because there are more than MOST_VPCS; a VPC costs two calls.
        """
        vpcs = await self._aws.list_vpcs(region)
        known = await asyncio.gather(*(self._vpc_dns(region, vpc.id) for vpc in vpcs[:MOST_VPCS]))
        paired = list(zip_longest(vpcs, known))
        return sorted(paired, key=lambda each: bool(each[1] and why_no_private_dns(each[1])))

    async def _vpc_dns(self, region: str, vpc_id: str) -> VpcDns | None:
        try:
            return await self._aws.vpc_dns(region, vpc_id)
        except PrivateEndpointError:
            return None

    async def subnets(self, region: str, vpc_id: str) -> list[Subnet]:
        return await self._aws.list_subnets(region, vpc_id)

    async def security_groups(self, region: str, vpc_id: str) -> list[SecurityGroup]:
        return await self._aws.list_security_groups(region, vpc_id)

    async def start_service(self, draft: Draft) -> Draft:
        """Have the endpoint service made if there is none, and this account allowed; does not wait until it is active.

        The draft returned knows when the service was asked for, unless it was there already.
        """
        async with self._turn(draft), self._poll_after(inventory=True):
            self.keep(draft)
            was = self._poller.snapshot.service(draft.cluster_id, draft.node_group_id)
            principal = await self._principal()
            service = await self._tidb.ensure_service(self._cluster(draft), draft.node_group_id, principal)
            latest = self._known().get(draft.id, draft)
            if service.state is not ServiceState.ACTIVE and (was is None or latest.service_asked_at is None):
                latest = replace(latest, service_asked_at=self._clock.now())
            self.keep(latest)
            return latest

    async def create_endpoint(self, draft: Draft) -> Draft:
        """Create the interface endpoint unless the draft has one; the draft returned has its ID.

        An endpoint that cannot be used any more, or was made for other answers, does not count: the draft goes on
        under a new ID, because AWS answers a used token with what was made then.
        """
        async with self._turn(draft):
            draft = self._latest(draft)
            self.keep(draft)
            service, made = self._service(draft), await self._made(draft)
            usable = next((each for each in made if _fits(each, draft, service)), None)
            if usable or (draft.vpc_endpoint_id and not made):
                async with self._poll_after():
                    return self._with_endpoint(draft, usable.id if usable else draft.vpc_endpoint_id)
            return await self._create(self._renewed(draft) if made else draft, service)

    async def accept(self, draft: Draft) -> None:
        """Accept the connection of the draft's VPC endpoint; one that AWS shows may take seconds to ask for it."""
        async with self._turn(draft), self._poll_after():
            service = self._service(draft)
            row = facts(draft, self._poller.snapshot).endpoint
            for wait_s in NOT_YET_ASKED_S if row and row.vpc_endpoint else ():
                try:
                    return await self._tidb.accept(service, draft.vpc_endpoint_id)
                except NotFound:
                    await self._clock.sleep(wait_s)
            return await self._tidb.accept(service, draft.vpc_endpoint_id)

    async def enable_private_dns(self, draft: Draft) -> None:
        """Switch the endpoint's private DNS on."""
        async with self._turn(draft), self._poll_after():
            await self._aws.modify_vpc_endpoint(draft.region, draft.vpc_endpoint_id, EndpointChange(private_dns=True))

    async def finish(self, draft: Draft) -> None:
        """The endpoint is complete: the draft is not needed any more."""
        async with self._turn(draft), self._poll_after():
            self.forget(draft.id)

    async def _create(self, draft: Draft, service: PrivateLinkService) -> Draft:
        try:
            async with self._poll_after():
                made = await self._aws.create_vpc_endpoint(_request(draft, service))
                return self._with_endpoint(draft, made.id)
        except PrivateEndpointError:
            lost = reconcile(draft, self._poller.snapshot)
            if not lost.vpc_endpoint_id:
                raise
            return self._with_endpoint(draft, lost.vpc_endpoint_id)

    async def _made(self, draft: Draft) -> list[VpcEndpoint]:
        """What AWS has under the draft's tag, for whichever service, or under its VPC endpoint ID."""
        services = self._poller.snapshot.services
        names = [service.name for service in services if service.name and service.region == draft.region]
        endpoints = await self._aws.describe_vpc_endpoints(draft.region, names)
        return [each for each in endpoints if draft.id == each.draft_id or draft.vpc_endpoint_id == each.id]

    def _with_endpoint(self, draft: Draft, vpc_endpoint_id: str) -> Draft:
        """The draft as it is now, for something may have been typed meanwhile, with its endpoint."""
        taken = replace(self._known().get(draft.id, draft), vpc_endpoint_id=vpc_endpoint_id)
        self.keep(taken)
        return taken

    def _renewed(self, draft: Draft) -> Draft:
        renewed = replace(draft, id=self._new_id(), vpc_endpoint_id="")
        self.keep(renewed)
        self.forget(draft.id)
        return renewed

    def _latest(self, draft: Draft) -> Draft:
        """The kept draft where it knows of an endpoint that `draft`, read before it was made, does not."""
        kept = self._known().get(draft.id)
        return kept if kept and kept.vpc_endpoint_id and not draft.vpc_endpoint_id else draft

    def _known(self) -> dict[str, Draft]:
        if self._kept is None:
            self._kept = {draft.id: draft for draft in self._disk.load()}
            self._show()
        return self._kept

    def _show(self) -> None:
        self._poller.set_drafts(tuple(self._known().values()))

    def _turn(self, draft: Draft) -> asyncio.Lock:
        return self._turns[draft.id]

    @asynccontextmanager
    async def _poll_after(self, *, inventory: bool = False) -> AsyncIterator[None]:
        """Poll at the end; before an error too, which may have come after the deed was done."""
        try:
            yield
        except PrivateEndpointError:
            await self._poller.poll_once(inventory=inventory)
            raise
        await self._poller.poll_once(inventory=inventory)

    async def _principal(self) -> str:
        identity = self._poller.snapshot.identity or await self._aws.caller_identity()
        return identity.principal

    def _cluster(self, draft: Draft) -> Cluster:
        if cluster := self._poller.snapshot.cluster(draft.cluster_id):
            return cluster
        raise NotFound("The cluster is not there any more.", "Choose another cluster.", "TiDB")

    def _service(self, draft: Draft) -> PrivateLinkService:
        if service := self._poller.snapshot.service(draft.cluster_id, draft.node_group_id):
            return service
        raise NotFound(
            "The endpoint service is not there.", "Go back to Interface Endpoint: it is started there.", "TiDB"
        )


def _fits(endpoint: VpcEndpoint, draft: Draft, service: PrivateLinkService) -> bool:
    """Whether `endpoint` is what the draft asks for."""
    named = endpoint.id == draft.vpc_endpoint_id
    return not endpoint.ended and endpoint.service_name == service.name and (named or endpoint.vpc_id == draft.vpc_id)


def _request(draft: Draft, service: PrivateLinkService) -> EndpointRequest:
    return EndpointRequest(
        draft.id, draft.region, service.name, draft.vpc_id, draft.subnet_ids, draft.security_group_ids
    )
