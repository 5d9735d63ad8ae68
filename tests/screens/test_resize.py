"""The terminal may change its size at any moment."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from tests.fakes import SUBNET_IDS
from tests.screens import worlds
from tests.screens.deeds import FINISHED, enabled, interface, with_vpc
from tests.screens.harness import World
from tests.screens.worlds import active, crowd, filled, one_cluster, several_waiting
from tui.domain.commands import Command
from tui.domain.draft import Step
from tui.screens.dialogs import ConfirmDialog
from tui.views.folding import folded
from tui.widgets.command_box import CommandBox

PLACES: dict[str, tuple[Callable[[], World], str]] = {
    "list": (several_waiting, "j j"),
    "crowd": (lambda: crowd(100), "G k"),
    "cluster": (one_cluster, "n"),
    "drop-down": (one_cluster, "n enter"),
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


@pytest.mark.parametrize(("first", "then"), [(200, 80), (60, 120), (120, 60)])
@pytest.mark.parametrize("place", ["interface", "dns"])
async def test_a_command_takes_the_lines_that_it_needs_at_another_width(place: str, first: int, then: int) -> None:
    world, way = PLACES[place]
    async with world().running((then, 60)) as afresh:
        await afresh.press(way)
        expected = afresh.text
    async with world().running((first, 60)) as resized:
        await resized.press(way)
        await resized.resize(then, 60)
        assert resized.text == expected


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_command_of_a_question_is_seen_whole(width: int) -> None:
    async with filled().running((width, 40)) as session:
        await session.open(_question)
        box = session.one(CommandBox)
        assert box.size.height == len(folded(LONG.words, box.content_size.width).splitlines())
        assert "--last-of-all" in session.text


LONG = Command(("aws", "ec2", "modify-vpc-endpoint", "--add-subnet-ids", *SUBNET_IDS, "--last-of-all"), ())


def _question(*_: object) -> ConfirmDialog:
    return ConfirmDialog("Do it?", ["Nothing is done."], "Do", LONG)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_all_five_steps_are_named_at_every_size(size: tuple[int, int]) -> None:
    async with filled().running(size) as session:
        await session.press("enter")
        assert all(step.label in session.prose for step in Step)


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
