"""Leaving the screen: its code and farewell, and the end of what was started."""

from collections.abc import Callable
from contextlib import ExitStack

import pytest

from tui import bootstrap, exit_codes
from tui.domain.clusters import TidbSide
from tui.monitor.store import Store
from tui.runtime import Options


class FakeApp:
    """Connects, then leaves at once with what a test wants it to leave behind."""

    farewell, return_code = "", None

    def __init__(
        self, connect: Callable[[TidbSide | None, Store, dict[str, str]], None], *, demo: TidbSide | None
    ) -> None:
        connect(demo, Store(), {})

    def run(self, *, mouse: bool = True) -> None:  # noqa: ARG002 - as of the application
        if self.return_code == exit_codes.BUG:
            raise RuntimeError


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was closed when the fake application had been left."""
    names: list[str] = []

    def connect(_options: Options, _store: Store, resources: ExitStack, *, demo: TidbSide | None) -> None:
        resources.callback(names.append, f"demo={demo}")

    monkeypatch.setattr(bootstrap, "connect", connect)
    monkeypatch.setattr("tui.app.PrivateEndpointApp", FakeApp)
    return names


@pytest.mark.parametrize(("left_with", "code"), [(None, 1), (0, 0), (4, 4), (143, 143)])
def test_leaving_the_screen_gives_its_code_and_farewell(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    closed: list[str],
    left_with: int | None,
    code: int,
) -> None:
    monkeypatch.setattr(FakeApp, "return_code", left_with)
    monkeypatch.setattr(FakeApp, "farewell", "tidb-pe: bye")
    assert bootstrap.run(Options(demo=TidbSide.SELF_MANAGED)) == code
    assert capsys.readouterr().err == "tidb-pe: bye\n"
    assert closed == ["demo=self-managed"]


def test_a_bug_in_the_screen_still_ends_what_was_started(monkeypatch: pytest.MonkeyPatch, closed: list[str]) -> None:
    monkeypatch.setattr(FakeApp, "return_code", exit_codes.BUG)
    with pytest.raises(RuntimeError):
        bootstrap.run(Options())
    assert closed == ["demo=None"]
