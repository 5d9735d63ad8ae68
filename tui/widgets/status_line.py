"""The top line: where one is, as whom, and how old what one sees is."""

from textual.content import Content
from textual.reactive import reactive, var
from textual.widget import Widget

from tui.domain.snapshot import Snapshot
from tui.widgets.plain import clock_time, fit, plain


class StatusLine(Widget):
    """Title on the left; profile, account and time of the oldest facts on the right."""

    DEFAULT_CSS = """
    StatusLine {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $primary-background;
        text-style: bold;
    }
    """

    snapshot: reactive[Snapshot] = reactive(Snapshot)
    label: var[str] = var("")

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def watch_label(self) -> None:
        self.refresh()

    def render(self) -> Content:
        """The right side gives way first: the title says where one is."""
        parts = [self.label]
        if self.snapshot.identity:
            parts.append(f"account {plain(self.snapshot.identity.account, 20)}")
        if self.snapshot.as_of:
            parts.append(f"read {clock_time(self.snapshot.as_of)}")
        right = " · ".join(part for part in parts if part)
        room = self.size.width - len(self._title) - 2
        while len(right) > room and " · " in right:
            right = right.partition(" · ")[2]
        return Content(self._title) + Content(fit(right, room, pad=False).rjust(room + 2))
