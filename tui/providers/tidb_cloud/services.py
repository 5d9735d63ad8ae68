"""The endpoint services, one a node group: one request each, so they are read in turns."""

import logging
from collections.abc import Sequence

from tui.domain.clusters import CloudProvider, Cluster, ClusterState, TidbNodeGroup
from tui.domain.endpoints import PrivateLinkService
from tui.domain.errors import CredentialsError, NotFound, PrivateEndpointError, Throttled
from tui.providers.tidb_cloud import errors, parse
from tui.providers.tidb_cloud.budget import RequestBudget
from tui.providers.tidb_cloud.directory import path_of, side_by_side
from tui.providers.tidb_cloud.http import Api

Place = tuple[Cluster, TidbNodeGroup]

MOST_A_TICK = 40
_WITHOUT = frozenset({ClusterState.CREATING, ClusterState.DELETED})
"""States in which a cluster has no endpoint service (any more)."""

_LOG = logging.getLogger(__name__)


class Services:
    """Each endpoint service as last read."""

    def __init__(self, api: Api, budget: RequestBudget) -> None:
        self._api, self._budget = api, budget
        self._found: dict[tuple[str, str], PrivateLinkService | None] = {}
        """By cluster and node group ID."""
        self._turns: dict[tuple[str, str], int] = {}
        """When each was last read, counted in calls of `of`."""
        self._turn = 0

    async def of(self, clusters: Sequence[Cluster]) -> list[PrivateLinkService]:
        """Those of `clusters` that exist: the longest unread are read, as many as the budget has; others as they were.

        One that cannot be read stays as it was. Raises where none can be, or the key is not accepted.
        """
        self._turn += 1
        wanted = [(each, group) for each in clusters if _can_have_one(each) for group in each.node_groups]
        by_age = sorted(wanted, key=lambda place: self._turns.get(_id(place), 0))
        due = by_age[: min(MOST_A_TICK, self._budget.room())]
        answers = await side_by_side(self._refresh, due)
        _raise_if_none(answers)
        for place, answer in zip(due, answers, strict=True):
            if not isinstance(answer, Throttled):
                self._turns[_id(place)] = self._turn
        self._budget.unfinished = any(_id(place) not in self._turns for place in wanted)
        return [found for place in wanted if (found := self._found.get(_id(place)))]

    async def read(self, place: Place) -> PrivateLinkService:
        """The endpoint service of a node group; NotFound where there is none."""
        cluster, group = place
        raw = await self._api.get("GetPrivateLinkService", f"{path_of(cluster.id, group)}/privateLinkService")
        self._found[_id(place)] = found = parse.service(raw, cluster, group)
        return found

    async def _refresh(self, place: Place) -> None:
        if not self._budget.left():
            raise Throttled("The budget of this minute is spent.", source=errors.SOURCE, retryable=True)
        try:
            await self.read(place)
        except NotFound:
            self._found[_id(place)] = None


def _id(place: Place) -> tuple[str, str]:
    return place[0].id, place[1].id


def _can_have_one(cluster: Cluster) -> bool:
    return cluster.cloud is CloudProvider.AWS and cluster.state not in _WITHOUT


def _raise_if_none(answers: Sequence[object]) -> None:
    failed = [each for each in answers if isinstance(each, BaseException)]
    for error in failed:
        if isinstance(error, CredentialsError) or not isinstance(error, PrivateEndpointError) or failed == answers:
            raise error
        _LOG.warning("an endpoint service cannot be read: %s", error)
