"""What changes rarely: clusters and their endpoint services."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from tui.domain.clusters import Cluster
from tui.domain.endpoints import MOVING_SERVICE_STATES, PrivateLinkService, VpcEndpoint
from tui.domain.errors import NotFound, PermissionDenied, PrivateEndpointError
from tui.domain.parts import Part, Parts
from tui.domain.tagging import Tagging
from tui.monitor.clock import Clock
from tui.providers.base import TidbProvider

if TYPE_CHECKING:
    from datetime import datetime

T = TypeVar("T")


async def asked(parts: Parts[T], read: Awaitable[Iterable[Part[T]]], clock: Clock) -> Parts[T]:
    """`parts` after what `read` answers, or after it failed."""
    try:
        answers = await read
    except PrivateEndpointError as error:
        return parts.failed(error)
    return parts.then(answers, clock.now())


class Inventory:
    """Clusters and services in their parts, as last read."""

    def __init__(
        self, tidb: TidbProvider, clock: Clock, profiles_of: Callable[[Cluster], tuple[str, ...]], tagging: Tagging
    ) -> None:
        self.cluster_parts: Parts[Cluster] = Parts(attrgetter("id"))
        self.service_parts: Parts[PrivateLinkService] = Parts(attrgetter("owner"))
        self.clusters: tuple[Cluster, ...] = ()
        """Of all parts, by name."""
        self.services: tuple[PrivateLinkService, ...] = ()
        self.former: tuple[PrivateLinkService, ...] = ()
        """Services that are not there any more, as long as a VPC endpoint is known that was made for them."""
        self.read_at: datetime | None = None
        """When the whole of it was last asked for, whatever came of it."""
        self._tidb, self._clock, self._profiles_of, self._tagging = tidb, clock, profiles_of, tagging

    @property
    def unfinished(self) -> bool:
        """Whether something was left for the next tick: the budget was spent, or a list ended early."""
        return self.cluster_parts.unfinished or self.service_parts.unfinished

    @property
    def is_short(self) -> bool:
        """Whether the clusters are to be asked for again soon, or what failed of the services.

        What is closed to us stays so for a while: once something was read, it waits for the usual time.
        """
        parts = self.cluster_parts.kept.values()
        failed = (part.problem for part in self.service_parts.kept.values())
        return not parts or any(map(_is_short, parts)) or any(problem and not _is_closed(problem) for problem in failed)

    async def ask(self) -> None:
        """All of it."""
        self.read_at = self._clock.now()
        before = self.cluster_parts
        self.cluster_parts = await asked(before, self._tidb.list_clusters(), self._clock)
        found = {each.id: each for each in self.cluster_parts.facts}
        listed = sorted(found.values(), key=lambda each: (each.name, each.id))
        self.clusters = tuple(map(self._configured, listed))
        if all(part.problem for part in self.cluster_parts.kept.values()):
            return  # the services will not answer either
        if self.clusters:
            await self.ask_services(self.clusters)
        else:
            self._take_services(Parts(self.service_parts.key))

    def _configured(self, cluster: Cluster) -> Cluster:
        return replace(cluster, aws_profiles=self._profiles_of(cluster), tagging=self._tagging)

    async def ask_services(self, of: Sequence[Cluster]) -> None:
        """The services of those clusters alone."""
        parts = await asked(self.service_parts, self._tidb.list_services(of), self._clock)
        self._take_services(parts.only(self._places(parts.kept)))

    def moving(self, wanted: str) -> list[Cluster]:
        """The cluster of the ID `wanted`, and those with an endpoint service that is being made or removed."""
        ids = {wanted, *(each.cluster_id for each in self.services if each.state in MOVING_SERVICE_STATES)}
        return [cluster for cluster in self.clusters if cluster.id in ids]

    def keep_former(self, endpoints: Iterable[VpcEndpoint]) -> None:
        """Forget the former services that none of `endpoints` was made for."""
        if self.former:
            names = {each.service_name for each in endpoints}
            self.former = tuple(each for each in self.former if each.name in names)

    def _take_services(self, parts: Parts[PrivateLinkService]) -> None:
        before, services = (*self.former, *self.services), tuple(parts.facts)
        names = {each.name for each in services}
        self.former = tuple({each.name: each for each in before if each.name and each.name not in names}.values())
        self.service_parts, self.services = parts, services

    def _places(self, known: Collection[str]) -> list[str]:
        """Of `known` those that are a node group of a cluster that is there."""
        groups = {each.id: {group.key for group in each.node_groups} for each in self.clusters}
        split = ((place, *place.rpartition("#")[::2]) for place in known)
        return [place for place, id_, key in split if id_ in groups and (not groups[id_] or key in groups[id_])]


def _is_short(part: Part[Cluster]) -> bool:
    if part.problem and _is_closed(part.problem):
        return part.as_of is None and not part.facts
    return not part.complete


def _is_closed(problem: PrivateEndpointError) -> bool:
    return isinstance(problem, PermissionDenied | NotFound)
