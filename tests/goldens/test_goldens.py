"""Every screen in every state and at every size, as it was last looked at.

`pytest tests/goldens -n0 --snapshot-update` after a change that was meant; then read the difference.
"""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.goldens.all_cases import CASES
from tests.goldens.cases import Case
from tests.goldens.dim_keys import disagreeing
from tests.goldens.kept import ScreenSvg, ScreenText, at_every_size, picture

SIZES = ((80, 24), (60, 20), (120, 40))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_screen(case: Case, snapshot: SnapshotAssertion) -> None:
    """The text first: its difference is the one that people can read."""
    async with case.world().running(demo=case.demo) as session:
        await case.play(session)
        assert disagreeing(session) == set()
        svg = picture(session.app)
        texts = {}
        for size in SIZES:
            await session.resize(*size)
            texts[size] = session.text
    assert at_every_size(texts) == snapshot.use_extension(ScreenText)
    assert svg == snapshot.use_extension(ScreenSvg)
