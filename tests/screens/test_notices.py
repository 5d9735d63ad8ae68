"""Notices cover neither what blocks, nor buttons, nor the middle of a dialog."""

from collections.abc import Callable

import pytest
from textual.widgets import Button
from textual.widgets._toast import Toast

from tests.fakes import VPCE_ID
from tests.screens import worlds
from tests.screens.harness import Session, World
from tests.screens.worlds import active
from tui.domain.draft import Step
from tui.widgets.blockers import Blockers
from tui.widgets.id_field import IdField
from tui.widgets.keys import KeyBar

SIZES = [(60, 20), (80, 24), (120, 40)]
LONG = "AWS (EC2 in us-west-2) does not answer. What to do: Check the network of this machine, then try again."

PAGES: dict[str, tuple[Callable[[], World], str]] = {
    "list": (worlds.every_status, ""),
    "choose": (worlds.one_cluster, "n"),
    "interface": (lambda: worlds.unfinished(Step.INTERFACE_ENDPOINT), "enter"),
    "accept": (lambda: worlds.unfinished(Step.ACCEPT_ENDPOINT_CONNECTION), "enter"),
    "delete": (active, "d"),
    "edit": (active, "e"),
    "connect": (active, "c"),
}


def tell(session: Session) -> None:
    session.app.notify(LONG, title=f"{VPCE_ID} is not deleted: d goes on", severity="error", markup=False)
    session.app.notify("Command sent to clipboard (pbcopy).", markup=False)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", PAGES)
async def test_a_notice_leaves_what_blocks_and_the_buttons_to_be_seen(page: str, size: tuple[int, int]) -> None:
    world, way = PAGES[page]
    async with world().running(size) as session:
        await session.press(way)
        tell(session)
        await session.settle()
        screen = session.app.screen
        toasts = [toast.region for toast in screen.query(Toast)]
        assert len(toasts) == 2
        for kind in (Button, Blockers, KeyBar, IdField):
            for each in screen.query(kind):
                assert not any(each.region.overlaps(toast) for toast in toasts if each.is_on_screen), each
        assert "sent to clipboard" in session.prose
        assert "production" in session.lines[0], "whose account it is, is to be seen"


@pytest.mark.parametrize("size", SIZES)
async def test_over_a_dialog_it_is_one_line_at_the_edge(size: tuple[int, int]) -> None:
    async with worlds.unfinished(Step.INTERFACE_ENDPOINT).running(size) as session:
        await session.press("x")
        assert session.screen == "ConfirmDialog"
        before = session.lines
        tell(session)
        await session.settle()
        assert session.lines[1:] == before[1:]
        assert "sent to clipboard" in session.lines[0]
