"""What stands over the list while a side does not answer."""

from itertools import starmap

from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tui.domain.errors import ended
from tui.domain.snapshot import Freshness, Snapshot
from tui.views import sources
from tui.views.plain import clock_time, plain


class ProblemBanner(Static):
    """A line for each part that failed, with the age of what is still shown; then what else there is to know.

    Each goes away by itself.
    """

    DEFAULT_CSS = """
    ProblemBanner {
        height: auto;
        max-height: 6;
        padding: 0 1;
        background: $error-muted;
        color: $text-error;
        display: none;
        &.-shown { display: block; }
        &.-note { background: $panel; color: $text; }
    }
    """

    snapshot: var[Snapshot] = var(Snapshot)

    def __init__(self) -> None:
        super().__init__(markup=False)

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        said = [plain(each) for each in (*sources.notes(snapshot), snapshot.slowed) if each]
        lines = [*starmap(_line, sources.problems(snapshot)), *said]
        self.set_class(bool(lines), "-shown")
        self.set_class(not snapshot.problems, "-note")
        self.update(Content("\n").join(map(Content, lines)))


def _line(name: str, reading: Freshness) -> str:
    problem = reading.problem
    if problem is None:
        return ""
    age = f"shown as of {clock_time(reading.as_of)}" if reading.as_of else "nothing read yet"
    told = " ".join(ended(plain(each)) for each in (problem.summary, problem.when_polled) if each)
    return f"! {plain(name, 80)}: {told} ({age})"
