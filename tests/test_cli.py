"""The command line: what is printed where, exit codes, and what is not loaded."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tui import bootstrap, cli, exit_codes
from tui.domain.clusters import TidbSide
from tui.domain.errors import CredentialsError, PermissionDenied, PrivateEndpointError, Throttled, Unreachable
from tui.runtime import Options
from tui.settings.problems import SettingsError
from tui.settings.shape import Settings
from tui.settings.table import OPTIONS

ROOT = Path(__file__).parents[1]


def tidb_pe(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with no terminal."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def in_shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of bash, whose $0 is Python."""
    return subprocess.run(
        ["bash", "-c", command, sys.executable],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """Every terminal is good; what the screen would be opened with."""
    calls: list[Options] = []

    def run(options: Options) -> int:
        calls.append(options)
        return 7

    monkeypatch.setattr("tui.terminal.capabilities.why_unusable", lambda *_streams: "")
    monkeypatch.setattr(bootstrap, "run", run)
    return calls


def test_with_no_argument_the_screen_is_opened_and_its_code_returned(opened: list[Options]) -> None:
    assert cli.main([]) == 7
    assert opened == [Options()]


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["--demo"], Options(demo=TidbSide.SELF_MANAGED, speed=10)),
        (["--demo", "tidb-cloud"], Options(demo=TidbSide.TIDB_CLOUD, speed=10)),
        (["--demo", "--speed", "2.5"], Options(demo=TidbSide.SELF_MANAGED, speed=2.5)),
        (["--setup", "--profile", "prod"], Options({"profile": "prod"}, setup=True)),
        (["--read-only", "--demo"], Options({"read_only": "true"}, demo=TidbSide.SELF_MANAGED)),
        (
            ["--profile", "prod", "--regions=us-west-2,us-east-1", "--poll-moving-s", "3"],
            Options({"profile": "prod", "regions": "us-west-2,us-east-1", "poll_moving_s": "3"}),
        ),
    ],
)
def test_options_reach_the_program(opened: list[Options], arguments: Sequence[str], options: Options) -> None:
    cli.main(arguments)
    assert opened == [options]


def test_every_setting_is_an_option() -> None:
    assert set(OPTIONS) == set(Settings.model_fields)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--speed", "2"],
        ["--setup", "--demo"],
        ["--demo", "--speed", "0"],
        ["--demo", "--speed", "nan"],
        ["--demo", "--speed", "x"],
        ["--prof", "x"],
        ["config"],
        ["config", "delete"],
        ["conf"],
    ],
    ids=" ".join,
)
def test_wrong_use_exits_with_2(
    opened: list[Options], arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == exit_codes.USAGE
    assert "tidb-pe" in capsys.readouterr().err
    assert opened == []


def test_without_a_terminal_there_is_one_line_and_exit_code_2() -> None:
    done = tidb_pe("--demo")
    assert (done.returncode, done.stdout) == (exit_codes.USAGE, "")
    assert done.stderr == "tidb-pe needs a terminal to show its screen: standard input is not a terminal.\n"


def test_a_terminal_of_no_known_kind_gets_one_line_and_exit_code_2() -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tui"],
            cwd=ROOT,
            env=os.environ | {"TERM": ""},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            timeout=60,
            check=False,
        )
        shown = os.read(ours, 4096).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == exit_codes.USAGE
    assert shown == "tidb-pe needs a terminal to show its screen: the terminal cannot place text (TERM is not set).\r\n"


def test_help_says_what_keys_configuration_and_exit_codes_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert "private endpoint connections over AWS PrivateLink" in shown
    assert re.search(r"keys:\n.*n New.*\? Help.*q Quit", shown)
    assert str(Path.home() / ".config/tidb-pe/config.toml") in shown
    assert all(f"  {code}  {meaning}" in shown for code, meaning in exit_codes.MEANINGS.items())


