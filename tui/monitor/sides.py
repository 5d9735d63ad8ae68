"""The last facts of each side, and their age."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from tui.domain.clusters import Cluster
from tui.domain.endpoints import MOVING_SERVICE_STATES, PrivateLinkService
from tui.domain.errors import PrivateEndpointError
from tui.monitor.clock import Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Side(Generic[T]):
    """The last facts of one call, their age, and why the call failed since."""

    facts: T
    as_of: datetime | None = None
    problem: PrivateEndpointError | None = None

    async def ask(self, read: Callable[[], Awaitable[T]], clock: Clock) -> "Side[T]":
        """The new facts; the old ones with their age where there are none."""
        try:
            return Side(await read(), clock.now())
        except PrivateEndpointError as error:
            return replace(self, problem=error)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What changes rarely."""

    clusters: Sequence[Cluster] = ()
    services: Sequence[PrivateLinkService] = ()

    def moving(self, asked: str) -> list[Cluster]:
        """The cluster of the ID `asked`, and those with an endpoint service that is being made or removed."""
        ids = {asked, *(each.cluster_id for each in self.services if each.state in MOVING_SERVICE_STATES)}
        return [cluster for cluster in self.clusters if cluster.id in ids]

    def with_services(self, of: Sequence[Cluster], services: Sequence[PrivateLinkService]) -> "Inventory":
        """With `services` as those of the clusters `of`."""
        ids = {cluster.id for cluster in of}
        return Inventory(self.clusters, [*(each for each in self.services if each.cluster_id not in ids), *services])
