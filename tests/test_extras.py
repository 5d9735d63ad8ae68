"""What to do where an optional library is missing."""

import sys

import pytest

from tui.extras import how_to_get


def test_with_pip_it_is_installed() -> None:
    said = how_to_get("botocore[crt]", "This kind of sign-in")
    assert said == "This kind of sign-in needs: pip install 'botocore[crt]'"


def test_a_standalone_archive_knows_no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    said = how_to_get("botocore[crt]", "This kind of sign-in")
    assert said == "This kind of sign-in is not in this archive: take one that was built with botocore[crt]."
