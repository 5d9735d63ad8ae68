"""What README.md says is so."""

import json
import re
import tomllib

import pytest

from tests.readme import ROOT, TEXT, blocks, keys_tables, section
from tui import exit_codes
from tui.assets import output_schema
from tui.headless.run import COMMANDS
from tui.settings import ENVIRONMENT_PREFIX
from tui.settings_shape import Document, Settings

DEMO = "python3 -m venv .venv && .venv/bin/pip install --quiet '.[demo]' && .venv/bin/tidb-pe --demo"
TESTS = "python3 -m venv .venv && .venv/bin/pip install --quiet --editable '.[demo,dev]' && .venv/bin/python -m pytest"
LINKS = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", TEXT)
ANCHORS = re.findall(r"\]\(#([^)]+)\)", TEXT)


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_two_commands_are_all_that_is_to_be_run_in_a_shell() -> None:
    assert blocks("sh") == [f"{DEMO}\n", f"{TESTS}\n"]


def test_ci_runs_the_second_command_as_it_stands() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert f'tests="{TESTS}"' in lines
    assert any(line.endswith('eval "$tests"') for line in lines)


def test_the_tables_of_keys_are_made_from_the_keymap() -> None:
    """`python -m tests.readme` writes them anew."""
    assert section("Keys").rstrip().endswith(keys_tables())


@pytest.mark.parametrize("path", sorted({link for link in LINKS if "://" not in link}))
def test_a_relative_link_leads_to_a_file(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("name", sorted(set(ANCHORS)))
def test_a_link_within_the_page_leads_to_a_heading(name: str) -> None:
    assert name in {anchor(heading) for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)}


def test_the_example_is_a_configuration() -> None:
    (example,) = blocks("toml", section("Configuration"))
    document = Document.model_validate(tomllib.loads(example))
    assert document.profile in document.profiles


def test_every_setting_has_its_row_with_variable_and_option() -> None:
    rows = [line.split("|")[1:4] for line in section("Configuration").splitlines() if line.startswith("| `")]
    assert sorted([cell.strip(" `") for cell in row] for row in rows) == sorted(
        [key, f"{ENVIRONMENT_PREFIX}{key.upper()}", f"--{key.replace('_', '-')}"] for key in Settings.model_fields
    )


def test_every_exit_code_has_its_row() -> None:
    rows = [line.split("|")[1:3] for line in section("Without the screen").splitlines() if re.match(r"\| \d", line)]
    assert [(int(code), text.strip()) for code, text in rows] == list(exit_codes.MEANINGS.items())


def test_every_command_has_its_row_and_every_row_its_command() -> None:
    named = re.findall(r"^\| `tidb-pe ([\w-]+)", section("Without the screen"), re.MULTILINE)
    assert set(named) == {*COMMANDS, "demo"}


def test_the_document_shown_is_one() -> None:
    (example,) = blocks("json", section("Without the screen"))
    assert json.loads(example).keys() == output_schema()["properties"].keys()


def test_every_variable_that_is_mentioned_exists() -> None:
    names = {name.removeprefix(ENVIRONMENT_PREFIX).lower() for name in re.findall(r"\bTIDB_PE_[A-Z_]+", TEXT)}
    assert names <= set(Settings.model_fields)
