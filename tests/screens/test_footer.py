"""The last line: help and the way back are always there, and what it lists works."""

import pytest

from tests.screens import worlds
from tests.screens.harness import Session
from tests.screens.setups import first_run
from tests.screens.test_keys import WAYS
from tests.screens.worlds import active
from tui.domain.draft import Step
from tui.views.help_topics import TOPICS
from tui.widgets.keys import KeyBar
from tui.widgets.prose import Prose

SMALL = (60, 20)


@pytest.mark.parametrize("place", WAYS)
async def test_at_sixty_columns_help_and_the_way_back_are_listed_and_work(place: str) -> None:
    world, way = WAYS[place]
    async with world().running(SMALL) as session:
        await session.press(way)
        footer = session.lines[-1]
        assert "Quit" in footer
        assert "Esc " in footer or place == "list"
        assert "Help" in footer or place == "help"
        if " q Quit" in footer:
            await session.press("q")
            assert session.app._exit


@pytest.mark.parametrize("way", ["", "G enter"])
async def test_the_pages_of_the_first_run_offer_no_refresh(way: str) -> None:
    async with first_run().running((120, 40)) as session:
        await session.press(way)
        assert "Refresh" not in session.lines[-1]


@pytest.mark.parametrize(
    ("way", "title"),
    [("", "Private Endpoint page"), ("enter", "Describe page"), ("t", "Private Endpoint page and other lists")],
)
async def test_help_begins_with_the_keys_of_the_page_one_is_on(way: str, title: str) -> None:
    async with active().running(SMALL) as session:
        await session.press(way, "question_mark")
        first = "\n".join(session.one(Prose)._lines).partition("On other pages")[0]
        assert title in [line for line in first.splitlines() if not line.startswith(" ")]
        assert "First run" not in first


async def test_all_tabs_of_help_are_seen_at_sixty_columns() -> None:
    async with worlds.one_cluster().running(SMALL) as session:
        await session.press("question_mark")
        strip = " ".join(session.lines[:6])
        assert [title for title in TOPICS if title not in strip] == []


async def test_the_picture_of_the_architecture_fits_sixty_columns() -> None:
    async with worlds.one_cluster().running(SMALL) as session:
        await session.press("question_mark right right right G")
        text = "\n".join(session.one(Prose)._lines)
        picture = [line for line in text.splitlines() if "│" in line]
        assert len({len(line.rstrip()) for line in picture}) == 1
        assert len(picture[0].rstrip()) < 56


async def test_a_question_names_its_keys() -> None:
    async with worlds.unfinished(Step.INTERFACE_ENDPOINT).running(SMALL) as session:
        await session.press("x")
        assert "Tab, then Enter: Discard. Esc: Cancel." in session.prose


async def test_ctrl_c_says_how_to_leave_in_our_words() -> None:
    async with worlds.one_cluster().running(SMALL) as session:
        await session.press("ctrl+c")
        assert session.notices == "q leaves the program, ^Q from any page; unfinished setups are kept."


async def click(session: Session, word: str) -> None:
    """On that word of the last line."""
    await session._pilot.click(KeyBar, offset=(session.lines[-1].index(word), 0))
    await session.settle()


async def test_a_key_of_the_footer_can_be_clicked() -> None:
    async with active().running() as session:
        await click(session, "Clusters")
        assert session.screen == "ClustersScreen"
        await click(session, "Esc")
        assert session.screen == "EndpointsScreen"
        await click(session, "Quit")
        assert session.app._exit


async def test_beside_the_keys_of_the_footer_and_on_a_dim_one_a_click_does_nothing() -> None:
    async with worlds.one_cluster().running() as session:
        await click(session, "Delete")
        await session._pilot.click(KeyBar, offset=(79, 0))
        await session.settle()
        assert session.screen == "EndpointsScreen"
