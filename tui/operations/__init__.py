"""What the operator can do, and what goes on by itself once it was begun."""

from tui.operations.accepting import NOT_YET_ASKED_S, Accepting
from tui.operations.changing import Changing
from tui.operations.creating import Creating
from tui.operations.disk import Disk
from tui.operations.preparing import Preparing
from tui.operations.reading import Reading
from tui.operations.removing import Removing
from tui.operations.watching import Watching
from tui.operations.worklist import Worklist

__all__ = ["NOT_YET_ASKED_S", "Disk", "Operations", "Worklist"]


class Operations(Reading, Creating, Changing, Removing, Accepting, Preparing, Watching):
    """Everything that changes something, on either side or on disk. Raises PrivateEndpointError."""
