"""Names that look like markup are text wherever one chooses between them."""

from dataclasses import replace

import pytest
from textual.widgets import Button, Input, OptionList, Select, Static

from tests.fakes import REGION, cluster, service
from tests.goldens.list_cases import HOSTILE
from tests.screens import tidb_cloud_worlds
from tests.screens.harness import Session, World
from tui.domain.clusters import TidbNodeGroup
from tui.views.plain import plain
from tui.widgets.dropdown import Dropdown

NAMES = {**HOSTILE, "end": "[/x]", "style": "a[b]c", "click": "[@click=app.quit]x[/]", "open": "[", "var": "[$error]x"}


def named(name: str) -> World:
    world = World()
    world.tidb.clusters = [cluster(name, id="hostile", version=name), cluster("orders")]
    world.tidb.services = [service(each) for each in world.tidb.clusters]
    return world


async def lines_of(session: Session, dropdown: str) -> list[str]:
    """What is offered, once the list is open."""
    session.one(Dropdown, dropdown).action_show_overlay()
    await session.settle()
    return [str(each.prompt) for each in session.one(Dropdown, dropdown).query_one(OptionList).options]


@pytest.mark.parametrize("name", NAMES)
async def test_a_cluster_of_any_name_and_version_can_be_chosen(name: str) -> None:
    async with named(NAMES[name]).running() as session:
        await session.press("n")
        shown = plain(NAMES[name], 40)
        assert any(line.startswith(f"{shown}  {REGION}  no endpoints") for line in await lines_of(session, "#cluster"))
        assert shown.split()[0] in session.prose.replace("\u200b", "")
        await session.press("home enter ctrl+n")
        assert session.screen == "ServiceEndpointScreen"


@pytest.mark.parametrize("name", NAMES)
async def test_a_node_group_of_any_name_can_be_chosen(name: str) -> None:
    world = World()
    groups = (TidbNodeGroup("1", "default", is_default=True), TidbNodeGroup("2", NAMES[name]))
    world.tidb.clusters = [replace(cluster("orders"), node_groups=groups)]
    async with world.running() as session:
        await session.press("n")
        assert (await lines_of(session, "#group"))[-1] == plain(NAMES[name], 40)
        await session.press("end enter")
        assert session.one(Dropdown, "#group").value == "2"
        assert plain(NAMES[name], 40).split()[0] in session.prose


@pytest.mark.parametrize("name", NAMES)
async def test_a_region_of_any_name_is_shown(name: str) -> None:
    world = World()
    world.tidb.clusters = [replace(cluster("orders"), region=plain(NAMES[name], 30))]
    async with world.running() as session:
        await session.press("n ctrl+n")
        assert plain(NAMES[name], 30) in session.text


async def test_letters_typed_find_a_line_of_a_dropdown() -> None:
    async with named("[/x]").running() as session:
        await session.press("n")
        lines = await lines_of(session, "#cluster")
        at = next(at for at, line in enumerate(lines) if "orders" in line)
        await session.press("home o r d")
        assert session.one(Dropdown, "#cluster").query_one(OptionList).highlighted == at


@pytest.mark.parametrize("page", ["n", "n ctrl+n", "d", "e", "t", "c", "enter", "v", "question_mark", "slash"])
async def test_no_widget_on_any_page_reads_markup(page: str) -> None:
    """What stands on it was made by a Static without markup, or by a widget that knows none."""
    world = tidb_cloud_worlds.with_record()
    async with world.running() as session:
        await session.press(page)
        for each in session.app.screen.query(Static):
            ours = each.__class__.__module__.startswith("tui.") or type(each) is Static
            inside = isinstance(each.parent, (Select, Button, Input)) or "select" in str(each.parent).casefold()
            assert not ours or inside or not each._render_markup, each
