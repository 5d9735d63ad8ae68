"""The instructions fit beside the fields of the smallest terminal, in any font."""

import re
from pathlib import Path

import botocore.session
import pytest

INSTRUCTIONS = sorted((Path(__file__).parent.parent / "assets" / "instructions").glob("*.md"))
WIDTH, HEIGHT = 52, 16
"""The pane of a terminal of 60 columns has 53."""


def test_there_is_one_for_each_id_that_is_asked_for() -> None:
    assert [path.stem for path in INSTRUCTIONS] == ["subnet-ids", "vpc-endpoint-id", "vpc-id"]


@pytest.mark.parametrize("path", INSTRUCTIONS, ids=lambda path: path.stem)
def test_it_fits(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= HEIGHT
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize("path", INSTRUCTIONS, ids=lambda path: path.stem)
def test_it_has_only_ascii_and_box_drawing(path: Path) -> None:
    assert re.fullmatch(r"[\n -~\u2500-\u257f]+", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", INSTRUCTIONS, ids=lambda path: path.stem)
def test_the_frame_is_straight(path: Path) -> None:
    framed = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] in set("┌│└")]
    assert {len(line) for line in framed} == {WIDTH}
    assert {line[-1] for line in framed} == set("┐│┘")


@pytest.mark.parametrize("path", INSTRUCTIONS, ids=lambda path: path.stem)
def test_its_command_is_one_that_aws_has(path: Path) -> None:
    (command,) = re.findall(r"aws ec2 ([a-z-]+)", path.read_text(encoding="utf-8"))
    operation = "".join(word.capitalize() for word in command.split("-"))
    assert operation in botocore.session.get_session().get_service_model("ec2").operation_names
