"""Without colour, in the terminal's own 16 colours and on a light background: pages that have every kind of widget."""

import importlib
import pkgutil

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.screen import Screen
from textual.widget import Widget

import tui
from tests.goldens.all_cases import CASES
from tests.goldens.cases import Case
from tests.goldens.kept import ScreenSvg, picture, sheet
from tests.screens.harness import Session

THEMES = ("ansi-dark", "ansi-light", "textual-light")
PAGES = {
    "list-every-status": {"EndpointTable", "SelectedRow"},
    "list-filter": {"FilterBox"},
    "list-aws-fails": {"ProblemBanner"},
    "describe-active": {"Page", "Sheet", "StatusLine", "KeyBar"},
    "interface-filled": {"FlowBar", "IdField", "IdInput", "InstructionPane", "CommandBox", "Blockers", "Body"},
    "interface-copied": {"Toast"},
    "cluster-drop-down-open": {"Dropdown", "_Opened"},
    "accept-picker": {"_Single"},
    "interface-group-picker": {"_Marking"},
    "delete": {"Button", "DeedButton", "TextBox"},
    "checks-fix": {"ChecksList", "CheckInFull"},
    "clusters": {"ClustersTable", "SelectedCluster"},
    "connect": {"ClientStrip", "EndpointChoice"},
    "first-run": {"_Choices"},
    "setup-cloud": {"SecretInput", "PublicInput"},
    "help": {"Prose"},
    "palette": {"_Found"},
}
"""Cases, with the kinds of widgets that are looked at there."""


@pytest.mark.parametrize("name", PAGES)
async def test_page(name: str, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    """From above: the themes in their order, then without colour."""
    [case] = [case for case in CASES if case.name == name]
    pictures = await looks(case, *THEMES)
    monkeypatch.setenv("NO_COLOR", "1")
    pictures += await looks(case, "textual-dark")
    assert sheet(pictures) == snapshot.use_extension(ScreenSvg)


async def looks(case: Case, *themes: str) -> list[str]:
    async with case.world().running(demo=case.demo) as session:
        await case.play(session)
        assert PAGES[case.name] <= kinds(session)
        return [await look(session, theme) for theme in themes]


async def look(session: Session, theme: str) -> str:
    session.app.theme = theme
    await session.settle()
    return picture(session.app, theme)


def kinds(session: Session) -> set[str]:
    """Names of the classes of all widgets that are to be seen."""
    return {type(each).__name__ for each in session.app.screen.walk_children(Widget) if each.display and each.size.area}


def test_the_pages_have_every_kind_of_widget() -> None:
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if module.name != "tui.__main__":
            importlib.import_module(module.name)
    ours = {kind.__name__ for kind in below(Widget) if kind.__module__.startswith("tui.") and not below(kind)}
    assert ours <= set().union(*PAGES.values())


def below(kind: type[Widget]) -> set[type[Widget]]:
    """All classes of widgets, but not of screens, that derive from `kind`."""
    direct = {each for each in kind.__subclasses__() if not issubclass(each, Screen)}
    return direct.union(*(below(each) for each in direct))
