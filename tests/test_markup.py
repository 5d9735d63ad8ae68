"""What is said on the screen is text: nothing that comes from outside is read as Textual's markup."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui import keymap

ROOT = Path(__file__).parents[1]
SOURCES = [
    path for part in ("widgets", "screens", "app.py") for path in sorted((ROOT / "tui").glob(f"{part}/**/*.py"))
] + [ROOT / "tui" / "app.py"]
DROPDOWN = ROOT / "tui" / "widgets" / "dropdown.py"

TELLS = {"Static", "OptionList", "notify"}
"""Take text, and `markup=False` to have it stay text; what derives from them says so to `super`."""
LABELLED = {"Button"}
"""Take a label that is markup unless it is Content; what derives from them gives Content to `super`."""
NEUTRAL = {"Input", "LoadingIndicator"}
"""Take text as text, or none."""
KNOWN = TELLS | LABELLED | NEUTRAL | {"Select"}
ASSIGNED = {"label", "border_title", "border_subtitle", "tooltip", "prompt"}
"""Attributes that read a string as markup."""


def name_of(node: ast.expr) -> str:
    """`Select` of `Select[str]`, `notify` of `self.notify`."""
    match node:
        case ast.Subscript():
            return name_of(node.value)
        case ast.Attribute():
            return node.attr
        case ast.Name():
            return node.id
    return ""


def is_text(node: ast.expr | None) -> bool:
    """Whether it is no string from elsewhere: a constant without brackets, or Content."""
    match node:
        case None:
            return True
        case ast.Constant():
            return "[" not in str(node.value)
        case ast.IfExp():
            return is_text(node.body) and is_text(node.orelse)
        case ast.Call():
            return name_of(node.func) in {"Content", "assemble", "styled"}
    return False


def is_plain(call: ast.Call) -> bool:
    given = {each.arg: each.value for each in call.keywords}
    markup = given.get("markup")
    return isinstance(markup, ast.Constant) and markup.value is False


def problems(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call() if name_of(node.func) in TELLS and not is_plain(node):
                yield f"line {node.lineno}: {name_of(node.func)} without markup=False"
            case ast.Call() if name_of(node.func) in LABELLED and not is_text(next(iter(node.args), None)):
                yield f"line {node.lineno}: a label that is not Content"
            case ast.Call() if name_of(node.func) == "Select":
                yield f"line {node.lineno}: Select, where Dropdown takes names as text"
            case ast.ImportFrom() if node.module == "textual.widgets":
                yield from (f"line {node.lineno}: {each.name} is new" for each in node.names if each.name not in KNOWN)
            case ast.ClassDef() if TELLS & bases(node) and not any(map(says_so, ast.walk(node))):
                yield f"line {node.lineno}: {node.name} does not say markup=False"
            case ast.ClassDef() if LABELLED & set(map(name_of, node.bases)) and not any(
                map(gives_text, ast.walk(node))
            ):
                yield f"line {node.lineno}: {node.name} takes markup"
            case ast.ClassDef() if "Select" in map(name_of, node.bases):
                yield f"line {node.lineno}: {node.name} takes markup"
            case ast.Assign():
                yield from assigned(node)


def bases(node: ast.ClassDef) -> set[str]:
    return set(map(name_of, node.bases))


def reads_markup(target: ast.Attribute) -> bool:
    """A page's own label is drawn by StatusLine, which knows no markup."""
    return target.attr in ASSIGNED and not (target.attr == "label" and name_of(target.value) == "self")


def says_so(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) == "__init__" and is_plain(node)


def gives_text(node: ast.AST) -> bool:
    given = node.args if isinstance(node, ast.Call) and name_of(node.func) == "__init__" else []
    return bool(given) and all(map(is_text, given))


def assigned(node: ast.Assign) -> Iterator[str]:
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=True))
        else:
            pairs = [(target, node.value)]
        for each, value in pairs:
            if isinstance(each, ast.Attribute) and reads_markup(each) and not is_text(value):
                yield f"line {node.lineno}: {each.attr} is not Content"


@pytest.mark.parametrize("path", [each for each in SOURCES if each != DROPDOWN], ids=lambda path: path.stem)
def test_no_widget_is_given_a_string_that_it_reads_as_markup(path: Path) -> None:
    assert list(problems(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(name)",
        "Static(name, markup=True)",
        "self.notify(text)",
        "OptionList(name)",
        "Button(name)",
        "Button('[x]')",
        "button.label = name",
        "a.display, a.label = True, name",
        "self.border_title = name",
        "widget.tooltip = name",
        "Select([(name, 1)])",
        "Select[str]([])",
        "from textual.widgets import Label",
        "class A(Static):\n    pass",
        "class A(Static):\n    def __init__(self):\n        super().__init__()",
        "class A(Select[str]):\n    pass",
        "class A(Button):\n    pass",
    ],
)
def test_each_way_to_hand_over_markup_is_seen(line: str) -> None:
    assert list(problems(ast.parse(line)))


def test_the_palette_and_footer_hold_no_markup() -> None:
    assert [key for key in keymap.KEYMAP if "[" in key.label + key.help] == []
