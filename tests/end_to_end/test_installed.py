"""The wheel, installed as operators install it: command, manual page, demo. Without an index: tests/wheelhouse.py."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.constraints import OURS, asked_for, installed
from tests.end_to_end import flow
from tests.end_to_end.terminal import BIN, Terminal
from tests.wheelhouse import pack
from tui import __version__

ROOT = Path(__file__).parents[2]
COMMANDS = {"pipx": ("pipx", "install"), "uv": ("uv", "tool", "install")}
MISSING = [name for name in COMMANDS if not (BIN / name).exists()]


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with this checkout's wheel, and one of each library that the program and its demo need."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    ours = installed(OURS)
    assert ours
    pack([one for extra in ("", "demo") for one in asked_for(ours, extra)], folder)
    return folder


def environment(folder: Path, wheels: Path) -> Mapping[str, str]:
    """Everything goes below `folder`, and comes from `wheels`."""
    places = {
        "PIPX_HOME": "pipx",
        "PIPX_BIN_DIR": "bin",
        "PIPX_MAN_DIR": "man",
        "UV_TOOL_DIR": "tools",
        "UV_TOOL_BIN_DIR": "bin",
        "UV_CACHE_DIR": "cache",
    }
    settings = {"UV_FIND_LINKS": str(wheels), "UV_NO_INDEX": "1", "UV_NO_CONFIG": "1", "PATH": f"{BIN}:/usr/bin:/bin"}
    return os.environ | settings | {name: str(folder / place) for name, place in places.items()}


@pytest.mark.timeout(240)
@pytest.mark.skipif(bool(MISSING), reason=f"not in this environment: {', '.join(MISSING)}; pipx installs by uv")
@pytest.mark.parametrize("installer", COMMANDS)
def test_the_wheel_is_installed_and_works(installer: str, wheels: Path, tmp_path: Path) -> None:
    [wheel] = wheels.glob("tidb_private_endpoint-*.whl")
    program, *words = COMMANDS[installer]
    command = [str(BIN / program), *words, "--python", sys.executable, f"{wheel}[demo]"]
    done = subprocess.run(
        command, env=environment(tmp_path, wheels), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    there = tmp_path / "bin" / "tidb-pe"
    assert said(there, "--version") == f"tidb-pe {__version__}\n"
    assert "config.toml" in said(there, "help", "files")
    assert "orders-prod" in said(there, "list", "--demo")
    assert list(tmp_path.glob("**/share/man/man1/tidb-pe.1"))
    with Terminal(str(there), "--demo") as terminal:
        flow.wait_for_list(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def said(program: Path, *words: str) -> str:
    """What it prints, from a folder where no `tui` lies about."""
    command = [str(program), *words]
    return subprocess.run(
        command, cwd=program.parent, capture_output=True, text=True, timeout=60, check=True, stdin=subprocess.DEVNULL
    ).stdout
