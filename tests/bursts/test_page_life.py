"""A page that was left is gone: nothing holds it, and it hears of nothing any more."""

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from tests.bursts.pages import PLACES, Place
from tests.screens.harness import Session
from tui.domain.draft import Draft

if TYPE_CHECKING:
    from textual.screen import Screen

OPENINGS = 2
"""Whoever holds one page holds them all; `python -m tests.bursts --pages 100` opens each that often."""


async def open_and_leave(session: Session, place: Place) -> "weakref.ref[Screen[object]]":
    """Go to the page and back to the first screen by keys alone."""
    first = session.app.screen
    await session.press(place.way)
    assert session.screen == place.screen
    page = weakref.ref(session.app.screen)
    while session.app.screen is not first:
        await session.press("escape")
    return page


def keep(session: Session, drafts: tuple[Draft, ...]) -> None:
    """Create ends a setup, which the next opening wants again."""
    for draft in drafts:
        assert session.app._runtime
        session.app._runtime.operations.keep(draft)


async def left_after(place: Place, openings: int) -> tuple[int, int]:
    """How many pages are left after so many openings, and how many more listen to the store than before."""
    async with place.world().running() as session:
        listeners = len(session.app.store._listeners)
        drafts, pages = tuple(session.world.drafts.saved.values()), []
        for _ in range(openings):
            pages.append(await open_and_leave(session, place))
            keep(session, drafts)
        gc.collect()
        return sum(page() is not None for page in pages), len(session.app.store._listeners) - listeners


OPENED = list({place.screen: place for place in PLACES if place.way}.values())


@pytest.mark.parametrize("place", OPENED, ids=[place.name for place in OPENED])
async def test_a_page_that_was_left_is_gone(place: Place) -> None:
    pages, listeners = await left_after(place, OPENINGS)
    assert pages <= 1, "Textual's caches may hold the last one until the next takes its place"
    assert listeners == 0
