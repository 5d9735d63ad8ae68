"""What a command did, and where the endpoint stands now."""

from dataclasses import dataclass
from datetime import datetime

from tui.domain.snapshot import Snapshot
from tui.domain.status import Status, Turn


@dataclass(frozen=True, slots=True)
class Done:
    """One endpoint, after a command that changes something."""

    id: str
    """`vpce-…`; empty while there is none."""
    command: str
    complete: bool
    """Whether all was done that the command is for."""
    gone_at: datetime | None
    """When both sides first answered, asked by its ID, that it is not there; null: it is, or nobody knows."""
    status: Status | None
    """Null where it is not shown now."""
    turn: Turn | None
    next: str
    """What happens next, as a sentence."""


def done_view(id_: str, command: str, snapshot: Snapshot, *, complete: bool, gone_at: datetime | None = None) -> Done:
    """What `snapshot` says of it."""
    row = None if gone_at else snapshot.row(id_)
    now = row.standing if row else None
    status, turn, next_ = (now.status, now.turn, now.next) if now else (None, None, "")
    return Done(id=id_, command=command, complete=complete, gone_at=gone_at, status=status, turn=turn, next=next_)
