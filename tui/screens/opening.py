"""Which page belongs to a row. Pages are imported when they are opened: the first paint does not wait for them."""

from typing import Any

from textual.screen import Screen

from tui.domain.private_endpoint import PrivateEndpoint
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.views.opening import changeable, deletes_first, editable

__all__ = ["connection", "deletion", "editable", "editor", "flow"]


def editor(runtime: Runtime, store: Store, row: PrivateEndpoint) -> Screen[Any]:
    """What Edit opens: the first incomplete step, or the changes that AWS allows on an endpoint that works.

    What failed or was rejected is deleted and created again, but for a connection that TiDB Cloud can accept anew.
    """
    if deletes_first(row) and row.vpc_endpoint_id:
        return deletion(runtime, store, row)
    if not changeable(row):
        return flow(runtime, store, row)
    from tui.screens.edit import EditEndpointScreen

    return EditEndpointScreen(runtime, store, row.key)


def deletion(runtime: Runtime, store: Store, row: PrivateEndpoint) -> Screen[Any]:
    """What Delete opens: nothing is deleted before the ID is typed there."""
    from tui.screens.delete import DeleteScreen

    return DeleteScreen(runtime, store, row.key)


def connection(runtime: Runtime, store: Store, row: PrivateEndpoint) -> Screen[Any]:
    """How to connect through this endpoint."""
    from tui.screens.connect import ConnectScreen

    return ConnectScreen(runtime, store, row.cluster_id, row.key)


def flow(runtime: Runtime, store: Store, row: PrivateEndpoint) -> Screen[Any]:
    """The first step that is not complete."""
    from tui.screens.wizard import editing

    return editing(runtime, store, row)
