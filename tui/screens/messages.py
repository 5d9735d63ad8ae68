"""What screens ask the application for."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class CopyRequested(Message):
    """Send `text` to the clipboard."""

    text: str
    what: str
    """What it is, for the notice."""
