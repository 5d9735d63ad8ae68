"""What is missing from what was read is looked up by its ID before anybody says that it is gone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tui.domain.draft import Draft
from tui.domain.endpoints import PrivateLinkService, VpcEndpointState
from tui.domain.errors import PrivateEndpointError
from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot, facts
from tui.operations.looking import Looking

NEW_FOR = timedelta(seconds=60)
"""How long AWS may not know an endpoint that was just made."""


@dataclass(slots=True)
class _Watched:
    """An endpoint that a setup or a page is about."""

    region: str
    profiles: tuple[str, ...]
    service: PrivateLinkService
    record_id: str = ""
    on_aws: bool = True
    """Whether AWS is asked, or TiDB's side alone."""
    ours: bool = False
    """Whether AWS's half is in one of our accounts: it was read there, or made by a setup."""
    seen: bool = False
    """Whether it was read in this run."""
    missed_since: datetime | None = field(default=None)


class Watching(Looking):
    """Endpoints of setups, and those set up here, are watched by themselves, those of a page while it says so."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._watched: dict[str, _Watched] = {}
        self._list.after_each_poll(self._look_for_missing)

    def watch(self, row: PrivateEndpoint) -> None:
        """Say in `Snapshot.gone` once this one is not there any more."""
        if not row.vpc_endpoint_id or (row.key in self._watched and not row.vpc_endpoint):
            return
        profiles = (row.vpc_endpoint.aws_profile,) if row.vpc_endpoint else ()
        service = row.service or PrivateLinkService(*row.owner, row.region)
        record_id = row.connection.id if row.connection else ""
        ours = bool(profiles)
        self._watched[row.key] = _Watched(row.region, profiles, service, record_id, ours, ours, seen=True)

    async def _look_for_missing(self, snapshot: Snapshot) -> None:
        for draft in snapshot.drafts:
            self._watch_setup(draft, snapshot)
        for row in snapshot.rows:
            if row.intent and row.vpc_endpoint:
                self.watch(row)
        whole = {row.key: row.vpc_endpoint is not None for row in snapshot.rows}
        there = {key for key, of in self._watched.items() if whole.get(key, False) or (key in whole and not of.ours)}
        gone = self._list.gone - there
        for key in self._watched.keys() - gone:
            if key in there:
                self._watched[key].missed_since = None
            elif await self._is_gone(key, listed=key in whole):
                gone |= {key}
        for key in gone - self._list.gone:
            self._intents.forget(key)
        if gone != self._list.gone:
            self._list.gone = gone
            self._list.show()

    def _watch_setup(self, draft: Draft, snapshot: Snapshot) -> None:
        row = snapshot.row(draft.vpc_endpoint_id)
        if row and row.vpc_endpoint:
            self.watch(row)
        elif draft.vpc_endpoint_id and draft.vpc_endpoint_id not in self._watched:
            known = facts(draft, snapshot).cluster
            profiles = known.aws_profiles if known else ("",)
            service = PrivateLinkService(*draft.owner, draft.region)
            ours = bool(draft.subnet_ids)  # of one that was merely entered, nothing else was
            self._watched[draft.vpc_endpoint_id] = _Watched(draft.region, profiles, service, ours=ours)

    async def _is_gone(self, key: str, *, listed: bool) -> bool:
        """Whether both sides say so: AWS by NotFound or `deleted`, and for long enough if it may be a new one.

        Of one that is `listed` TiDB's half alone is left: without AWS's half it is of no use.
        """
        of, now = self._watched[key], self._clock.now()
        try:
            if of.on_aws:
                found = [await self._aws[profile].find_vpc_endpoint(of.region, key) for profile in of.profiles]
                if any(each and each.state is not VpcEndpointState.DELETED for each in found):
                    return False
            if not (of.on_aws and listed) and await self._tidb.find_connection(of.service, key, of.record_id):
                return False
        except PrivateEndpointError:
            return False
        of.missed_since = of.missed_since or now
        return of.seen or now - of.missed_since >= NEW_FOR
