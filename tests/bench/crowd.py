"""The program on fakes with as many endpoints as asked for: `python -m tests.bench.crowd COUNT TIMES`.

Each refresh (`r`) turns private DNS of the first endpoint on or off. When the fakes answer, the time is appended to the
file TIMES, so that another process can tell how long the way to the screen was.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tests.fakes import FakeAws, cluster, service, vpc_endpoint
from tests.screens.harness import World
from tui.domain.endpoints import VpcEndpoint
from tui.monitor.clock import SystemClock

if TYPE_CHECKING:
    from tests.clock import FrozenClock


class TellingAws(FakeAws):
    """Says when it answered."""

    def __init__(self, count: int, times: Path) -> None:
        super().__init__()
        self._times = times
        self.of = cluster()
        self.to = service(self.of)
        self.vpc_endpoints = [
            vpc_endpoint(f"vpce-{at:017x}", to=self.to, private_dns_enabled=True) for at in range(count)
        ]

    async def describe_vpc_endpoints(self, region: str, service_names: Sequence[str]) -> list[VpcEndpoint]:
        if self.vpc_endpoints and self.called("describe_vpc_endpoints"):
            first = self.vpc_endpoints[0]
            self.change(first.id, private_dns_enabled=not first.private_dns_enabled)
        found = await super().describe_vpc_endpoints(region, service_names)
        with self._times.open("a") as out:
            out.write(f"{time.monotonic()}\n")
        return found


def main(count: int, times: Path) -> None:
    aws = TellingAws(count, times)
    world = World(aws=aws, clock=cast("FrozenClock", SystemClock()))
    world.tidb.clusters, world.tidb.services = [aws.of], [aws.to]
    world.app().run()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
