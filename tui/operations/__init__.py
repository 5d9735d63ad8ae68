"""What the operator can do; each operation ends with a poll, so that the screen shows what really is."""

from tui.operations.base import Disk
from tui.operations.changing import Changing
from tui.operations.creating import NOT_YET_ASKED_S, Creating
from tui.operations.reading import Reading
from tui.operations.removing import Removing

__all__ = ["NOT_YET_ASKED_S", "Disk", "Operations"]


class Operations(Reading, Creating, Changing, Removing):
    """Everything that changes something, on either side or on disk. Raises PrivateEndpointError."""
