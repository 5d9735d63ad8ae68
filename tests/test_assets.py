"""The files that come with the program are found from a checkout; the wheel is tests/test_packaging.py's."""

import tomllib
from pathlib import Path

import pytest

from tui import assets

INSTRUCTIONS = Path(__file__).parents[1] / "assets" / "instructions"


@pytest.mark.parametrize("name", sorted(path.stem for path in INSTRUCTIONS.glob("*.md")))
def test_every_instruction_is_found(name: str) -> None:
    assert assets.instruction(name) == (INSTRUCTIONS / f"{name}.md").read_text("utf-8")


def test_the_document_names_its_three_instructions() -> None:
    assert {"vpc-id", "subnet-ids", "vpc-endpoint-id"} <= {path.stem for path in INSTRUCTIONS.glob("*.md")}


def test_the_world_of_the_demo_is_found() -> None:
    assert tomllib.loads(assets.world_path().read_text("utf-8"))
