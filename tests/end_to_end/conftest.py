"""A demo cloud that outlives the program, reached as any AWS is: by configuration, environment and credentials file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli_w

from tests.demo.running import OPERATOR_KEY, REGION, SERVICE_KEY, DemoCloud
from tests.end_to_end import flow
from tests.end_to_end.terminal import Terminal
from tui.local import places


@pytest.fixture(scope="module")
def running() -> Iterator[DemoCloud]:
    with DemoCloud() as cloud:
        yield cloud


@pytest.fixture
def cloud(running: DemoCloud, monkeypatch: pytest.MonkeyPatch) -> DemoCloud:
    """Time stands still in it; the program is configured for it, with a profile of its own for the service account."""
    running.reset()
    profile = {"endpoint_url": running.url, "regions": [REGION], "service_aws_profile": "tidb"}
    _write(places.config_file(), tomli_w.dumps({"poll_moving_s": 1, "profiles": {"default": profile}}))
    keys = f"[tidb]\naws_access_key_id = {SERVICE_KEY}\naws_secret_access_key = demo\n"
    _write(Path.home() / ".aws" / "credentials", keys)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", OPERATOR_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "demo")
    return running


@pytest.fixture
def listed(cloud: DemoCloud) -> Iterator[Terminal]:  # noqa: ARG001 - configures the program
    """The program on that cloud, at its list."""
    with Terminal() as terminal:
        flow.wait_for_list(terminal)
        yield terminal


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)
    path.chmod(0o600)
