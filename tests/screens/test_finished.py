"""After Create, where the terminal is smaller than the page."""

from textual.containers import VerticalScroll

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
