"""From nothing to an endpoint that works: service, VPC endpoint, accept, private DNS."""

from dataclasses import replace

from tui.domain.clusters import TidbSide
from tui.domain.commands import CommandContext, create_vpc_endpoint
from tui.domain.endpoints import EndpointChange, EndpointRequest, PrivateLinkService, ServiceState, VpcEndpoint
from tui.domain.errors import InvalidRequest, NotFound, PrivateEndpointError
from tui.domain.snapshot import facts, reconcile
from tui.domain.wizard import Draft, asked
from tui.operations.base import Operating

NOT_YET_ASKED_S = (1.0, 2.0, 4.0)
"""Waits before accepting again: a new endpoint reaches the service's side some seconds after its own."""

_STARTED_THERE = "Go back to Interface Endpoint: it is started there."


class Creating(Operating):
    """The operations of the creation flow: a second Run waits for the first and finds its endpoint."""

    async def start_service(self, draft: Draft) -> Draft:
        """Have the endpoint service made if there is none, and this account allowed; does not wait until it is active.

        The draft returned knows when the service was asked for, unless it was there already.
        """
        async with self._turn(draft.id):
            self.keep(draft)
            async with self._poll_after(services_of=draft.cluster_id):
                was = self._poller.snapshot.service(draft.cluster_id, draft.node_group_id)
                principal = await self._principal(draft)
                cluster = self._cluster(draft.cluster_id)
                try:
                    service = await self._tidb.ensure_service(cluster, draft.node_group_id, principal)
                except NotFound:
                    self._watch_service(draft, anew=False)
                    raise
                if service.state is not ServiceState.ACTIVE:
                    self._watch_service(
                        draft, anew=was is None and self._poller.snapshot.tidb_side is TidbSide.SELF_MANAGED
                    )
            return self._known().get(draft.id, draft)

    def _watch_service(self, draft: Draft, *, anew: bool) -> None:
        """Note since when the service is waited for, unless that is known already."""
        latest = self._known().get(draft.id, draft)
        if anew or latest.service_asked_at is None:
            self.keep(replace(latest, service_asked_at=self._clock.now()))

    async def create_endpoint(self, draft: Draft) -> Draft:
        """Create the interface endpoint unless the draft has one; the draft returned has its ID.

        An endpoint that cannot be used any more, or was made for other answers, does not count: the draft goes on
        under a new ID, because AWS answers a used token with what was made then.
        """
        async with self._turn(draft.id):
            draft = self._latest(draft)
            self.keep(draft)
            service, made = self._service(draft.owner, _STARTED_THERE), await self._made(draft)
            usable = next((each for each in made if _fits(each, draft, service)), None)
            if usable or (draft.vpc_endpoint_id and not made):
                async with self._poll_after():
                    return self._with_endpoint(draft, usable.id if usable else draft.vpc_endpoint_id)
            return await self._create(self._renewed(draft) if made else draft, service)

    async def accept(self, draft: Draft) -> None:
        """Accept the connection of the draft's VPC endpoint; one that AWS shows may take seconds to ask for it."""
        async with self._turn(draft.id), self._poll_after():
            service = self._service(draft.owner, _STARTED_THERE)
            row = facts(draft, self._poller.snapshot).endpoint
            for wait_s in NOT_YET_ASKED_S if row and row.vpc_endpoint else ():
                try:
                    return await self._tidb.accept(service, draft.vpc_endpoint_id)
                except NotFound:
                    await self._clock.sleep(wait_s)
            return await self._tidb.accept(service, draft.vpc_endpoint_id)

    async def enable_private_dns(self, draft: Draft) -> None:
        """Switch the endpoint's private DNS on."""
        async with self._turn(draft.id), self._poll_after():
            change = EndpointChange(private_dns=True)
            await self._account_of(draft).modify_vpc_endpoint(draft.region, draft.vpc_endpoint_id, change)

    async def finish(self, draft: Draft) -> None:
        """The endpoint is complete: the draft is not needed any more."""
        async with self._turn(draft.id), self._poll_after():
            self.forget(draft.id)

    async def _create(self, draft: Draft, service: PrivateLinkService) -> Draft:
        try:
            async with self._poll_after():
                made = await self._account_of(draft).create_vpc_endpoint(_request(draft, service))
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
        endpoints = await self._account_of(draft).describe_vpc_endpoints(draft.region, names)
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

    async def _principal(self, draft: Draft) -> str:
        known = self._poller.snapshot.identities.get(facts(draft, self._poller.snapshot).aws_profile)
        return (known or await self._account_of(draft).caller_identity()).principal


def _fits(endpoint: VpcEndpoint, draft: Draft, service: PrivateLinkService) -> bool:
    """Whether `endpoint` is what the draft asks for."""
    named = endpoint.id == draft.vpc_endpoint_id
    return not endpoint.ended and endpoint.service_name == service.name and (named or endpoint.vpc_id == draft.vpc_id)


def _request(draft: Draft, service: PrivateLinkService) -> EndpointRequest:
    """What the command asks for that is shown; InvalidRequest while that has a placeholder."""
    request = asked(draft, service.name)
    if missing := create_vpc_endpoint(request, CommandContext()).missing:
        remedy = "Go back to Interface Endpoint and correct what is entered there."
        raise InvalidRequest(f"Nothing was asked of AWS: {' '.join(missing)} still to fill in.", remedy)
    return request
