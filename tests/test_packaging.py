"""What an installed program has with it."""

import configparser
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tui import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_has_every_source_style_and_asset(unpacked: Path) -> None:
    sources = {path.relative_to(ROOT) for pattern in ("*.py", "*.tcss") for path in (ROOT / "tui").rglob(pattern)}
    assets = {
        path.relative_to(ROOT / "assets")
        for name in ("instructions", "help", "demo", "schemas")
        for path in (ROOT / "assets" / name).iterdir()
    }
    assert sources
    assert assets
    wanted = sources | {Path("tui/_assets") / path for path in assets}
    assert {str(path) for path in wanted if not (unpacked / path).is_file()} == set()


def test_the_wheel_brings_nothing_but_the_program(unpacked: Path) -> None:
    assert {path.suffix or path.name for path in unpacked.iterdir()} == {"tui", ".dist-info", ".data"}


def test_the_wheel_brings_the_manual_page_and_no_other_file_beside_the_program(unpacked: Path) -> None:
    [page] = (path for path in unpacked.glob("*.data/**/*") if path.is_file())
    assert page.match("data/share/man/man1/tidb-pe.1")
    assert page.read_bytes() == (ROOT / "assets" / "man" / "tidb-pe.1").read_bytes()


def test_the_version_is_that_of_the_source(unpacked: Path) -> None:
    [described] = unpacked.glob("*.dist-info/METADATA")
    assert f"\nVersion: {__version__}\n" in described.read_text("utf-8")


def test_the_command_is_named_tidb_pe(unpacked: Path) -> None:
    [points] = unpacked.glob("*.dist-info/entry_points.txt")
    parser = configparser.ConfigParser()
    parser.read(points)
    assert dict(parser["console_scripts"]) == {"tidb-pe": "tui.cli:main"}


def test_away_from_the_checkout_it_finds_its_assets_and_its_version(unpacked: Path) -> None:
    code = (
        "import tui, pathlib; from tui import assets, cli; from importlib import metadata;"
        "assert pathlib.Path(tui.__file__).is_relative_to(pathlib.Path.cwd());"
        "assert assets.world_path().is_relative_to(pathlib.Path.cwd()) and assets.world_path().is_file();"
        "assert assets.instruction('vpc-id'); cli.main(['--version'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=unpacked, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == f"tidb-pe {__version__}\n"


def test_the_wheel_has_the_licence_and_the_mark_of_its_types(unpacked: Path) -> None:
    [licence] = unpacked.glob("*.dist-info/licenses/assets/LICENSE")
    assert licence.read_bytes() == (ROOT / "assets" / "LICENSE").read_bytes()
    assert (unpacked / "tui" / "py.typed").is_file()


def test_the_source_archive_has_the_licence_and_what_readme_installs_with(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    [built] = tmp_path.glob("*.tar.gz")
    shutil.unpack_archive(built, tmp_path, filter="data")
    assert list(tmp_path.glob("*/assets/LICENSE"))
    assert list(tmp_path.glob("*/.github/constraints.txt"))
