"""What README.md and the pages of Help say is so."""

import json
import re
import tomllib

import pytest

from tests.documents import HELP, README, ROOT, blocks, page, renewed, section
from tui.assets import output_schema
from tui.domain.endpoints import ConnectionState, DnsNameState, ServiceState
from tui.domain.status import MARKS, Status
from tui.headless.arguments import _COMMANDS
from tui.settings.loading import ENVIRONMENT_PREFIX
from tui.settings.shape import Document, Settings
from tui.settings.table import OPTIONS
from tui.views.help import TOPICS

INSTALL = "python3 -m venv .venv && .venv/bin/pip install --quiet -c .github/constraints.txt"
DEMO = f"{INSTALL} '.[demo]' && .venv/bin/tidb-pe --demo"
TESTS = f"{INSTALL} -e '.[demo,dev]' && .venv/bin/python -m pytest"
PAGES = {"README.md": README, **{f"assets/help/{topic}.md": page(topic) for topic in TOPICS}}
LINKS = sorted({(name, link) for name, text in PAGES.items() for link in re.findall(r"\]\(([^)\s]+)\)", text)})
EVERYTHING = "\n".join(PAGES.values())


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def words(heading: str) -> list[str]:
    """The first column of the table below a heading of the page on statuses."""
    return re.findall(r"^\| (?!word|---)(.+?) \|", section(heading, page("statuses")), re.MULTILINE)


def test_two_commands_are_all_that_is_to_be_run_in_a_shell() -> None:
    assert blocks("sh") == [f"{DEMO}\n", f"{TESTS}\n"]


def test_ci_runs_the_second_command_as_it_stands() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert f'tests="{TESTS}"' in lines
    assert any(line.endswith('eval "$tests"') for line in lines)


def test_readme_is_read_in_minutes() -> None:
    assert len(README.encode()) < 11_000, "details belong in assets/help"


def test_readme_leads_to_every_page_of_help() -> None:
    linked = {link.partition("#")[0] for name, link in LINKS if name == "README.md"}
    assert {f"assets/help/{path.name}" for path in HELP.glob("*.md")} <= linked


@pytest.mark.parametrize("topic", TOPICS)
def test_what_is_generated_is_what_the_code_says(topic: str) -> None:
    """`python -m tests.documents` writes it anew."""
    assert page(topic) == renewed(page(topic))


def test_keys_settings_and_exit_codes_are_generated() -> None:
    marked = re.findall(r"<!-- generated: ([\w ]+) -->\n\n\| |<!-- generated: (keys) -->\n\n## ", EVERYTHING)
    assert {one or other for one, other in marked} == {"keys", "actions", "settings", "exit codes"}


@pytest.mark.parametrize(("name", "link"), LINKS, ids=[f"{name}: {link}" for name, link in LINKS])
def test_a_link_leads_somewhere(name: str, link: str) -> None:
    path, _, part = link.partition("#")
    if "://" not in link:
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.is_file()
        headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE) if part else []
        assert not part or part in map(anchor, headings)


def test_the_example_is_a_configuration() -> None:
    (example,) = blocks("toml", page("configuration"))
    document = Document.model_validate(tomllib.loads(example))
    assert document.profile in document.profiles


def test_the_example_of_tidb_cloud_is_a_configuration() -> None:
    (example,) = blocks("toml", page("tidb-cloud"))
    assert Document.model_validate(tomllib.loads(example)).profiles["default"].tidb_side == "tidb-cloud"


def test_every_setting_has_its_text_for_options_and_table() -> None:
    assert OPTIONS.keys() == Settings.model_fields.keys()


def test_every_command_has_its_row_and_every_row_its_command() -> None:
    named = re.findall(r"^\| `tidb-pe ([\w-]+)", page("commands"), re.MULTILINE)
    assert set(named) == _COMMANDS.keys()


def test_the_commands_that_readme_names_exist() -> None:
    named = set(re.findall(r"^tidb-pe (\w+)", section("Without the screen"), re.MULTILINE))
    assert named
    assert named <= _COMMANDS.keys()


def test_the_document_shown_is_one() -> None:
    (example,) = blocks("json", page("commands"))
    assert json.loads(example).keys() == output_schema()["properties"].keys()


def test_every_variable_that_is_mentioned_exists() -> None:
    names = {name.removeprefix(ENVIRONMENT_PREFIX).lower() for name in re.findall(r"\bTIDB_PE_[A-Z_]+", EVERYTHING)}
    assert names == set(Settings.model_fields)


def test_every_status_has_its_mark_and_meaning_in_the_order_of_the_list() -> None:
    assert words("Private endpoint") == [f"{MARKS[each]} {each}" for each in Status]


@pytest.mark.parametrize(
    ("heading", "states"),
    [
        ("Endpoint service", [each.title() for each in ServiceState]),
        ("Connection, on TiDB's side", [each.title() for each in ConnectionState]),
        ("Private DNS name of the service", [each or "(none)" for each in DnsNameState]),
    ],
)
def test_every_state_has_its_meaning(heading: str, states: list[str]) -> None:
    assert set(words(heading)) == set(states)
