"""The terminal may change its size at any moment."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from tests.screens import worlds
from tests.screens.deeds import FINISHED, enabled, interface, with_vpc
from tests.screens.harness import World
from tests.screens.worlds import active, crowd, every_status, filled, one_cluster, several_waiting
from tui.domain.wizard import Step

PLACES: dict[str, tuple[Callable[[], World], str]] = {
    "list": (every_status, "j j"),
    "crowd": (lambda: crowd(100), "G k"),
    "cluster": (one_cluster, "n"),
    "drop-down": (one_cluster, "n shift+tab shift+tab enter"),
    "region": (lambda: worlds.unfinished(Step.SERVICE_ENDPOINT), "enter"),
    "interface": (filled, "enter"),
    "instruction": (interface, "enter ctrl+o"),
    "vpc-picker": (interface, "enter down"),
    "subnet-picker": (with_vpc, "enter tab down"),
    "confirm": (filled, "enter ctrl+r"),
    "accept": (several_waiting, "enter ctrl+n"),
    "dns": (lambda: worlds.unfinished(Step.ENABLE_PRIVATE_DNS), "enter"),
    "finished": (enabled, FINISHED),
    "describe": (active, "enter"),
    "help": (active, "question_mark"),
    "palette": (active, "ctrl+p"),
}
SAME_AFRESH = ("list", "cluster", "region", "confirm", "accept", "dns", "finished", "subnet-picker")
"""Screens that do not scroll at these sizes: how far one had scrolled is no matter of size alone."""


@pytest.mark.parametrize("place", PLACES)
async def test_a_screen_survives_every_size_and_is_the_same_when_it_is_back(place: str) -> None:
    world, way = PLACES[place]
    async with world().running() as session:
        await session.press(way)
        before = session.text if place in SAME_AFRESH else ""
        for width, height in ((1, 1), (20, 3), (300, 90), (79, 23), (80, 24)):
            await session.resize(width, height)
            assert {cell_len(line) for line in session.lines} == {width}
        assert not before or session.text == before


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("place", SAME_AFRESH)
async def test_a_screen_made_smaller_or_larger_looks_as_if_opened_so(place: str, size: tuple[int, int]) -> None:
    world, way = PLACES[place]
    async with world().running(size) as afresh:
        await afresh.press(way)
        expected = afresh.text
    async with world().running() as resized:
        await resized.press(way)
        await resized.resize(*size)
        assert resized.text == expected


@pytest.mark.parametrize("place", ["interface", "accept", "dns"])
async def test_what_has_the_focus_is_in_sight_at_60_columns(place: str) -> None:
    world, way = PLACES[place]
    async with world().running((60, 20)) as session:
        await session.press(way)
        focused = session.app.focused
        assert focused
        assert session.app.screen.find_widget(focused).visible_region.height == 1


async def test_a_text_that_changes_twice_around_a_layout_gets_the_size_of_the_last() -> None:
    """A command kept the lines of the first, all blank, for as long as its page was open."""
    async with active().running() as session:
        await session.press("e")
        text = session.one(Static, "#facts")
        text.update("line\n" * 6)
        for around in text.ancestors[:-1]:
            around._clear_arrangement_cache()  # type: ignore[attr-defined] # as for a widget beside it that changes
        session.app.screen._refresh_layout()
        text.update("line")
        await session.settle()
        assert text.size.height == 1
