"""Pictures of the README are goldens; `python -m tests.goldens.screenshots` copies them anew."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.goldens.screenshots import FLOW, PICTURES, golden, moving, picture


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_readme_is_the_golden_it_was_copied_from(name: str) -> None:
    assert picture(name).read_bytes() == golden(PICTURES[name]).read_bytes(), "python -m tests.goldens.screenshots"


def test_the_moving_picture_is_made_of_goldens() -> None:
    shown = picture("flow").read_text("utf-8")
    assert shown == moving([golden(case).read_text("utf-8") for case in FLOW]), "python -m tests.goldens.screenshots"
    frames = ET.fromstring(shown).findall("{http://www.w3.org/2000/svg}g")  # noqa: S314 - ours
    assert len(frames) == len(FLOW)
    assert "Choose Cluster" in ET.tostring(frames[1], "unicode").replace("\xa0", " ")


def test_no_frame_of_it_is_coloured_by_another() -> None:
    shown = picture("flow").read_text("utf-8")
    declared = re.findall(r"^\.(f\d-\w+)", shown, flags=re.MULTILINE)
    assert len(declared) == len(set(declared))
    assert set(re.findall(r'class="(f\d-r\d+)"', shown)) <= set(declared)
