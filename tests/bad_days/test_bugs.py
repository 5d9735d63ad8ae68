"""An exception that nobody expected: the program leaves, says so, and keeps where it happened."""

from collections.abc import Callable

import pytest
from textual.worker import WorkerFailed

from tests.screens import worlds
from tests.screens.harness import World
from tui import cli, exit_codes
from tui.local import places
from tui.settings import loading

SECRET = str(range(41, 43))


def broken(_secret: str) -> None:
    raise RuntimeError("a bug")


def breaks(provider: object, method: str) -> None:
    async def call(*_arguments: object) -> None:
        broken(SECRET)

    setattr(provider, method, call)


def in_a_poll(world: World) -> None:
    breaks(world.tidb, "list_connections")


def in_an_operation(world: World) -> None:
    breaks(world.aws, "create_vpc_endpoint")


@pytest.mark.parametrize(("happens", "keys"), [(in_a_poll, "f5"), (in_an_operation, "ctrl+r tab enter")])
async def test_a_bug_ends_the_program_with_its_traceback_and_no_secret(
    happens: Callable[[World], None], keys: str
) -> None:
    world = worlds.filled()
    apps = []

    async def use() -> None:
        async with world.running() as session:
            apps.append(session.app)
            await session.press("enter")
            happens(world)
            await session.press(keys)

    with pytest.raises(WorkerFailed):
        await use()
    (app,) = apps
    assert app.return_code == exit_codes.BUG
    path = places.state_folder("traceback.txt")
    for text in (app.farewell, path.read_text()):
        assert "RuntimeError: a bug" in text
        assert "in broken" in text
        assert SECRET not in text, "no local variables"
    assert app.farewell.endswith(f"This is a bug of tidb-pe; its traceback is above and in {path}.")


def test_a_bug_outside_the_screen_is_told_the_same_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(loading, "load", lambda *_: broken(SECRET))
    assert cli.main(["config", "show"]) == exit_codes.BUG
    told = capsys.readouterr().err
    assert "RuntimeError: a bug" in told
    assert told.strip().endswith(f"in {places.state_folder('traceback.txt')}.")