def test_the_path_follows_xdg_unless_it_is_relative(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for value, folder in {str(tmp_path): tmp_path, "relative": Path.home() / ".config"}.items():
        monkeypatch.setenv("XDG_CONFIG_HOME", value)
        assert cli.main(["config", "path"]) == 0
        assert capsys.readouterr().out == f"{folder / 'tidb-pe' / 'config.toml'}\n"


@pytest.mark.parametrize(
    "arguments", [["--regions", "us-west-2", "config", "show"], ["config", "show", "--regions", "us-west-2"]]
)
def test_config_show_tells_values_and_origins_wherever_the_option_stands(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIDB_PE_AWS_PROFILE", "ops")
    assert cli.main(arguments) == 0
    shown = capsys.readouterr().out
    assert "config.toml is not there" in shown.splitlines()[0]
    assert '# --regions\nregions = [\n    "us-west-2",\n]' in shown
    assert 'aws_profile = "ops"  # TIDB_PE_AWS_PROFILE' in shown


def test_config_check_prints_each_problem_and_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path.home() / ".config/tidb-pe/config.toml"
    path.parent.mkdir(parents=True)
    path.write_text("poll_moving_s = 0\nregions = []\n")
    assert cli.main(["config", "check"]) == exit_codes.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(":")[1].strip() for line in told.err.splitlines()] == [
        "poll_moving_s",
        "regions",
        f"Edit {path}.",
    ]
    path.write_text("poll_moving_s = 2\n")
    assert cli.main(["config", "check"]) == 0
    assert capsys.readouterr().out == f"{path}: no problem found.\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("x"), 2),
        (PrivateEndpointError("x"), 3),
        (Throttled("x"), 3),
        (CredentialsError("x"), 4),
        (PermissionDenied("x"), 5),
        (Unreachable("x"), 6),
    ],
)
def test_an_error_has_the_exit_code_of_its_class(error: PrivateEndpointError, code: int) -> None:
    assert exit_codes.exit_code(error) == code
    assert code in exit_codes.MEANINGS


PRINTING = ("config show", "config path", "config check", "config write", "--help", "config --help", "--version")
NO_READER = "exec 3> >(exec true); wait $!; exec >&3 3>&-;"
"""For bash: what reads standard output has ended before anything is written to it."""


@pytest.mark.parametrize("buffered", ["", "1"], ids=["", "unbuffered"])
@pytest.mark.parametrize("printing", PRINTING)
@pytest.mark.parametrize(
    ("shell", "told"),
    [
        ("exec > /dev/full;", "Standard output cannot be written: No space left on device."),
        ("exec >&-;", "Standard output is closed."),
        (NO_READER, "Standard output cannot be written: Broken pipe."),
    ],
    ids=["full", "closed", "gone"],
)
def test_an_output_that_takes_nothing_is_one_line_and_its_own_exit_code(
    shell: str, told: str, printing: str, buffered: str
) -> None:
    done = in_shell(f'{shell} exec "$0" -m tui {printing}', PYTHONUNBUFFERED=buffered)
    assert (done.returncode, done.stdout, done.stderr) == (exit_codes.OUTPUT, "", f"tidb-pe: {told}\n")


@pytest.mark.parametrize(
    ("command", "code"), [("--bogus", exit_codes.USAGE), ("config delete", exit_codes.USAGE), ("", exit_codes.USAGE)]
)
@pytest.mark.parametrize("shell", ["exec 2> /dev/full;", "exec 2>&-;"])
def test_a_standard_error_that_takes_nothing_changes_no_exit_code(shell: str, command: str, code: int) -> None:
    done = in_shell(f'{shell} exec "$0" -m tui {command}')
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


def test_a_standard_input_that_is_closed_is_one_line_and_hinders_nobody_who_needs_none() -> None:
    done = in_shell('exec "$0" -m tui <&-')
    assert (done.returncode, done.stdout) == (exit_codes.USAGE, "")
    assert done.stderr == "tidb-pe needs a terminal to show its screen: standard input is closed.\n"
    assert in_shell('exec "$0" -m tui config path <&-').returncode == exit_codes.OK


def test_letters_that_the_locale_lacks_are_printed_by_number() -> None:
    locale = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = tidb_pe("config", "show", TIDB_PE_AWS_PROFILE="büro", **locale)
    assert done.returncode == exit_codes.OK
    assert 'aws_profile = "b\\xfcro"' in done.stdout or 'aws_profile = "b\\udcc3\\udcbcro"' in done.stdout


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--version"], {"textual", "boto3", "botocore", "moto", "pydantic"}),
        (["--help"], {"textual", "boto3", "botocore", "moto", "pydantic"}),
        (["help", "configuration"], {"textual", "boto3", "botocore", "moto", "pydantic"}),
        (["config", "path"], {"textual", "boto3", "botocore", "moto", "pydantic"}),
        (["config", "show"], {"textual", "boto3", "botocore", "moto"}),
        (["config", "check"], {"textual", "boto3", "botocore", "moto"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_needs_no_screen_loads_none(arguments: list[str], absent: set[str]) -> None:
    code = (
        "import sys\nfrom tui import cli\n"
        "try:\n    cli.main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = {name.split(".")[0] for name in done.stderr.splitlines()}
    assert "tui" in loaded
    assert loaded & absent == set()
