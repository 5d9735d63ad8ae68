"""A command line to copy or run."""

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui.domain.commands import Command
from tui.views.folding import folded


class CommandBox(Static):
    """The command, broken at its options so that what is selected by mouse runs as it stands."""

    DEFAULT_CSS = """
    CommandBox {
        height: auto;
        padding: 0 1;
        background: $surface-lighten-1;
        border-left: thick $primary;
    }
    """

    command: reactive[Command | None] = reactive(None, layout=True)

    def __init__(self, command: Command | None = None) -> None:
        super().__init__(markup=False)
        self.set_reactive(CommandBox.command, command)

    def watch_command(self) -> None:
        self._fold()

    def on_resize(self) -> None:
        self._fold()

    def _fold(self) -> None:
        """Ask for the height by style: Textual drops a request for layout that comes before the last one is done."""
        text, width = self.text, self.content_size.width
        if text != self.content:
            self.update(text)
        if width and self.command:
            self.styles.height = len(text.wrap(width)) + self.gutter.height

    @property
    def text(self) -> Content:
        """Lines that end in a backslash but for the last; placeholders stand out."""
        if self.command is None:
            return Content("")
        content = Content(folded(self.command.words, max(self.content_size.width, 40)))
        return content.highlight_regex(r"<your_\w+>", style="bold reverse")
