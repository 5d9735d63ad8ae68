"""Completion: what a shell is offered, and the code that makes it ask."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui import cli, exit_codes
from tui.headless.arguments import _COMMANDS, SHELLS
from tui.headless.completing import complete, print_code
from tui.local import last_read
from tui.local.last_read import Names

NAMES = Names(("vpce-0aa", "vpce-0bb"), ("catalog", "orders", "orders/reporting"))
ASKED = {
    "tidb-pe delete --yes vpce": set(NAMES.endpoints),
    "tidb-pe create --cluster ord": {"orders", "orders/reporting"},
    "tidb-pe list cluster:cat": {"catalog"},  # bash keeps what stands before the colon
    "tidb-pe export vpce-0aa --format ": {"terraform", "shell", "policy"},
    "tidb-pe describe --demo self-managed ": {"vpce-0dd"},
    "tidb-pe ": {"config", *_COMMANDS},
}
ASKS = """
eval "$(tidb-pe completion bash)"
for COMP_LINE in "$@"; do
  read -ra COMP_WORDS <<< "$COMP_LINE"
  COMP_POINT=${#COMP_LINE} COMP_TYPE=9 COMP_CWORD=${#COMP_WORDS[@]} COMPREPLY=()
  _python_argcomplete tidb-pe
  echo "${COMPREPLY[*]}"
done
"""


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What bash is told at the end of each line."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(home))
        patch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        last_read.write(NAMES)
        last_read.write(Names(("vpce-0dd",), ("demo",)), "demo-")
        command = ["bash", "-c", ASKS, "bash", *ASKED]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return {line: set(told.split()) for line, told in zip(ASKED, done.stdout.splitlines(), strict=True)}


@pytest.mark.parametrize("line", ASKED)
def test_commands_options_ids_and_cluster_names_are_offered(line: str, offered: dict[str, set[str]]) -> None:
    assert offered[line] == ASKED[line]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_code(shell: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert print_code(shell) == exit_codes.OK
    told = capfd.readouterr()
    assert "tidb-pe" in told.out
    assert "_ARGCOMPLETE" in told.out


def test_without_argcomplete_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("argcomplete.finders", "argcomplete.shell_integration"):
        monkeypatch.setitem(sys.modules, name, None)
    assert cli.main(["completion", "zsh"]) == exit_codes.USAGE
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err == "tidb-pe: Completion in shells needs: pip install 'tidb-private-endpoint[completion]'\n"
    with pytest.raises(SystemExit):
        complete(cli._parser(()))
