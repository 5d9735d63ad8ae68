"""Help shows the same pages as `tidb-pe help`, at the width there is."""

import pytest

from tests.screens import worlds
from tui.views import help as pages
from tui.views.help_topics import TOPICS


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_every_topic_is_on_the_strip_and_every_page_is_shown(size: tuple[int, int]) -> None:
    async with worlds.filled().running(size) as session:
        await session.press("question_mark")
        for topic in pages.TOPICS:
            strip = session.prose
            assert all(title in strip for title in TOPICS)
            if topic != "billing":
                first = pages.page(topic, 55).splitlines()[0]
                assert first in session.prose
            await session.press("right")


async def test_lines_hang_below_their_first_at_every_width() -> None:
    async with worlds.filled().running((60, 20)) as session:
        await session.press("question_mark right")
        assert "\n    · Not Configured   The endpoint service is there, but" in session.text
        assert "\n                       no endpoint. You: create one." in session.text
        await session.resize(100, 30)
        assert "· Not Configured   The endpoint service is there, but no endpoint. You: create one." in session.text
