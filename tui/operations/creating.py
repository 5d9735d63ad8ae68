"""From an endpoint service to an endpoint that works: VPC endpoint, private DNS."""

from dataclasses import replace

from tui.domain.clusters import Cluster
from tui.domain.commands import CommandContext, create_vpc_endpoint
from tui.domain.draft import Draft, asked
from tui.domain.endpoints import EndpointChange, EndpointRequest, PrivateLinkService, VpcEndpoint
from tui.domain.errors import InvalidRequest
from tui.domain.snapshot import facts
from tui.operations.base import Operating

_STARTED_THERE = "Go back to Interface Endpoint: it is started there."


class Creating(Operating):
    """The operations of the creation flow: a second Run waits for the first and finds its endpoint."""

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

    async def enable_private_dns(self, draft: Draft) -> None:
        """Switch the endpoint's private DNS on."""
        async with self._turn(draft.id), self._poll_after():
            change = EndpointChange(private_dns=True)
            with (
                self._switching_on(draft.vpc_endpoint_id, change),
                self._intents.changing(draft.vpc_endpoint_id, change),
            ):
                await self._account_of(draft).modify_vpc_endpoint(draft.region, draft.vpc_endpoint_id, change)

    async def finish(self, draft: Draft) -> None:
        """The endpoint is complete: the draft is not needed any more, and how AWS has it is how it is meant."""
        async with self._turn(draft.id), self._poll_after():
            row = facts(draft, self._poller.snapshot).endpoint
            if row and row.vpc_endpoint:
                self._intents.set_up(row.vpc_endpoint)
            self.forget(draft.id)

    async def _create(self, draft: Draft, service: PrivateLinkService) -> Draft:
        await self._flushed()
        async with self._poll_after():
            request = _request(draft, service, self._poller.snapshot.cluster(draft.cluster_id))
            made = await self._account_of(draft).create_vpc_endpoint(request)
            return self._with_endpoint(draft, made.id)

    async def _made(self, draft: Draft) -> list[VpcEndpoint]:
        """What AWS has under the draft's tag, for whichever service, or under its VPC endpoint ID."""
        services = self._poller.snapshot.services
        names = [service.name for service in services if service.name and service.region == draft.region]
        endpoints = await self._account_of(draft).describe_vpc_endpoints(draft.region, names)
        return [each for each in endpoints if draft.id == each.draft_id or draft.vpc_endpoint_id == each.id]

    def _with_endpoint(self, draft: Draft, vpc_endpoint_id: str) -> Draft:
        """The draft as it is now, for something may have been typed meanwhile, with its endpoint."""
        taken = replace(self._kept.get(draft.id, draft), vpc_endpoint_id=vpc_endpoint_id)
        self.keep(taken)
        return taken

    def renew(self, draft: Draft) -> Draft:
        """A setup with the same answers in the place of one whose endpoint is gone, or can never be used."""
        self._list.drop(draft.vpc_endpoint_id)
        return self._renewed(self._kept.get(draft.id, draft))

    def _renewed(self, draft: Draft) -> Draft:
        renewed = replace(draft, id=self._new_id(), vpc_endpoint_id="")
        self.keep(renewed)
        self.forget(draft.id)
        return renewed

    def _latest(self, draft: Draft) -> Draft:
        """The kept draft where it knows of an endpoint that `draft`, read before it was made, does not."""
        kept = self._kept.get(draft.id)
        return kept if kept and kept.vpc_endpoint_id and not draft.vpc_endpoint_id else draft


def _fits(endpoint: VpcEndpoint, draft: Draft, service: PrivateLinkService) -> bool:
    """Whether `endpoint` is what the draft asks for."""
    named = endpoint.id == draft.vpc_endpoint_id
    return not endpoint.ended and endpoint.service_name == service.name and (named or endpoint.vpc_id == draft.vpc_id)


def _request(draft: Draft, service: PrivateLinkService, cluster: Cluster | None) -> EndpointRequest:
    """What the command asks for that is shown; InvalidRequest while that has a placeholder."""
    request = asked(draft, service.name, cluster)
    if missing := create_vpc_endpoint(request, CommandContext()).missing:
        remedy = "Go back to Interface Endpoint and correct what is entered there."
        raise InvalidRequest(f"Nothing was asked of AWS: {' '.join(missing)} still to fill in.", remedy)
    return request
