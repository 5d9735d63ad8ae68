"""What tests of providers stand on."""

import pytest

from tui.providers import session


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is about credentials that come late gives up on them: a busy machine makes all of them late."""
    monkeypatch.setattr(session, "PATIENCE_S", 60.0)
