"""The manual page is made from what the program and its Help say, and reads without complaint."""

import shutil
import subprocess

import pytest

from tests.man_page import FILE, _escaped, _inline, man_page
from tui import exit_codes
from tui.headless.arguments import _COMMANDS
from tui.settings.problems import option_of
from tui.settings.table import OPTIONS

NEEDS_MAN = pytest.mark.skipif(
    not (shutil.which("man") and shutil.which("groff")), reason="man and groff are not installed here"
)


def test_it_is_what_it_was_made_from() -> None:
    """`python -m tests.documents` writes it anew."""
    assert FILE.read_text("utf-8") == man_page()


@NEEDS_MAN
def test_it_reads_without_a_warning_and_names_every_command_setting_and_exit_code() -> None:
    command = ["man", "--warnings=w", "--encoding=UTF-8", "--local-file", str(FILE)]
    shown = subprocess.run(
        command,
        env={"PATH": "/usr/bin:/bin", "MANWIDTH": "200"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert shown.stderr == ""
    assert all(f"tidb-pe {name}" in shown.stdout for name in _COMMANDS)
    assert all(option_of(key) in shown.stdout for key in OPTIONS)
    assert all(text in shown.stdout for text in exit_codes.MEANINGS.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".config is a request", "\\&.config is a request"),
        ("'quoted' first", "\\&'quoted' first"),
        ("C:\\path", "C:\\epath"),
        ("--read-only", "\\-\\-read\\-only"),
        ('say "yes"', "say \\(dqyes\\(dq"),
    ],
)
def test_nothing_in_a_text_is_roff(text: str, expected: str) -> None:
    assert _escaped(text) == expected


def test_marks_become_fonts() -> None:
    assert _inline("run `aws` or *Check* **now**") == "run \\fBaws\\fR or \\fICheck\\fR \\fBnow\\fR"
