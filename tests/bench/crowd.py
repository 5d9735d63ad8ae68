"""The program on fakes with as many endpoints as asked for: `python -m tests.bench.crowd COUNT TIMES [MODE]`.

MODE `changing`: each refresh (`r`) turns private DNS of the first endpoint on or off; `still`: nothing changes;
`silent`: AWS never answers; `regions`: nothing changes, in four regions. When the fakes answer, the time is appended to
the file TIMES, so that another process can tell how long the way to the screen was, and how often AWS was asked.
"""

import asyncio
import gc
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


REGIONS = ("us-west-2", "us-east-1", "eu-west-1", "ap-northeast-1")


class TellingAws(FakeAws):
    """Says when it answered."""

    def __init__(self, count: int, times: Path, mode: str) -> None:
        super().__init__()
        self._times, self._mode = times, mode
        regions = REGIONS if mode == "regions" else REGIONS[:1]
        self.clusters = [cluster(f"orders{at or ''}", region=region) for at, region in enumerate(regions)]
        self.offered = [service(each) for each in self.clusters]
        self.vpc_endpoints = [
            vpc_endpoint(f"vpce-{at:017x}", to=self.offered[at % len(regions)], private_dns_enabled=True)
            for at in range(count)
        ]

    async def describe_vpc_endpoints(self, region: str, service_names: Sequence[str]) -> list[VpcEndpoint]:
        if self._mode == "silent":
            await asyncio.Event().wait()
        if self._mode == "changing" and self.called("describe_vpc_endpoints"):
            first = self.vpc_endpoints[0]
            self.change(first.id, private_dns_enabled=not first.private_dns_enabled)
        found = await super().describe_vpc_endpoints(region, service_names)
        with self._times.open("a") as out:
            out.write(f"{time.monotonic()}\n")
        return found


def main(count: int, times: Path, mode: str = "changing") -> None:
    aws = TellingAws(count, times, mode)
    world = World(aws=aws, clock=cast("FrozenClock", SystemClock()))
    world.tidb.clusters, world.tidb.services = aws.clusters, aws.offered
    app = world.app()
    del app.NOTIFICATION_TIMEOUT  # notices go away as they do for a person
    sys.setswitchinterval(0.001)  # this and the next as tui.bootstrap does
    gc.disable()
    app.run()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
