"""Where the selected row stands: below the list, or beside it where there is room."""

import pytest

from tests.screens import worlds
from tests.screens.harness import Session
from tui.views.next_step import next_step
from tui.widgets.endpoint_table import EndpointTable
from tui.widgets.selected_row import SelectedRow


def beside(session: Session) -> bool:
    return session.one(SelectedRow).region.x >= session.one(EndpointTable).region.right


@pytest.mark.parametrize(
    ("size", "wide"), [((60, 20), False), ((119, 40), False), ((120, 29), False), ((120, 30), True), ((120, 40), True)]
)
async def test_it_is_beside_the_list_from_120_columns_and_30_rows_on(size: tuple[int, int], wide: bool) -> None:
    async with worlds.every_status().running(size) as session:
        assert beside(session) is wide
        assert session.one(EndpointTable).region.height >= (size[1] - 6 if wide else 8)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)])
async def test_what_comes_next_is_never_cut(size: tuple[int, int]) -> None:
    async with worlds.every_status().running(size) as session:
        rows = len(session.one(EndpointTable).rows)
        for _ in range(rows):
            row = session.one(EndpointTable).row
            area = session.one(SelectedRow).content_region
            lines = [line[area.x : area.right] for line in session.lines[area.y : area.bottom]]
            assert row
            assert next_step(row, "endpoints") in " ".join(" ".join(lines).split())
            await session.press("j")


async def test_it_moves_when_the_terminal_is_resized() -> None:
    async with worlds.every_status().running((80, 24)) as session:
        await session.resize(120, 40)
        assert beside(session)
        await session.resize(80, 24)
        assert not beside(session)
        assert session.one(SelectedRow).region.height < 8


async def test_the_filter_stays_with_the_list() -> None:
    async with worlds.every_status().running((120, 40)) as session:
        await session.press("slash")
        assert beside(session)
        assert "Filter" in session.text.splitlines()[-2]
