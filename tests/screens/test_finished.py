"""After Create: how to connect, and all of it in a small terminal."""

import shlex

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Static

from tests.screens.deeds import FINISHED, enabled


async def test_all_of_it_can_be_reached_by_the_keys_of_pages() -> None:
    async with enabled().running((60, 14)) as session:
        await session.press(FINISHED)
        page = session.one(VerticalScroll, "#page")
        assert "must admit the port" not in session.prose
        await session.press("j")
        assert page.scroll_y == 1
        await session.press("end")
        assert "must admit the port" in session.prose
        await session.press("g")
        assert "Active" in session.prose
        await session.press("pagedown")
        assert page.scroll_y > 1
        await session.press("pageup k")
        assert page.scroll_y == 0


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_its_line_runs_as_it_stands_on_the_screen(columns: int) -> None:
    async with enabled().running((columns, 30)) as session:
        await session.press(FINISHED)
        lines = str(session.one(Static, "#mysql").content)
        assert max(map(len, lines.splitlines())) <= columns - 5
        one = lines.replace("\\\n", "")
        assert "\n" not in one
        assert shlex.split(one)[:4] == ["mysql", "--connect-timeout", "15", "--ssl-mode=VERIFY_IDENTITY"]
