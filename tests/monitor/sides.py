"""The sides that are polled: what each told last, and what goes wrong with them."""

from datetime import datetime

from tests.fakes import cluster
from tui.domain.errors import PrivateEndpointError, Unreachable
from tui.domain.snapshot import Freshness
from tui.monitor.store import Store

DOWN = Unreachable("no answer", retryable=True)
ELSEWHERE = cluster("billing", region="eu-central-1")


def sides(store: Store) -> dict[str, Freshness]:
    """By side and what is read of it: `TiDB connections`, `AWS us-west-2`."""
    return {f"{each.side} {each.what}".strip(): each for each in store.snapshot.readings}


def freshness(store: Store) -> dict[str, tuple[datetime | None, PrivateEndpointError | None]]:
    """When each was read whole, and the problem since."""
    return {name: (each.as_of, each.problem) for name, each in sides(store).items()}
