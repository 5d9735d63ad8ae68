"""Taking endpoints and endpoint services away: TiDB's side first, then AWS."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.domain.deletion import Deletion, Stage, next_stage
from tui.domain.deletion_plan import connections_left, plan
from tui.domain.draft import Draft
from tui.domain.endpoints import Owner
from tui.domain.errors import InvalidRequest, PrivateEndpointError, ReadOnlyRefusal
from tui.domain.preparation import Preparation
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.waits import Wait, termination_id
from tui.domain.work import Work, work_on
from tui.operations.asking import Asking
from tui.providers.lost import done_or_found

if TYPE_CHECKING:
    from concurrent.futures import Future

_REFRESH = "Refresh: the list tells what is left."
REJECT_REQUESTS = 4
"""Of TiDB Cloud: the list, the deletion, and the record looked up twice."""


class Removing(Asking):
    """A deletion is on disk before its first request, and until both sides were asked by ID and have it no more."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._list.teach(Deletion, self._remove)
        self._on_disk = {work.id for work in self._list.works}

    def begin_removal(self, row: PrivateEndpoint, *, again: bool = False) -> None:
        """Delete `row`, or have it rejected where only that can be done; it goes on whichever page is open.

        With `again` a setup with the same answers is kept, to go on with once the endpoint is gone.
        """
        draft = self._renewed_setup(row) if again else None
        self._list.begin(Work(self._removal_of(row, again=draft.id if draft else "")))

    def begin_rejection(self, row: PrivateEndpoint) -> None:
        """Have `row` rejected on TiDB's side, and leave AWS's half as it is."""
        self._list.begin(Work(replace(self._removal_of(row, again=""), rejects_only=True)))

    def forget_removal(self, id_: str) -> None:
        """Do not go on with a deletion; what was done stays done."""
        self._list.drop(id_)
        self._unsave(id_)

    async def terminate_service(self, cluster_id: str, node_group_id: str = "") -> None:
        """Delete the endpoint service of a cluster; InvalidRequest names the connections that are left."""
        async with self._turn(cluster_id):
            await self._poller.poll_once(inventory=True)
            service = self._service((cluster_id, node_group_id), _REFRESH)
            if left := connections_left(cluster_id, node_group_id, self._poller.snapshot):
                named = ", ".join(row.key for row in left)
                raise InvalidRequest(f"Connections are left: {named}.", "Delete or reject them first.")
            async with self._poll_after(inventory=True):
                await self._tidb.delete_service(service)
                self._timing.begin(Wait.TERMINATION, termination_id(service.owner))
            self._unprepare(service.owner)

    def _unprepare(self, owner: Owner) -> None:
        """Whoever enters Interface Endpoint again has to ask for the service again."""
        for work in self._list.works:
            if isinstance(work.task, Preparation) and work.task.owner == owner:
                self._list.drop(work.id)

    def _removal_of(self, row: PrivateEndpoint, again: str) -> Deletion:
        return Deletion(
            row.key,
            *row.owner,
            row.region,
            self._clock.now(),
            draft_id=row.draft.id if row.draft else "",
            aws_profile=row.vpc_endpoint.aws_profile if row.vpc_endpoint else "",
            again=again,
            service_name=row.service.name if row.service else "",
            record_id=row.connection.id if row.connection else "",
            rejects_only=Stage.DELETE not in plan(row, self._poller.snapshot).stages,
        )

    async def _remove(self, work: Work, by_id: bool) -> Work:
        _, removal = work_on([work], work.id, Deletion)
        assert removal  # noqa: S101 - taught so
        try:
            found = await self._found(removal, visible=not removal.rejects_only, by_id=by_id)
        except PrivateEndpointError as error:
            return replace(work, waits=f"It could not be looked up: {error.summary}")
        side = self._poller.snapshot.tidb_side
        now = removal.seen(found, side)
        if now.gone_at and now.deleting_at and not removal.over and Stage.DELETE in work.asked:
            self._timing.took(Wait.DELETION, now.deleting_at, now.gone_at)
        self._note(removal, now)
        work = replace(work, task=now, waits="")
        stage = next_stage(now, found, side)
        if now.over or not work.active or stage is None or stage in work.asked:
            return work
        if waits := self._budget(work.id, REJECT_REQUESTS if stage is Stage.REJECT else 0):
            return replace(work, waits=waits)
        return await self._ask(work, stage, lambda: self._asked_for(stage, now))

    async def _asked_for(self, stage: Stage, removal: Deletion) -> None:
        """On disk first, else it is not begun; then the write, which is looked up where its answer was lost."""
        known = removal.id in self._on_disk
        try:
            if not (removal.rejects_only or self._read_only):
                await asyncio.wrap_future(self._save(removal))
        except PrivateEndpointError:
            self._list.drop(removal.id)
            raise
        try:
            await done_or_found(self._do(stage, removal), lambda: self._is_done(stage, removal))
        except ReadOnlyRefusal:
            if not known:
                self.forget_removal(removal.id)
            raise

    async def _do(self, stage: Stage, removal: Deletion) -> bool:
        if stage is Stage.REJECT:
            await self._tidb.reject(self._service_of(removal), removal.id)
        else:
            await self._aws[removal.aws_profile].delete_vpc_endpoint(removal.region, removal.id)
        return True

    async def _is_done(self, stage: Stage, removal: Deletion) -> bool:
        found = await self._found(removal, visible=not removal.rejects_only, by_id=True)
        return next_stage(removal, found, self._poller.snapshot.tidb_side) is not stage

    def _note(self, was: Deletion, now: Deletion) -> None:
        """Keep what is new; the setup that the endpoint belonged to goes with it."""
        if now == was or now.rejects_only:
            return
        if now.over:
            self._unsave(now.id)
            self._intents.forget(now.id)
            self.forget(now.draft_id)
        elif now.id in self._on_disk:
            self._save(now)

    def _save(self, removal: Deletion) -> "Future[None]":
        self._on_disk.add(removal.id)
        return self._writer.put(("removal", removal.id), lambda: self._removals_disk.save(removal))

    def _unsave(self, id_: str) -> None:
        self._on_disk.discard(id_)
        self._writer.put(("removal", id_), lambda: self._removals_disk.delete(id_))

    def _renewed_setup(self, row: PrivateEndpoint) -> Draft:
        """A new setup for what `row` was made of, in the place of its own."""
        endpoint = row.vpc_endpoint
        draft = Draft(self._new_id(), row.cluster_id, row.node_group_id, row.region, row.vpc_id)
        if endpoint:
            draft = replace(draft, subnet_ids=endpoint.subnet_ids, security_group_ids=endpoint.security_group_ids)
        self.keep(draft)
        return draft
