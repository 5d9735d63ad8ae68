"""What stands in an empty box fits it."""

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from tests.fakes import cluster
from tests.screens import worlds
from tests.screens.deeds import crowd, interface
from tests.screens.worlds import active
from tui.domain.draft import Step

BOXES = {"interface": (interface, "enter"), "edit": (active, "e"), "filter": (crowd, "slash")}


@pytest.mark.parametrize("page", BOXES)
async def test_at_sixty_columns_no_placeholder_is_cut(page: str) -> None:
    world, way = BOXES[page]
    async with world().running((60, 20)) as session:
        await session.press(way)
        boxes = [box for box in session.app.screen.query(Input) if box.display]
        assert boxes
        assert [box.placeholder for box in boxes if cell_len(box.placeholder) > box.content_size.width] == []


@pytest.mark.parametrize("port", [4000, 65535])
async def test_the_hint_of_the_security_groups_fits_with_any_port(port: int) -> None:
    world = worlds.unfinished(Step.INTERFACE_ENDPOINT)
    world.tidb.clusters = [cluster(port=port)]
    async with world.running((60, 20)) as session:
        await session.press("enter")
        assert f"must admit {port}; empty: default" in session.prose
