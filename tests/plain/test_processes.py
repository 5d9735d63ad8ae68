"""Plain mode as a process: by its option, by TERM, and without Textual."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.headless.test_processes import ROOT, WITH_MODULES
from tests.plain.piped import Piped
from tui import exit_codes
from tui.plain.run import GO_ON


def test_plain_mode_loads_no_textual(tmp_path: Path) -> None:
    loaded = tmp_path / "modules"
    done = subprocess.run(
        [sys.executable, "-c", WITH_MODULES, str(loaded), "--plain", "--demo", "--speed", "100"],
        cwd=ROOT,
        input="new\nnext\nnext\nhelp\nback\nlist\n1\nedit\nback\ndelete\nback\nconnect\nback\ndiagnose\nback\nback\n"
        "clusters\n1\n",
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (exit_codes.OK, ""), done.stdout
    modules = {name.split(".")[0] for name in loaded.read_text().split()}
    assert "boto3" in modules
    assert modules & {"textual", "moto", "flask", "jsonschema"} == set()
    assert "\x1b" not in done.stdout
    for page in (
        "step 3 of 5",
        "Help",
        "Edit a private",
        "Delete a private",
        "Connect to TiDB",
        "Diagnose",
        "Cluster ",
    ):
        assert page in done.stdout


def test_a_terminal_that_cannot_place_text_gets_plain_mode_by_itself() -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "--demo", "--speed", "100"],
            cwd=ROOT,
            env={**os.environ, "TERM": "dumb"},
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            timeout=60,
            check=False,
        )
        shown = os.read(ours, 65536).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == exit_codes.OK
    assert "Private Endpoint, demo x100\r\n" in shown
    assert "\x1b" not in shown


def test_quit_ends_it_while_the_input_is_open() -> None:
    with Piped("--plain", "--demo", "--speed", "100") as program:
        program.hear(r"^Type a number")
        program.say("quit")
        assert program.wait() == exit_codes.OK
        assert program.heard.endswith("Left. Nothing is unfinished.\n")


def test_ctrl_c_says_how_to_go_on() -> None:
    with Piped("--plain", "--demo", "--speed", "100") as program:
        program.hear(r"^Type a number")
        program.ask("new", r"^Type a number")
        program.ask("next", r"step 2 of 5[^$]*^Type a number")
        program.interrupt()
        assert program.wait() == exit_codes.INTERRUPTED
        assert f"{GO_ON}\ntidb-pe: Interrupted.\n" in program.heard


@pytest.mark.parametrize("words", [("--plain",), ()])
def test_without_settings_it_says_what_to_do(words: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "dumb", "AWS_EC2_METADATA_DISABLED": "true"},
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == exit_codes.USAGE
    assert "tidb-pe: Nothing is configured yet." in done.stderr
