"""The top line: where one is, as whom, and how old what one sees is."""

from collections.abc import Sequence

from textual.reactive import var

from tui.domain.snapshot import Snapshot
from tui.views.plain import clock_time, fit, plain
from tui.widgets.lines import Lines, Part


class StatusLine(Lines):
    """Title on the left; profile, account and time of the oldest facts on the right."""

    DEFAULT_CSS = """
    StatusLine {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $primary-background;
        text-style: bold;
        &:light {
            color: $text;  /* the colour of other text cannot be read on this background */
        }
    }
    """

    snapshot: var[Snapshot] = var(Snapshot)
    label: var[str] = var("")

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def watch_snapshot(self) -> None:
        self.redraw()

    def watch_label(self) -> None:
        self.redraw()

    def parts(self, width: int) -> Sequence[Sequence[Part]]:
        """The right side gives way first: the title says where one is."""
        snapshot = self.snapshot
        label, *marks = plain(self.label, 60).split(" · ")
        words = [label]
        accounts = {identity.account for identity in snapshot.identities.values()}
        if accounts:
            words.append(f"{len(accounts)} accounts" if len(accounts) > 1 else f"account {plain(accounts.pop(), 20)}")
        if snapshot.as_of:
            words.append(f"read {clock_time(snapshot.as_of)}")
        right = " · ".join(word for word in (*words, *marks) if word)
        room = width - len(self._title) - 2
        while len(right) > room and " · " in right:
            right = right.partition(" · ")[2]
        return [[(self._title + fit(right, room, pad=False).rjust(room + 2), "")]]
