"""The endpoint services, one a node group: one request each, so that they are read in turns."""

from collections.abc import Sequence

from tui.domain.clusters import CloudProvider, Cluster, ClusterState, TidbNodeGroup
from tui.domain.endpoints import PrivateLinkService
from tui.domain.errors import NotFound, PrivateEndpointError, Throttled
from tui.domain.parts import Part, group_place
from tui.providers.tidb_cloud import parse
from tui.providers.tidb_cloud.budget import OutOfBudget, RequestBudget
from tui.providers.tidb_cloud.directory import path_of
from tui.providers.tidb_cloud.errors import unreadable
from tui.providers.tidb_cloud.http import Api
from tui.providers.tidb_cloud.turns import side_by_side

Place = tuple[Cluster, TidbNodeGroup]

MOST_A_TICK = 40
_WITHOUT = frozenset({ClusterState.CREATING, ClusterState.DELETED})
"""States in which a cluster has no endpoint service (any more)."""


class Services:
    """Reads them, those longest unread first."""

    def __init__(self, api: Api, budget: RequestBudget) -> None:
        self._api, self._budget = api, budget
        self._turns: dict[str, int] = {}
        """When each was last read, counted in calls of `of`; 0: it was told that it is unread."""
        self._turn = 0
        self._seen: set[str] = set()
        """Where a service was found."""

    async def of(self, clusters: Sequence[Cluster], keep: int = 0) -> list[Part[PrivateLinkService]]:
        """A part each of those that are read, as many as the budget has beside `keep` requests, and of the new ones."""
        self._turn += 1
        wanted = {_id(place): place for each in clusters if _can_have_one(each) for place in _places(each)}
        by_age = sorted(wanted, key=lambda id_: self._turns.get(id_, 0))
        due = by_age[: min(MOST_A_TICK, max(0, self._budget.room() - keep))]
        read = await side_by_side(self._part, [wanted[id_] for id_ in due])
        new = wanted.keys() - self._turns.keys() - set(due)
        self._turns |= dict.fromkeys(wanted.keys() - self._turns.keys(), 0)
        self._turns |= dict.fromkeys((each.place for each in read if _had_its_turn(each)), self._turn)
        unread: list[Part[PrivateLinkService]] = [Part(id_, complete=False) for id_ in new]
        return [*read, *unread, *self._without(clusters)]

    async def read(self, place: Place) -> PrivateLinkService:
        """The endpoint service of a node group; NotFound where there is none.

        Every one has a state by the vendor's description: an answer without it, such as `{}`, says nothing of it.
        """
        cluster, group = place
        raw = await self._api.get("GetPrivateLinkService", f"{path_of(cluster.id, group)}/privateLinkService")
        if not raw.get("state"):
            raise unreadable("it is no endpoint service")
        return parse.service(raw, cluster, group)

    async def _part(self, place: Place) -> Part[PrivateLinkService]:
        """One that was there goes only with its node group: that it is not found is no sign of it."""
        id_, label = _id(place), place[0].named(place[1].key)
        try:
            found = await self.read(place)
        except OutOfBudget:
            return Part(id_, complete=False, label=label)
        except PrivateEndpointError as error:
            none = isinstance(error, NotFound) and id_ not in self._seen
            return Part(id_, problem=None if none else error, label=label)
        self._seen.add(id_)
        return Part(id_, (found,), label=label)

    def _without(self, clusters: Sequence[Cluster]) -> list[Part[PrivateLinkService]]:
        """Empty parts for those that had a service and can have none now."""
        ids = (_id(place) for each in clusters if not _can_have_one(each) for place in _places(each))
        return [Part(id_) for id_ in ids if id_ in self._seen]


def _had_its_turn(part: Part[PrivateLinkService]) -> bool:
    return part.complete or (part.problem is not None and not isinstance(part.problem, Throttled))


def _places(cluster: Cluster) -> list[Place]:
    return [(cluster, group) for group in cluster.node_groups]


def _id(place: Place) -> str:
    return group_place(place[0].id, place[1].key)


def _can_have_one(cluster: Cluster) -> bool:
    return cluster.cloud is CloudProvider.AWS and cluster.state not in _WITHOUT
