"""What screens ask the application for."""

from dataclasses import dataclass

from textual.message import Message

from tui.domain.endpoints import PrivateEndpoint
from tui.domain.wizard import Draft, Wizard


@dataclass
class CreateRequested(Message):
    """Open the creation flow; `cluster_id` is the cluster one came from, if any."""

    cluster_id: str = ""


@dataclass
class OpenRequested(Message):
    """Open what fits the row: its flow at the first incomplete step, or how to connect."""

    row: PrivateEndpoint


@dataclass
class DiscardRequested(Message):
    """Throw the draft away."""

    draft: Draft


@dataclass
class StepRequested(Message):
    """Show this step of the flow instead of the present one."""

    wizard: Wizard


@dataclass
class FlowLeft(Message):
    """Close the flow; the draft stays kept."""


@dataclass
class FlowFinished(Message):
    """Create was pressed on the last step."""

    draft: Draft


@dataclass
class CopyRequested(Message):
    """Send `text` to the clipboard."""

    text: str
    what: str
    """What it is, for the notice."""
