"""Pictures of the README are goldens; `python -m tests.goldens.screenshots` copies them anew."""

import pytest

from tests.goldens.screenshots import PICTURES, golden, picture


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_readme_is_the_golden_it_was_copied_from(name: str) -> None:
    assert picture(name).read_bytes() == golden(PICTURES[name]).read_bytes(), "python -m tests.goldens.screenshots"
