"""The endpoint service of a setup: made if there is none, open to the account, its name verified."""

from dataclasses import replace
from typing import Any

from tui.domain.clusters import TidbSide
from tui.domain.draft import Draft
from tui.domain.endpoints import PrivateLinkService, ServiceState
from tui.domain.errors import NotFound
from tui.domain.preparation import Preparation, PrepareStage, preparation_id
from tui.domain.snapshot import facts
from tui.domain.work import Work, work_on
from tui.operations.asking import Asking


class Preparing(Asking):
    """Asked for once, however often the step is entered; again where it failed and the operator says so."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._list.teach(Preparation, self._prepare)

    def prepare(self, draft: Draft, *, again: bool = False) -> None:
        """Have the service of `draft` made ready; nothing while that is under way, or done, unless `again`."""
        profile = facts(draft, self._poller.snapshot).aws_profile
        work = self._list.get(preparation_id(draft.owner, profile))
        if self._read_only or (work and (work.active and not work.task.over)) or (work and not again):
            return
        self.keep(draft)
        self._list.begin(Work(Preparation(*draft.owner, profile, draft.id)))

    async def verify_name(self, draft: Draft) -> None:
        """Ask AWS to look for the record that proves the domain of the service's name."""
        async with self._turn(draft.id), self._poll_after(services_of=draft.cluster_id):
            await self._tidb.verify_name(self._service(draft.owner, "Refresh."))

    async def _prepare(self, work: Work, by_id: bool) -> Work:  # noqa: ARG002 - a Step
        _, wish = work_on([work], work.id, Preparation)
        assert wish  # noqa: S101 - taught so
        if not work.active:
            return work
        was = self._poller.snapshot.service(*wish.owner)
        principal = await self._principal(wish)
        service = await self._ensure(wish, work, is_new=was is None)
        await self._at(work, wish, PrepareStage.PERMISSION)
        if self._poller.snapshot.tidb_side is TidbSide.SELF_MANAGED:
            await self._tidb.permit(service, principal)
            if service.unverified:
                await self._at(work, wish, PrepareStage.NAME)
                await self._tidb.verify_name(service)
        self._poller.look_again(wish.cluster_id)
        return replace(work, task=replace(wish, over=True), active=False)

    async def _ensure(self, wish: Preparation, work: Work, *, is_new: bool) -> PrivateLinkService:
        """The service; since when it is waited for is noted in the setup."""
        await self._at(work, wish, PrepareStage.SERVICE)
        await self._flushed()
        try:
            service = await self._tidb.ensure_service(self._cluster(wish.cluster_id), wish.node_group_id)
        except NotFound:
            self._watch_service(wish, anew=False)
            raise
        if service.state is not ServiceState.ACTIVE:
            own = self._poller.snapshot.tidb_side is TidbSide.SELF_MANAGED
            self._watch_service(wish, anew=is_new and own)
        self._poller.look_again(wish.cluster_id)
        return service

    async def _at(self, work: Work, wish: Preparation, stage: PrepareStage) -> None:
        self._list.put(replace(work, task=replace(wish, stage=stage), doing=stage))

    def _watch_service(self, wish: Preparation, *, anew: bool) -> None:
        """Note since when the service is waited for, unless that is known already."""
        draft = self._kept.get(wish.draft_id)
        if draft and (anew or draft.service_asked_at is None):
            self.keep(replace(draft, service_asked_at=self._clock.now()))

    async def _principal(self, wish: Preparation) -> str:
        known = self._poller.snapshot.identities.get(wish.aws_profile)
        return (known or await self._aws[wish.aws_profile].caller_identity()).principal
