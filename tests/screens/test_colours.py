"""What can be told where there are few colours or none, and where notices stand."""

import pytest
from textual.widgets import Button, OptionList

from tests.screens import worlds
from tests.screens.deeds import interface
from tests.screens.harness import Session
from tui.widgets.blockers import Blockers
from tui.widgets.endpoint_table import EndpointTable


def selection(session: Session) -> str:
    """Of the list to pick from that is open."""
    styles = session.one(OptionList).get_component_styles("option-list--option-highlighted")
    return f"{styles.color} {styles.background} {styles.text_style}"


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_there_is_one_colour_of_what_is_selected(theme: str) -> None:
    world = interface()
    world.theme = theme
    async with world.running() as session:
        styles = session.one(EndpointTable).get_component_styles("line-list--cursor")
        await session.press("enter down")
        assert selection(session) == f"{styles.color} {styles.background} {styles.text_style}"


async def test_with_16_colours_a_disabled_button_keeps_its_label() -> None:
    world = interface()
    world.theme = "ansi-dark"
    async with world.running() as session:
        await session.press("enter")
        assert session.button("next").disabled
        assert "Next" in session.lines[-2]


async def test_without_colours_what_failed_is_as_bright_as_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with worlds.every_status().running() as session:
        table = session.one(EndpointTable)
        row, bad = (table.get_component_rich_style(f"line-list--{name}") for name in ("row", "bad"))
        assert bad.color == row.color
        assert bad.bold


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_notice_covers_neither_what_blocks_nor_the_buttons(size: tuple[int, int]) -> None:
    async with interface().running(size) as session:
        await session.press("enter")
        held = [session.lines[widget.region.y] for widget in (session.one(Blockers), session.one(Button, "#next"))]
        await session.press("ctrl+c tab ctrl+c")
        assert "leaves the program" in session.text
        assert [line for line in session.lines if line in held] == held


async def test_the_page_shines_through_around_a_dialog() -> None:
    async with interface().running() as session:
        await session.press("enter")
        before = session.lines
        await session.press("down")
        assert session.screen == "PickerDialog"
        assert session.lines[0] == before[0]
