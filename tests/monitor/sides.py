"""The sides that are polled: what each told last, and what goes wrong with them."""

from tests.fakes import cluster
from tui.domain.errors import Unreachable
from tui.domain.snapshot import Reading
from tui.monitor.store import Store

DOWN = Unreachable("no answer", retryable=True)
ELSEWHERE = cluster("billing", region="eu-central-1")


def sides(store: Store) -> dict[str, Reading]:
    return {reading.side: reading for reading in store.snapshot.readings}
