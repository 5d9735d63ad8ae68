"""The demo's AWS: a process of its own on 127.0.0.1, which ends when its stdin does."""

import argparse
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.test import Client

from tui.demo import privatelink
from tui.demo.building import build
from tui.demo.clock import Clock
from tui.demo.cloud import Cloud
from tui.demo.front import FrontDoor
from tui.demo.world import World

if TYPE_CHECKING:
    from tui.demo.tidb_cloud.world import CloudWorld

HOST = "127.0.0.1"
DEFAULT_SPEED = 10.0

Told = Callable[[str], dict[str, Any]]
"""From the address to what the ready line says."""


class QuietHandler(MotoRequestHandler):
    """Says nothing: the terminal belongs to the screen."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        pass


def open_cloud(world: World, speed: float) -> FrontDoor:
    """The world, built, behind the front door; replaces any other in this process."""
    front = _front_door(world, speed)
    build(world, front.cloud)
    return front


def open_tidb_cloud(world: "CloudWorld", speed: float, clock: Callable[[], float] = time.monotonic) -> FrontDoor:
    """AWS and TiDB Cloud side by side; `clock` is the real one. Replaces any other in this process."""
    from tui.demo.tidb_cloud.api import TidbCloud
    from tui.demo.tidb_cloud.building import build as build_tidb_cloud

    front = _front_door(world.aws(), speed)
    front.tidb_cloud = TidbCloud(front.cloud, build_tidb_cloud(world, front.cloud), clock)
    return front


def _front_door(world: World, speed: float) -> FrontDoor:
    cloud = Cloud(Clock(speed), world.delays)
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"  # nobody starts instances here; saves half a second
    privatelink.install(cloud)
    return FrontDoor(DomainDispatcherApplication(create_backend_app), cloud)


def listen(front: FrontDoor, port: int = 0) -> BaseWSGIServer:
    """Bind `front`; serve with `serve_forever`. Port 0 takes a free one."""
    return make_server(HOST, port, front, threaded=True, request_handler=QuietHandler)


def url_of(server: BaseWSGIServer) -> str:
    """Where `server` listens."""
    return f"http://{HOST}:{server.server_port}"


def main() -> None:
    """Print one line of JSON when ready: `url`, and `profile` in the shape of a profile of the settings.

    With TiDB Cloud also `tidb_cloud`: where its two APIs are, and the key to them.
    """
    arguments = _arguments()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    opened = _with_tidb_cloud if arguments.tidb_cloud else _self_managed
    front, tell = opened(arguments.world, arguments.speed)
    _warm_up(front)
    server = listen(front, arguments.port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps(tell(url_of(server))), flush=True)  # noqa: T201 - the ready line
    sys.stdin.buffer.read()
    os._exit(0)  # requests under way have nobody left to answer to


def _self_managed(path: Path | None, speed: float) -> tuple[FrontDoor, Told]:
    world = World.read(path)
    return open_cloud(world, speed), lambda url: {"url": url, "profile": world.profile}


def _with_tidb_cloud(path: Path | None, speed: float) -> tuple[FrontDoor, Told]:
    from tui.demo.tidb_cloud.api import access
    from tui.demo.tidb_cloud.world import CloudWorld

    world = CloudWorld.read(path)
    front = open_tidb_cloud(world, speed)
    return front, lambda url: {"url": url, "profile": world.told(), "tidb_cloud": access(url)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tui.demo.server", description=__doc__)
    parser.add_argument(
        "--speed", type=float, default=DEFAULT_SPEED, help="how much faster than AWS (default: %(default)g)"
    )
    parser.add_argument("--tidb-cloud", action="store_true", help="with TiDB Cloud's APIs beside AWS")
    parser.add_argument("--world", type=Path, help="the world to build (default: the one that ships)")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: a free one)")
    return parser.parse_args()


def _warm_up(front: FrontDoor) -> None:
    """Make each service's first call here, so that nobody waits for its model to load."""
    for service, action, version in (
        ("ec2", "DescribeVpcs", "2016-11-15"),
        ("elasticloadbalancing", "DescribeLoadBalancers", "2015-12-01"),
        ("sts", "GetCallerIdentity", "2011-06-15"),
    ):
        signed = f"AWS4-HMAC-SHA256 Credential=demo-operator/20260101/us-west-2/{service}/aws4_request"
        Client(front).post(data={"Action": action, "Version": version}, headers={"Authorization": signed})
    front.calls.clear()


if __name__ == "__main__":
    main()
