"""A command line to copy or run."""

from itertools import zip_longest

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui.domain.commands import Command


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

    def __init__(self) -> None:
        super().__init__(markup=False)

    def watch_command(self) -> None:
        self.update(self.text)

    def on_resize(self) -> None:
        self.update(self.text)

    @property
    def text(self) -> Content:
        """Lines that end in a backslash but for the last; placeholders stand out."""
        if self.command is None:
            return Content("")
        content = Content(folded(self.command, max(self.content_size.width, 40)))
        return content.highlight_regex(r"<your_\w+>", style="bold reverse")


def folded(command: Command, width: int) -> str:
    """The command in lines of about `width` cells, which a shell takes as they stand."""
    first, *others = broken(command.words, width - 4)
    return " \\\n".join([first, *(f"  {line}" for line in others)])


def broken(words: tuple[str, ...], width: int) -> list[str]:
    """`words` in lines of at most `width` cells, where one word allows it; an option does not end a line."""
    lines: list[str] = []
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        with_value = word.startswith("--") and not following.startswith("--")
        needed = len(f"{word} {following}" if with_value else word)
        if lines and len(lines[-1]) + 1 + needed <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
