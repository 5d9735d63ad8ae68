"""Having connections accepted, and failed ones accepted anew; neither waits for a page."""

from dataclasses import replace
from typing import Any

from tui.domain.acceptance import Acceptance, AcceptStage, next_stage, why_never, why_not_accepted
from tui.domain.draft import Draft
from tui.domain.errors import InvalidRequest, NotFound, PrivateEndpointError
from tui.domain.snapshot import facts
from tui.domain.waits import Wait
from tui.domain.work import Work, work_on
from tui.operations.asking import Asking
from tui.providers.lost import done_or_found

NOT_YET_ASKED_S = (1.0, 2.0, 4.0)
"""Waits before accepting again: a new endpoint reaches the service's side some seconds after its own."""
ACCEPT_REQUESTS, RETRY_REQUESTS = 3, 7
"""Of TiDB Cloud: list and POST, and a look; before it, list and DELETE, and the looks until the record is gone."""

_STARTED_THERE = "Go back to Interface Endpoint: it is started there."


class Accepting(Asking):
    """An acceptance outlives the program as its setup, which is on disk before the first request."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._list.teach(Acceptance, self._accept)

    def begin_acceptance(self, draft: Draft) -> None:
        """Accept the connection of the draft's VPC endpoint, and wait until it is available.

        A failed record is deleted and seen gone first. NotFound where the endpoint service is not there.
        """
        service = self._service(draft.owner, _STARTED_THERE)
        self.keep(draft)
        row = facts(draft, self._poller.snapshot).endpoint
        seen = row.vpc_endpoint if row else None
        profile = seen.aws_profile if seen else ""
        visible = seen is not None
        region, now = draft.region or service.region, self._clock.now()
        acceptance = Acceptance(
            draft.vpc_endpoint_id, *draft.owner, region, service.name, now, profile, visible=visible
        )
        self._list.begin(Work(acceptance))

    def forget_acceptance(self, vpc_endpoint_id: str) -> None:
        """Wait for it no longer."""
        work, _ = work_on(self._list.works, vpc_endpoint_id, Acceptance)
        if work:
            self._list.drop(vpc_endpoint_id)

    async def _accept(self, work: Work, by_id: bool) -> Work:
        _, acceptance = work_on([work], work.id, Acceptance)
        assert acceptance  # noqa: S101 - taught so
        if not work.active:
            return work
        by_id = by_id or bool(acceptance.record_id)  # of a record that is to go, its ID alone tells that it went
        try:
            found = await self._found(acceptance, visible=acceptance.visible, by_id=by_id)
        except PrivateEndpointError as error:
            return replace(work, waits=f"It could not be looked up: {error.summary}")
        side = self._poller.snapshot.tidb_side
        now = acceptance.seen(found, side)
        if now.available_at and not acceptance.over and AcceptStage.ACCEPT in work.asked:
            self._timing.took(Wait.ACCEPT, now.asked_at, now.available_at)
        work = replace(work, task=now, waits="")
        if why := why_never(now, found) or why_not_accepted(now, found):
            raise InvalidRequest(why)
        stage = next_stage(now, found, side)
        if now.over or stage is None or stage in work.asked:
            return work
        requests = RETRY_REQUESTS if stage is AcceptStage.RETIRE else ACCEPT_REQUESTS if not work.asked else 0
        if waits := self._budget(work.id, requests):
            return replace(work, waits=waits)
        if stage is AcceptStage.RETIRE:
            return await self._ask(work, stage, lambda: self._tidb.reject(self._service_of(now), now.id))
        asked = await self._ask(work, stage, lambda: self._let_in(now))
        return replace(asked, task=replace(now, accepted_at=self._clock.now())) if stage in asked.asked else asked

    async def _let_in(self, acceptance: Acceptance) -> None:
        """One that AWS shows may take seconds to ask for it."""
        await self._flushed()
        for wait_s in NOT_YET_ASKED_S if acceptance.visible else ():
            try:
                await self._accept_or_find(acceptance)
            except NotFound:
                await self._clock.sleep(wait_s)
            else:
                return
        await self._accept_or_find(acceptance)

    async def _accept_or_find(self, acceptance: Acceptance) -> None:
        async def accept() -> bool:
            await self._tidb.accept(self._service_of(acceptance), acceptance.id)
            return True

        async def accepted() -> bool:
            found = await self._found(acceptance, visible=acceptance.visible, by_id=True)
            return acceptance.seen(found, self._poller.snapshot.tidb_side).accepted_at is not None

        await done_or_found(accept(), accepted)
