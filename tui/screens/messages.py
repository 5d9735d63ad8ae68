"""What screens ask the application for."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class SetupRequested(Message):
    """Begin a new setup for the cluster of the ID `cluster_id`."""

    cluster_id: str


@dataclass
class CopyRequested(Message):
    """Send `text` to the clipboard."""

    text: str
    what: str
    """What it is, for the notice."""
