"""The Describe page repaints what changed and nothing else."""

from typing import Any
from unittest.mock import patch

from tests.fakes import VPCE_ID
from tests.screens.describing import described
from tests.screens.worlds import active
from tui.widgets.sheet import Sheet


async def test_a_poll_that_brings_nothing_new_repaints_nothing() -> None:
    async with described(active()) as session:
        with patch.object(Sheet, "refresh") as refresh:
            await session.poll()
            assert refresh.call_count == 0


async def test_a_change_repaints_its_own_lines_alone() -> None:
    world = active()
    async with described(world) as session:
        world.aws.change(VPCE_ID, owner_account="222233334444")
        painted: list[int] = []
        refresh = Sheet.refresh

        def counted(self: Sheet, *regions: Any, **options: Any) -> Sheet:
            painted.extend(region.height for region in regions)
            return refresh(self, *regions, **options)

        with patch.object(Sheet, "refresh", counted):
            await session.poll()
        assert painted == [1, 1], "the account, and that it changed"
