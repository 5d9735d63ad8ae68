"""The command palette: Textual's."""

from textual.command import CommandPalette
from textual.widgets import LoadingIndicator


class Palette(CommandPalette):
    """At rest when nothing happens: its sign of being busy, hidden or not, would be drawn 16 times a second."""

    def on_mount(self) -> None:
        self.query_one(LoadingIndicator).auto_refresh = None
