"""The first-run pages on a machine whose settings are wrong: what is wrong is told, and what was typed stays."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.goldens.first_run_cases import CLOUD, TYPED
from tests.providers.servers import closed
from tests.screens.harness import Session
from tests.screens.setups import PRIVATE, PUBLIC, first_run
from tui.first_run.answers import Found
from tui.first_run.setting_up import RealSettingUp

KEYS = "aws_access_key_id = k\naws_secret_access_key = s\n"
WRONG = {
    "a section twice": ("[profile p]\n[profile p]\n", "line 2: [profile p] is there already."),
    "no helper": ("[profile p]\ncredential_process = /nowhere\n", "/nowhere cannot be run"),
    "no JSON": ("[profile p]\ncredential_process = echo\n", "echo printed no JSON object."),
    "no number": (
        "[profile p]\naws_access_key_id = k\naws_secret_access_key = s\nmax_attempts = abc\n",
        "(max_attempts)",
    ),
}


async def told(session: Session) -> str:
    """The page once both sides were asked, in threads of their own."""
    while any(worker.group == "check" and worker.is_running for worker in session.app.workers):
        await asyncio.sleep(0.001)
        await session.settle()
    return session.prose


@pytest.mark.parametrize("name", WRONG)
async def test_what_was_typed_stays_whatever_is_wrong_with_the_machine(
    name: str, monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    text, why = WRONG[name]
    await asyncio.to_thread(config.write_text, text, "utf-8")
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://ann:hush@proxy")
    async with first_run(RealSettingUp(Found(), closed())).running(size=(120, 50)) as session:
        await session.press(CLOUD, TYPED)
        session.one(Input, "#aws").value = "p"
        await session.press("ctrl+t")
        page = await told(session)
        assert why in page
        assert "HTTPS_PROXY (nonsense://proxy) is not the address of a proxy." in page
        assert "hush" not in page
        assert [session.one(Input, box).value for box in ("#public", "#private")] == [PUBLIC, PRIVATE]


@pytest.fixture
def config() -> Path:
    """The file `~/.aws/config`."""
    path = Path("~/.aws/config").expanduser()
    path.parent.mkdir()
    return path
