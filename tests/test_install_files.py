"""What `.github/install` has: the installer of the archive, the image, the unit and the line for cron."""

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tui import cli, exit_codes

ROOT = Path(__file__).parents[1]
INSTALL = ROOT / ".github" / "install"
NAME = "tidb-pe-9.9-linux-x86_64"


def archive(folder: Path, *, version: str = "9.9", glibc: str = "2.17", starts: bool = True) -> Path:
    """An archive whose program says no more than its version, with its checksum beside it."""
    top = folder / NAME
    top.mkdir(parents=True)
    (top / "tidb-pe").write_text(f"#!/bin/sh\n{'' if starts else 'exit 1'}\necho tidb-pe {version}\n")
    (top / "tidb-pe").chmod(0o755)
    (top / "tidb-pe.1").write_text(".TH TIDB-PE 1\n")
    (top / "glibc").write_text(f"{glibc}\n")
    path = folder / f"{NAME}.tar.gz"
    with tarfile.open(path, "w:gz") as packed:
        packed.add(top, NAME)
    path.with_name(f"{path.name}.sha256").write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    return path


def install(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(INSTALL / "install.sh"), *map(str, words)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"HOME": os.environ["HOME"], "PATH": "/usr/bin:/bin"},
    )


def there() -> str:
    """What the installed program says; nothing where there is none."""
    program = Path.home() / ".local" / "bin" / "tidb-pe"
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout if program.exists() else ""


def test_it_installs_program_and_manual_page_and_names_what_is_missing_from_path(tmp_path: Path) -> None:
    done = install(archive(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "tidb-pe 9.9 is installed" in done.stdout
    assert f"Add {Path.home()}/.local/bin to your PATH." in done.stdout
    assert there() == "tidb-pe 9.9\n"
    assert (Path.home() / ".local/share/man/man1/tidb-pe.1").is_file()


def test_a_newer_archive_takes_the_place_of_the_older(tmp_path: Path) -> None:
    install(archive(tmp_path / "old"))
    assert install(archive(tmp_path / "new", version="10.0")).returncode == 0
    assert there() == "tidb-pe 10.0\n"
    assert [path.name for path in (Path.home() / ".local" / "lib").iterdir()] == ["tidb-pe"]


def damaged(folder: Path) -> Path:
    path = archive(folder)
    path.write_bytes(path.read_bytes() + b"x")
    return path


def without_checksum(folder: Path) -> Path:
    path = archive(folder)
    path.with_name(f"{path.name}.sha256").unlink()
    return path


def no_archive(folder: Path) -> Path:
    """Its checksum is right, and that is all."""
    path = archive(folder)
    path.write_bytes(b"no archive")
    path.with_name(f"{path.name}.sha256").write_text(hashlib.sha256(b"no archive").hexdigest())
    return path


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (damaged, "damaged or not what it says"),
        (without_checksum, ".sha256 is not there"),
        (no_archive, "cannot be unpacked"),
        (lambda folder: archive(folder, glibc="9.99"), "needs glibc 9.99; here is 2."),
        (lambda folder: archive(folder, starts=False), "does not start"),
        (lambda folder: folder / "nothing.tar.gz", "is not there"),
        (lambda _: "", "Name the archive"),
    ],
    ids=["damaged", "no checksum", "no archive", "older glibc", "does not start", "not there", "not named"],
)
def test_what_cannot_be_installed_says_why_and_leaves_what_is_there(make: object, why: str, tmp_path: Path) -> None:
    install(archive(tmp_path / "before"))
    assert callable(make)
    done = install(make(tmp_path / "after"))
    assert done.returncode == 1
    assert why in done.stderr
    assert there() == "tidb-pe 9.9\n"
    assert [path.name for path in (Path.home() / ".local" / "lib").iterdir()] == ["tidb-pe"]


