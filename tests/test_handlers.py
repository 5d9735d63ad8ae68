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


def test_a_handler_that_did_would_be_found() -> None:
    source = "class A(B):\n    async def on_mount(self):\n        await super()._on_mount()\n"
    assert list(calls_of_bases(source)) == ["on_mount calls super()._on_mount"]
