"""A box to type into."""

from textual import events
from textual.widgets import Input

LONGEST = 20_000
"""Characters that a paste brings: a box draws all of its text at each key."""


class TextBox(Input):
    """Takes all lines of a paste, as one line; Textual's own takes the first line alone."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    def paste(self, text: str) -> None:
        """Put a text from elsewhere in, in the place of what is selected."""
        lines = (line.strip() for line in text[:LONGEST].splitlines())
        self.put_in(" ".join(line for line in lines if line))

    def put_in(self, text: str) -> None:
        """Put `text` in at the cursor, or in the place of what is selected; what a terminal would obey is left out."""
        text = "".join(each for each in text.replace("\t", " ") if each.isprintable())
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