def test_it_removes_what_it_installed_and_keeps_the_configuration(tmp_path: Path) -> None:
    install(archive(tmp_path))
    kept = Path.home() / ".config" / "tidb-pe" / "config.toml"
    kept.parent.mkdir(parents=True)
    kept.touch()
    assert install("--remove").returncode == 0
    assert [path for path in (Path.home() / ".local").rglob("*") if not path.is_dir()] == []
    assert kept.exists()


def arguments(line: str) -> list[str]:
    """What a line gives `tidb-pe`."""
    found = re.search(r"\.local/bin/tidb-pe ((?:[\w-]+ ?)+)", line)
    assert found
    return found[1].split()


@pytest.mark.parametrize("name", ["tidb-pe-watch.service", "tidb-pe.crontab"])
def test_what_runs_by_itself_is_a_command_that_changes_nothing(name: str) -> None:
    lines = (INSTALL / name).read_text("utf-8").splitlines()
    [line] = (each for each in lines if ".local/bin/tidb-pe" in each and not each.startswith("#"))
    parsed = cli._parser(arguments(line)).parse_args(arguments(line))
    assert parsed.command == "watch"
    assert parsed.read_only == "true"


def test_the_unit_does_not_start_again_where_a_person_has_to_act() -> None:
    text = (INSTALL / "tidb-pe-watch.service").read_text("utf-8")
    codes = re.search(r"^RestartPreventExitStatus=(.+)$", text, re.MULTILINE)
    assert codes
    assert [int(each) for each in codes[1].split()] == [
        exit_codes.USAGE,
        exit_codes.CREDENTIALS,
        exit_codes.PERMISSION,
    ]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed here")
def test_systemd_takes_the_unit() -> None:
    """It complains of nothing but the program, which is not installed."""
    command = ["systemd-analyze", "verify", "--user", "--man=no", str(INSTALL / "tidb-pe-watch.service")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    ours = [line for line in done.stderr.splitlines() if "tidb-pe-watch" in line]
    assert [line for line in ours if "is not executable" not in line] == []


def test_cron_mails_what_needs_a_person_and_nothing_else(tmp_path: Path) -> None:
    lines = (INSTALL / "tidb-pe.crontab").read_text("utf-8").splitlines()
    [line] = (each for each in lines if not each.startswith("#"))
    command = line.split(maxsplit=5)[5]
    assert "%" not in command, "cron ends the command there"
    program = tmp_path / ".local" / "bin" / "tidb-pe"
    program.parent.mkdir(parents=True)
    for code in (exit_codes.OK, exit_codes.MOVING, exit_codes.YOUR_TURN, exit_codes.FOUND_FAILED):
        program.write_text(f"#!/bin/sh\necho found\nexit {code}\n")
        program.chmod(0o755)
        done = subprocess.run(
            ["sh", "-c", command],
            env={"HOME": str(tmp_path), "PATH": "/bin"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == ("" if code in {exit_codes.OK, exit_codes.MOVING} else "found\n")


def test_the_image_runs_the_program_as_nobody_in_particular() -> None:
    text = (INSTALL / "Containerfile").read_text("utf-8")
    last = text[text.rindex("\nFROM ") :]
    assert "-slim" in last
    assert re.search(r"^USER operator$", last, re.MULTILINE)
    assert 'ENTRYPOINT ["/opt/tidb-pe/bin/tidb-pe"]' in last
    for kept in ("/.aws", "/.config/tidb-pe", "/.local/state/tidb-pe"):
        assert f"/home/operator{kept}" in text
    paths = re.findall(r"-c (\S+)", text)
    assert paths
    assert all((ROOT / path).is_file() for path in paths)


@pytest.mark.parametrize("name", ["install.sh", "build"])
def test_the_scripts_are_shell(name: str) -> None:
    text = (INSTALL / name).read_text("utf-8")
    shell = "bash" if "bash" in text.splitlines()[0] else "sh"
    subprocess.run([shell, "-n", str(INSTALL / name)], check=True, capture_output=True, timeout=60)
