"""Taking endpoints and endpoint services away: TiDB's side first, then AWS."""

from contextlib import suppress
from dataclasses import replace

from tui.domain.endpoints import PrivateEndpoint
from tui.domain.errors import InvalidRequest, PrivateEndpointError, ReadOnlyRefusal
from tui.domain.removal import Removal, Stage, connections_left, next_stage, plan
from tui.domain.wizard import Draft
from tui.operations.base import Operating

_REFRESH = "Refresh: the list tells what is left."


class Removing(Operating):
    """A deletion is remembered on disk before its first stage, and until the endpoint is gone."""

    def removals(self) -> tuple[Removal, ...]:
        """The deletions under way, with how far the clouds say they came.

        One whose endpoint is gone is forgotten, and the setup that it belonged to.
        """
        for removal in tuple(self._removing().values()):
            self._follow(removal, removal.seen(self._poller.snapshot))
        return tuple(self._removing().values())

    def begin_removal(self, row: PrivateEndpoint, *, again: bool = False) -> Removal:
        """The wish to delete `row`; nothing is asked of either side yet.

        With `again` a setup with the same answers is kept, to go on with once the endpoint is gone. A wish that is over
        with one write, a rejection, is not kept.
        """
        draft = self._renewed_setup(row) if again else None
        removal = Removal(
            row.key,
            *row.owner,
            row.region,
            self._clock.now(),
            draft_id=row.draft.id if row.draft else "",
            aws_profile=row.vpc_endpoint.aws_profile if row.vpc_endpoint else "",
            again=draft.id if draft else "",
        )
        if Stage.DELETE in plan(row, self._poller.snapshot).stages:
            self._removals_disk.save(removal)
            self._removing()[removal.id] = removal
        return removal

    async def remove(self, removal: Removal) -> Removal:
        """Do the next stage, if one can be done now; how far it came.

        What is there is looked at first: a write whose answer was lost may be done already. Where nothing may be
        written at all, the wish is forgotten.
        """
        async with self._turn(removal.id):
            await self._poller.poll_once()
            stage = next_stage(removal, self._poller.snapshot)
            try:
                async with self._poll_after():
                    await self._do(stage, removal)
            except ReadOnlyRefusal:
                self.forget_removal(removal.id)
                raise
            except PrivateEndpointError:
                if next_stage(removal, self._poller.snapshot) is stage:
                    raise
            return self._now(removal)

    def forget_removal(self, id_: str) -> None:
        """Do not go on with a deletion; what was done stays done."""
        if self._removing().pop(id_, None):
            self._removals_disk.delete(id_)

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

    async def _do(self, stage: Stage | None, removal: Removal) -> None:
        if stage is Stage.REJECT:
            await self._tidb.reject(self._service(removal.owner, _REFRESH), removal.id)
        elif stage is Stage.DELETE:
            await self._aws[removal.aws_profile].delete_vpc_endpoint(removal.region, removal.id)

    def _now(self, removal: Removal) -> Removal:
        """As the clouds say; without its service nothing is read of it, and AWS's answer has to do."""
        snapshot = self._poller.snapshot
        now = removal.seen(snapshot)
        if not snapshot.row(removal.id) and not snapshot.service(*removal.owner):
            now = replace(now, gone_at=self._clock.now())
        self._follow(removal, now)
        return now

    def _follow(self, was: Removal, now: Removal) -> None:
        """Keep what is new of a wish that is kept; what cannot be written is tried again at the next start."""
        if now.id not in self._removing() or now == was:
            return
        with suppress(PrivateEndpointError):
            if now.gone_at:
                self._end(now)
            else:
                self._removing()[now.id] = now
                self._removals_disk.save(now)

    def _end(self, removal: Removal) -> None:
        self.forget_removal(removal.id)
        self.forget(removal.draft_id)

    def _renewed_setup(self, row: PrivateEndpoint) -> Draft:
        """A new setup for what `row` was made of, in the place of its own."""
        endpoint = row.vpc_endpoint
        draft = Draft(self._new_id(), row.cluster_id, row.node_group_id, row.region, row.vpc_id)
        if endpoint:
            draft = replace(draft, subnet_ids=endpoint.subnet_ids, security_group_ids=endpoint.security_group_ids)
        self.keep(draft)
        return draft

    def _removing(self) -> dict[str, Removal]:
        if self._removals is None:
            self._removals = {removal.id: removal for removal in self._removals_disk.load()}
        return self._removals
