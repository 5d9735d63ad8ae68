"""The standalone archive drives its demo to Active where there is no Python; `STANDALONE` names its program.

`.github/install/build` makes the archive. The workflow unpacks it with install.sh and sets the variable.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end import flow
from tests.end_to_end.terminal import Terminal
from tui import __version__

PROGRAM = os.environ.get("STANDALONE", "")

pytestmark = pytest.mark.skipif(not PROGRAM, reason="no archive is named: STANDALONE=…/tidb-pe")


@pytest.fixture
def no_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH with a shell and nothing else."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("PYTHONPATH", raising=False)


def said(*words: str) -> str:
    command = [PROGRAM, *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, stdin=subprocess.DEVNULL
    ).stdout


@pytest.mark.usefixtures("no_python")
def test_version_help_and_list() -> None:
    assert said("--version") == f"tidb-pe {__version__}\n"
    assert "config.toml" in said("help", "files")
    assert "orders-prod" in said("list", "--demo", "tidb-cloud")


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("no_python")
def test_its_demo_is_driven_to_active() -> None:
    with Terminal(PROGRAM, "--demo", "--speed", "200") as terminal:
        flow.to_interface_endpoint(terminal)
        flow.pick_network(terminal)
        flow.create_endpoint(terminal)
        flow.accept(terminal)
        flow.wait_for_step(terminal, "Enable Private DNS")
        flow.enable_private_dns(terminal)
        flow.finish(terminal)
        terminal.press("ctrl+g")
        terminal.press("q")
        assert terminal.wait_exit() == 0


@pytest.mark.usefixtures("no_python")
def test_what_it_starts_gets_the_libraries_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A credential helper notes the variable by which PyInstaller leads its own program to its own libraries."""
    noted = tmp_path / "noted"
    helper = tmp_path / "helper"
    helper.write_text(f'#!/bin/sh\necho "${{LD_LIBRARY_PATH-none}}" >{noted}\nexit 1\n')
    helper.chmod(0o755)
    configuration = tmp_path / "aws"
    configuration.write_text(f"[default]\nregion = us-west-2\ncredential_process = {helper}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(configuration))
    subprocess.run([PROGRAM, "list"], capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL)
    assert noted.read_text() == "none\n"
