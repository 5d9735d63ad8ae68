"""A demo cloud in a process of its own, for which program and `aws` are configured."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tomli_w

from tui.local import places

_KEYS = {"AWS_ACCESS_KEY_ID": "demo-operator", "AWS_SECRET_ACCESS_KEY": "demo", "AWS_REGION": "us-west-2"}


@contextmanager
def a_cloud() -> Iterator[str]:
    """Its address; it ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.demo.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = json.loads(process.stdout.readline())["url"]
    _configure(url)
    os.environ |= _KEYS | {"AWS_ENDPOINT_URL": url}
    try:
        yield url
    finally:
        for name in (*_KEYS, "AWS_ENDPOINT_URL"):
            del os.environ[name]
        process.communicate(timeout=10)


def describe() -> tuple[str, ...]:
    """The command that a person would list the endpoints with."""
    return "aws", "ec2", "describe-vpc-endpoints", "--region", "us-west-2"


def _configure(url: str) -> None:
    profile = {"endpoint_url": url, "regions": ["us-west-2"], "service_aws_profile": "tidb"}
    _write(places.config_file(), tomli_w.dumps({"profiles": {"default": profile}}))
    keys = "[tidb]\naws_access_key_id = demo-service\naws_secret_access_key = demo\n"
    _write(Path(os.environ["HOME"]) / ".aws" / "credentials", keys)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
