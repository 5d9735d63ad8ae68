"""Findings, one a line; and the one under the cursor in full, with its fix."""

from collections import Counter
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.reactive import var
from textual.widgets import Static

from tui.domain.findings import MARKS, Check, Verdict
from tui.views.next_step import with_keys
from tui.views.plain import fit, plain
from tui.widgets.command_box import CommandBox
from tui.widgets.line_list import LineList

_NAME = 19
_TONES = {Verdict.PASS: "good", Verdict.FAIL: "bad", Verdict.WARN: "you"}
_WORDS = {
    Verdict.PASS: "Nothing to do.",
    Verdict.UNKNOWN: "A check that could not be made blocks nothing.",
    Verdict.CHECKING: "",
}
"""What to do where no fix is given."""


class ChecksList(LineList[Check]):
    """Mark, name and finding; the heading counts."""

    def __init__(self) -> None:
        super().__init__()
        self._width = 80 - _NAME

    def show(self, rows: tuple[Check, ...]) -> None:
        super().show(rows)
        self.refresh_row(-1)

    def worst(self) -> Check | None:
        """The first that fails, else the first that warns."""
        grave = (Verdict.FAIL, Verdict.WARN)
        return next((each for verdict in grave for each in self.rows if each.verdict is verdict), None)

    def key_of(self, row: Check) -> str:
        return row.name

    def heading(self) -> str:
        counted = Counter(each.verdict for each in self.rows)
        return f"{'CHECK':<{_NAME}} " + "  ".join(
            f"{MARKS[each]} {counted[each]} {each}" for each in counted_first(counted)
        )

    def cells(self, row: Check) -> tuple[str, ...]:
        return fit(f"{MARKS[row.verdict]} {row.name}", _NAME), fit(plain(row.text), self._width)

    def tones(self, row: Check) -> Sequence[str]:
        return (_TONES.get(row.verdict, ""),)

    def fit_columns(self, width: int) -> None:
        self._width = max(width - _NAME - 2, 1)  # one cell for a scrollbar


def counted_first(counted: Counter[Verdict]) -> list[Verdict]:
    """The verdicts that there are, the grave ones first."""
    order = (Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN, Verdict.CHECKING, Verdict.PASS)
    return [each for each in order if counted[each]]


class CheckInFull(VerticalScroll, can_focus=False):
    """The whole finding, what to do about it, and the command that does it."""

    DEFAULT_CSS = """
    CheckInFull {
        height: auto;
        min-height: 7;
        max-height: 60%;
        padding: 0 1;
        border-top: solid $panel-lighten-2;
        scrollbar-size-vertical: 1;
        & > .check--finding { text-style: bold; }
        & > CommandBox { margin-top: 1; }
        & > CommandBox.-none { background: transparent; border-left: blank; }
    }
    """

    check: var[Check | None] = var(None)

    def compose(self) -> ComposeResult:
        yield Static(classes="check--finding", markup=False)
        yield Static(classes="check--fix", markup=False)
        yield CommandBox()

    def watch_check(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        """Once it has a width: a command is broken to it, and so as high as it makes it."""
        check = self.check
        if not self.size.width:
            return
        finding = f"{MARKS[check.verdict]} {check.name}: {plain(check.text)}" if check else ""
        fix = (
            with_keys(plain(check.fix), "checks")
            if check and check.fix
            else _WORDS.get(check.verdict, "")
            if check
            else ""
        )
        self.query_one(".check--finding", Static).update(finding)
        self.query_one(".check--fix", Static).update(fix)
        self.query_one(CommandBox).command = check.command if check else None
        # never hidden: it has to know its width when it gets its command
        self.query_one(CommandBox).set_class(not (check and check.command), "-none")
