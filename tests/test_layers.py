"""Who may import whom; read from the source, late imports included."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path.relative_to(ROOT) for path in (ROOT / "tui").rglob("*.py"))

LAYERS = (
    {"domain"},
    {"providers"},
    {"monitor"},
    {"operations", "preflight", "prices", "demo_process", "runtime", "first_run"},
    {"views"},
    {"headless", "plain"},
    {"widgets"},
    {"screens"},
    {"driver"},
    {"app", "input_queue"},
    {"bootstrap"},
    {"cli"},
    {"__main__"},
)
"""From the bottom up; a module imports its own layer or a lower one."""

LEAVES = {"settings", "local", "terminal", "exit_codes", "extras", "assets", "keymap", "threads"}
"""Imported from anywhere above the domain; themselves they import the domain and leaves."""

ONLY_IN = {
    "textual": {"widgets", "screens", "driver", "app", "input_queue"},
    "rich": {"views", "headless", "plain", "widgets", "screens", "app", "terminal"},
    "boto3": {"providers"},
    "botocore": {"providers"},
    "httpx": {"providers"},
    "keyring": {"providers"},
    "argcomplete": {"headless"},
    "moto": {"demo"},
    "flask": {"demo"},
    "jsonschema": {"demo"},
    "referencing": {"demo"},
    "werkzeug": {"demo"},
    "pydantic": {"settings", "local", "demo"},
    "pydantic_core": {"settings"},
    "tomli_w": {"settings", "local"},
}


def part(path: Path) -> str:
    """The part of the program that a source file belongs to: `domain`, `cli`."""
    return path.with_suffix("").parts[1]


@cache
def imports(path: Path) -> frozenset[str]:
    """The full names of what a source file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return frozenset(found)


def libraries(path: Path) -> set[str]:
    """The top-level packages that `path` imports."""
    return {name.split(".")[0] for name in imports(path)}


def imported_parts(path: Path) -> set[str]:
    """The parts of the program that `path` imports."""
    names = [name.split(".") for name in imports(path)]
    return {name[1] for name in names if name[0] == "tui" and len(name) > 1}


def level(name: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


def test_every_source_has_a_place() -> None:
    assert {part(path) for path in SOURCES} - {"__init__"} <= {
        "demo",
        *LEAVES,
        *(name for each in LAYERS for name in each),
    }


@pytest.mark.parametrize("path", [path for path in SOURCES if part(path) not in {"demo", "__init__", *LEAVES}], ids=str)
def test_imports_point_down(path: Path) -> None:
    allowed = {name for layer in LAYERS[: level(part(path)) + 1] for name in layer}
    assert imported_parts(path) <= allowed | (LEAVES if part(path) != "domain" else set())


@pytest.mark.parametrize("path", [path for path in SOURCES if part(path) in LEAVES], ids=str)
def test_leaves_import_the_domain_and_leaves(path: Path) -> None:
    assert imported_parts(path) <= {"domain", *LEAVES}


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if part(path) in {"views", "headless", "widgets", "screens"}], ids=str
)
def test_what_shows_knows_no_provider(path: Path) -> None:
    assert "providers" not in imported_parts(path)


@pytest.mark.parametrize("path", [path for path in SOURCES if "headless" in imported_parts(path)], ids=str)
def test_the_screen_knows_no_command(path: Path) -> None:
    assert part(path) in {"headless", "bootstrap", "cli"}


@pytest.mark.parametrize("path", [path for path in SOURCES if part(path) == "demo"], ids=str)
def test_the_demo_stands_apart(path: Path) -> None:
    """It is started as a process; it knows the settings' shape only by what it prints."""
    assert imported_parts(path) <= {"demo", "domain", "assets"}


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_library_stays_where_it_belongs(path: Path) -> None:
    used = libraries(path) & ONLY_IN.keys()
    assert {name: part(path) for name in used if part(path) not in ONLY_IN[name]} == {}


@pytest.mark.parametrize("path", [path for path in SOURCES if part(path) == "domain"], ids=str)
def test_the_domain_imports_the_standard_library_alone(path: Path) -> None:
    assert libraries(path) <= {"tui", *sys.stdlib_module_names}


def module(path: Path) -> str:
    """The full name of the module that `path` holds."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def test_no_modules_import_each_other() -> None:
    """Not in a circle either, nor for the types alone."""
    names = {module(path): path for path in SOURCES}
    graph = {
        name: {found if found in names else found.rpartition(".")[0] for found in imports(path)} & names.keys() - {name}
        for name, path in names.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" <- ".join(circle.args[1]))


def test_the_first_paint_waits_for_no_sdk() -> None:
    """The application is all there before boto3 or pydantic is loaded."""
    code = "import sys, tui.bootstrap, tui.app, tui.cli; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = {name.split(".")[0] for name in done.stdout.splitlines()}
    assert "textual" in loaded
    assert loaded & {"boto3", "botocore", "httpx", "keyring", "moto", "pydantic", "tomli_w"} == set()
