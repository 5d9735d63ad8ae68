"""What a newcomer is told in `.github` is there: paths, names, commands, pinned versions."""

import importlib.util
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests import constraints
from tui import __version__, cli

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(GITHUB.glob("*.md"))}
CONTRIBUTING = TEXTS["CONTRIBUTING.md"]
CODE = re.findall(r"`([^`]+)`", CONTRIBUTING)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMANDS = sorted(each for each in CODE if each.startswith((".venv/", ".ci/", "git ")))
HOOKS = re.findall(r"entry: (.+)", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))


def test_every_path_exists() -> None:
    paths = {each for each in CODE if re.fullmatch(r"\.?[\w-]+(/[\w.-]+)+", each) and not each.startswith(".venv")}
    assert "tui/keymap.py" in paths
    assert [each for each in sorted(paths) if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_leads_to_a_file(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", TEXTS[page])
    assert [each for each in links if not (GITHUB / each).exists()] == []


def test_every_name_is_in_the_file_it_is_said_to_be_in() -> None:
    said = re.findall(r"`(\w+)`(?:\s+and\s+`(\w+)`)?\s+(?:of|in)\s+`([\w/]+\.py)`", CONTRIBUTING)
    assert len(said) > 5
    for *names, path in said:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert [each for each in names if each and not re.search(rf"\b{each}\b", text)] == [], path


def exists(command: str) -> bool:
    """Whether its program is one of README's second command, or of the repository; modules, options and paths too."""
    match command.split():
        case [".venv/bin/python", "-m", module, *rest]:
            return bool(importlib.util.find_spec(module)) and all(map(there, rest))
        case [".venv/bin/tidb-pe", *rest]:
            return bool(cli._parser(rest).parse_args(rest))
        case [program, *rest] if program.startswith(".venv/bin/"):
            return (Path(sys.executable).parent / Path(program).name).exists() and all(map(there, rest[1:]))
        case [program, *_]:
            return bool(shutil.which(program, path=f"{ROOT}:/usr/bin:/bin")) or (ROOT / program).is_file()
    return False


def there(word: str) -> bool:
    """Anything but a path that leads nowhere."""
    return "/" not in word or (ROOT / word).exists()


@pytest.mark.parametrize("command", [*COMMANDS, *HOOKS])
def test_every_command_exists(command: str) -> None:
    assert exists(command)


def test_a_command_that_is_not_there_is_seen() -> None:
    assert not exists(".venv/bin/python -m tests.no_such_module")
    assert not exists(".venv/bin/python -m pytest tests/no_such_folder")
    assert not exists(".venv/bin/no-such-program")


def test_key_setting_status_and_check_have_a_walk_of_at_most_ten_lines() -> None:
    walks = dict(re.findall(r"^## Add a (\w+)\n\n(.*?)\n(?=\n|\Z)", CONTRIBUTING, re.MULTILINE | re.DOTALL))
    assert walks.keys() == {"key", "setting", "status", "check"}
    assert {name: len(walk.splitlines()) for name, walk in walks.items() if len(walk.splitlines()) > 10} == {}


def test_every_python_that_is_promised_is_tried() -> None:
    workflow = (GITHUB / "workflows" / "ci.yml").read_text(encoding="utf-8")
    [matrix] = re.findall(r"python: \[(.*)\]", workflow)
    tried = re.findall(r"\"(3\.\d+)\"", matrix)
    assert tried == [f"3.{minor}" for minor in range(11, 15)]
    assert all(SpecifierSet(PROJECT["requires-python"]).contains(each) for each in tried)
    assert "- run: .ci/run\n" in workflow


def test_all_that_is_installed_is_pinned() -> None:
    """`python -m tests.constraints` writes the pins anew. .ci/run empties them where an index lacks one."""
    if pinned := constraints.pinned():
        assert constraints.needed().keys() - pinned.keys() == set()


def test_every_pin_is_one_that_pyproject_allows() -> None:
    pinned = constraints.pinned()
    asked = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]
    for one in map(Requirement, asked):
        version = pinned.get(canonicalize_name(one.name))
        assert version is None or version in one.specifier, one.name


def test_the_changelog_begins_with_this_version() -> None:
    first = re.search(r"^## (.+)$", TEXTS["CHANGELOG.md"], re.MULTILINE)
    assert first
    assert __version__ in first[1]
