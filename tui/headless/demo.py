"""`demo`: the demo cloud in the foreground, and what leads `aws` and this program to it."""

import shlex
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sized
from pathlib import Path
from typing import TYPE_CHECKING

from tui import exit_codes
from tui.demo_process import OPERATOR, SERVICE, DemoCloud, DemoProcess
from tui.headless.progress import Progress
from tui.settings import loading
from tui.settings.shape import Document
from tui.terminal.streams import say, tell

if TYPE_CHECKING:
    from types import FrameType

_LOOK_EVERY_S = 0.2
_PACE = {"poll_moving_s": 2, "poll_settled_s": 5}


def run_demo(side: str, speed: float) -> int:
    """Until interrupted, or until the cloud ends by itself. Raises PrivateEndpointError."""
    _on_end(_interrupt)
    process = DemoProcess(speed, tidb_cloud=side == "tidb-cloud")
    try:
        with Progress("Starting the demo cloud, usually 2 to 5 seconds …"):
            cloud = process.ready()
        ends: list[int] = []
        _on_end(lambda number, _: ends.append(number))  # raised in the midst of a print, it could be lost
        with tempfile.TemporaryDirectory(prefix="tidb-pe-demo-") as folder:
            write_files(Path(folder), cloud)
            say("".join(f"export {name}={shlex.quote(text)}\n" for name, text in exports(Path(folder), cloud)))
            tell("tidb-pe: The demo cloud runs until Ctrl-C. Paste these lines into a shell in another terminal.")
            return _wait(process, ends)
    except KeyboardInterrupt:
        return exit_codes.OK
    finally:
        process.close()


def exports(folder: Path, cloud: DemoCloud) -> Iterator[tuple[str, str]]:
    """Variables and their values; the folders in `folder` stand in for the operator's own."""
    key, secret = OPERATOR
    yield "AWS_ENDPOINT_URL", cloud.url
    yield "AWS_REGION", _regions(cloud)[0]
    yield "AWS_ACCESS_KEY_ID", key
    yield "AWS_SECRET_ACCESS_KEY", secret
    yield "AWS_SESSION_TOKEN", ""
    yield "AWS_PROFILE", "default"
    yield "AWS_CONFIG_FILE", str(folder / "aws-config")
    yield "AWS_SHARED_CREDENTIALS_FILE", str(folder / "aws-credentials")
    yield "XDG_CONFIG_HOME", str(folder)
    yield "XDG_STATE_HOME", str(folder)
    names = {
        "dedicated_url": "TIDBCLOUD_DEDICATED_ENDPOINT",
        "iam_url": "TIDBCLOUD_IAM_ENDPOINT",
        "public_key": "TIDBCLOUD_PUBLIC_KEY",
        "private_key": "TIDBCLOUD_PRIVATE_KEY",
    }
    yield from ((name, cloud.tidb_cloud[key]) for key, name in names.items() if key in cloud.tidb_cloud)


def write_files(folder: Path, cloud: DemoCloud) -> None:
    """The program's configuration and the AWS profiles of the demo's accounts."""
    general = _PACE | {key: value for key, value in cloud.profile.items() if key in _PACE}
    profile = {key: value for key, value in cloud.profile.items() if key not in _PACE}
    accounts = {"default": OPERATOR} | {name: (name, "demo") for name in profile.get("aws_profiles", {}).values()}
    if not cloud.tidb_cloud:
        accounts["service"], profile["service_aws_profile"] = SERVICE, "service"
    profile["endpoint_url"] = cloud.url
    document = Document.model_validate({**general, "profiles": {"default": profile}})
    loading.save(document, folder / "tidb-pe" / "config.toml")
    regions = (f"[{_section(name)}]\nregion = {_regions(cloud)[0]}\n" for name in accounts)
    (folder / "aws-config").write_text("".join(regions), "utf-8")
    keys = (
        f"[{name}]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n"
        for name, (key, secret) in accounts.items()
    )
    (folder / "aws-credentials").write_text("".join(keys), "utf-8")


def _regions(cloud: DemoCloud) -> list[str]:
    return list(cloud.profile["regions"])


def _section(profile: str) -> str:
    return profile if profile == "default" else f"profile {profile}"


def _wait(process: DemoProcess, ends: Sized) -> int:
    while not ends and not process.died():
        time.sleep(_LOOK_EVERY_S)
    if not ends:
        tell(f"tidb-pe: {process.died()}")
    return exit_codes.OK if ends else exit_codes.FAILED


def _on_end(do: Callable[[int, "FrameType | None"], object]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, do)


def _interrupt(_number: int, _frame: "FrameType | None") -> None:
    raise KeyboardInterrupt
