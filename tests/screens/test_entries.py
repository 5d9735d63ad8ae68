"""Entries of pickers and drop-downs that take more than a line."""

from itertools import pairwise

import pytest
from textual.widgets import OptionList

from tests.fakes import cluster
from tests.screens import worlds
from tests.screens.harness import Session
from tests.screens.worlds import active
from tui.screens.dialogs import PickerDialog
from tui.views.choices import Choice

DNS = "vpce-25b808105b28fb14d-nmncheor-us-west-2c.vpce-svc-3cef51b6498ae4c2e.us-west-2.vpce.amazonaws.com"


def drawn(session: Session) -> list[str]:
    area = session.one(OptionList).content_region
    return [line[area.x : area.right].rstrip() for line in session.lines[area.y : area.bottom]]


@pytest.mark.parametrize("many", [False, True])
async def test_what_goes_on_is_indented(many: bool) -> None:
    async with active().running((60, 20)) as session:
        session.app.push_screen(PickerDialog("Pick", [Choice("1", f"vpc-1  {'words ' * 15}")], many=many))
        await session.settle()
        first, *rest = (line for line in drawn(session) if line)
        assert first.startswith("[ ] vpc-1" if many else "vpc-1")
        assert rest
        assert all(line.startswith(f"{' ' * (6 if many else 2)}words") for line in rest)


async def test_a_name_is_broken_between_its_labels() -> None:
    async with active().running((60, 20)) as session:
        session.app.push_screen(PickerDialog("Copy", [Choice("1", f"{'DNS name':<18}{DNS}")]))
        await session.settle()
        head, *rest = (line.strip() for line in drawn(session) if line)
        assert head == "DNS name"
        assert "".join(rest) == DNS
        assert all(line.endswith(".") for line in rest[:-1])


async def test_a_line_of_a_drop_down_is_indented_and_found_by_its_letters() -> None:
    world = worlds.one_cluster()
    world.tidb.clusters = [cluster(name) for name in ("ahead", "orders" + "-and-more" * 6)]
    async with world.running((60, 20)) as session:
        await session.press("n down")
        lines = session.lines
        at = next(at for at, line in enumerate(lines) if line.startswith(" orders"))
        assert lines[at + 1].startswith("   ")
        assert lines[at + 1].split() == ["endpoints", "v8.5.2"]
        await session.press("o r enter")
        assert session.world.draft.cluster_id == world.tidb.clusters[1].id


async def test_the_palette_indents_what_a_command_does() -> None:
    async with active().running((60, 20)) as session:
        await session.press("ctrl+p")
        lines = [line for line in drawn(session) if line]
        helps = [line.startswith("  ") for line in lines]
        assert not helps[0]
        assert any(one and two for one, two in pairwise(helps))
        assert not any(line[0].islower() for line in lines)
