"""What changed from one look to the next, one line an endpoint."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tui.domain.private_endpoint import PrivateEndpoint
from tui.domain.snapshot import Snapshot
from tui.monitor.history import Change, differences
from tui.views.endpoints import EndpointLine, endpoint_lines


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A private endpoint that is not what it was."""

    at: datetime | None
    endpoint: EndpointLine
    """As it is now; as it last was where it is gone."""
    gone: bool
    """Whether both sides said by its ID that it is not there any more."""
    changes: tuple[Change, ...]
    """All aspects where it is seen for the first time."""


def changes_view(
    before: Mapping[str, PrivateEndpoint], rows: Mapping[str, PrivateEndpoint], snapshot: Snapshot
) -> Iterator[ChangeView]:
    """From `before` to `rows`, both by key; of those that are missing only what is known to be gone."""
    for key, row in rows.items():
        if changes := differences(before.get(key), row):
            yield _change(row, changes, snapshot, gone=False)
    for key, was in before.items():
        if key not in rows and key in snapshot.gone:
            yield _change(was, (Change("Status", was.standing.status, ""),), snapshot, gone=True)


def _change(row: PrivateEndpoint, changes: tuple[Change, ...], snapshot: Snapshot, *, gone: bool) -> ChangeView:
    [line] = endpoint_lines([row], snapshot)
    return ChangeView(snapshot.at, line, gone, changes)
