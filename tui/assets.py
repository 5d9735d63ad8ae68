"""The files that come with the program: in the wheel under `tui/_assets`, in a checkout beside `tui`."""

import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_ROOT = packed if (packed := _HERE / "_assets").is_dir() else _HERE.parent / "assets"


def instruction(name: str) -> str:
    """The text of one instruction pane, such as `vpc-id`."""
    return (_ROOT / "instructions" / f"{name}.md").read_text("utf-8")


def help_page(name: str) -> str:
    """The text of one page of Help, such as `why`."""
    return (_ROOT / "help" / f"{name}.md").read_text("utf-8")


def output_schema() -> Any:
    """The JSON Schema of what commands print."""
    return json.loads((_ROOT / "schemas" / "output.json").read_text("utf-8"))


def demo_file(name: str) -> Path:
    """A file that the demo is built from, such as `world.toml`."""
    return _ROOT / "demo" / name


def world_path() -> Path:
    """The description of the demo's world."""
    return demo_file("world.toml")
