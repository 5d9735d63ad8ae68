"""Textual calls the handler of each class of a widget by itself, the derived one first; read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path.relative_to(ROOT) for path in (ROOT / "tui").rglob("*.py"))
_HANDLER = ("on_", "_on_")


def calls_of_bases(source: str) -> Iterator[str]:
    """Handlers of `source` that call a handler of a base class: `on_mount calls super().on_mount`."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name.startswith(_HANDLER):
            for call in ast.walk(function):
                match call:
                    case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name)):
                        if name.startswith(_HANDLER):
                            yield f"{function.name} calls super().{name}"


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_handler_calls_that_of_a_base_class(path: Path) -> None:
    assert not list(calls_of_bases((ROOT / path).read_text())), path


CHANGES = {"push_screen", "push_screen_wait", "switch_screen", "pop_screen"}
OWNERS = {Path("tui/app.py"), Path("tui/screens/leaving.py"), Path("tui/screens/wizard/base.py")}
"""The program itself, what waits until a page is on top, and the one way that leaves all pages at once."""


@pytest.mark.parametrize("path", [path for path in SOURCES if path not in OWNERS], ids=str)
def test_a_page_changes_the_screen_only_once_it_is_on_top(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse((ROOT / path).read_text())) if isinstance(node, ast.Call)]
    found = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    assert not found & CHANGES, "ask, open_page and give_way wait for it"


def test_a_handler_that_did_would_be_found() -> None:
    source = "class A(B):\n    async def on_mount(self):\n        await super()._on_mount()\n"
    assert list(calls_of_bases(source)) == ["on_mount calls super()._on_mount"]
