"""Every screen in every state, at every size and without colour, as it was last looked at.

`pytest tests/goldens --snapshot-update` after a change that was meant; then read the difference.
"""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.goldens.bad_days_cases import BAD_DAYS_CASES
from tests.goldens.cases import Case
from tests.goldens.checks_cases import CHECKS_CASES
from tests.goldens.cluster_cases import CLUSTER_CASES
from tests.goldens.detail_cases import DETAIL_CASES
from tests.goldens.first_run_cases import FIRST_RUN_CASES
from tests.goldens.first_steps_cases import FIRST_STEPS_CASES
from tests.goldens.interface_endpoint_cases import INTERFACE_ENDPOINT_CASES
from tests.goldens.kept import ScreenSvg, ScreenText
from tests.goldens.last_steps_cases import LAST_STEPS_CASES
from tests.goldens.list_cases import LIST_CASES
from tests.goldens.removal_cases import REMOVAL_CASES
from tests.goldens.tidb_cloud_cases import TIDB_CLOUD_CASES
from tests.screens.harness import Session

CASES = (
    *LIST_CASES,
    *FIRST_RUN_CASES,
    *FIRST_STEPS_CASES,
    *INTERFACE_ENDPOINT_CASES,
    *LAST_STEPS_CASES,
    *DETAIL_CASES,
    *REMOVAL_CASES,
    *CLUSTER_CASES,
    *CHECKS_CASES,
    *BAD_DAYS_CASES,
    *TIDB_CLOUD_CASES,
)
SIZES = ((80, 24), (60, 20), (120, 40))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_screen(case: Case, snapshot: SnapshotAssertion) -> None:
    async with case.world().running(demo=case.demo) as session:
        await case.play(session)
        for width, height in SIZES:
            await session.resize(width, height)
            compare(session, snapshot, f"{width}x{height}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_screen_without_colour(case: Case, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with case.world().running(demo=case.demo) as session:
        await case.play(session)
        compare(session, snapshot, "80x24")


@pytest.mark.parametrize("theme", ["ansi-light", "textual-light"])
@pytest.mark.parametrize("name", ["list-every-status", "describe-active", "interface-filled", "delete"])
async def test_screen_in_light(name: str, theme: str, snapshot: SnapshotAssertion) -> None:
    """The main screens on a light background, with the terminal's own 16 colours and with all: pictures alone."""
    case = next(case for case in CASES if case.name == name)
    world = case.world()
    world.theme = theme
    async with world.running() as session:
        await case.play(session)
        assert session.app.export_screenshot(simplify=True) == snapshot.use_extension(ScreenSvg)(name="80x24")


def compare(session: Session, snapshot: SnapshotAssertion, name: str) -> None:
    """The text first: its difference is the one that people can read."""
    assert session.text == snapshot.use_extension(ScreenText)(name=name)
    assert session.app.export_screenshot(simplify=True) == snapshot.use_extension(ScreenSvg)(name=name)
