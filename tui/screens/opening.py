"""Which page belongs to a row. Pages are imported when they are opened: the first paint does not wait for them."""

from typing import Any

from textual.screen import Screen

from tui.domain.endpoints import PrivateEndpoint
from tui.monitor.store import Store
from tui.runtime import Runtime
from tui.views.opening import changeable, deletes_first, editable

__all__ = ["connection", "deletion", "editable", "editor", "page"]


def page(runtime: Runtime, store: Store, row: PrivateEndpoint) -> Screen[Any]:
    """The flow while there is something left of it to do here, else the description."""
    if row.draft or not row.vpc_endpoint_id:
        return _flow(runtime, store, row)
    from tui.screens.detail import DetailScreen

    return DetailScreen(runtime, store, row.key)


def editor(runtime: Runtime, store: Store, row: PrivateEndpoint) -> Screen[Any]:
    """What Edit opens: the first incomplete step, or the changes that AWS allows on an endpoint that works.

    What failed or was rejected is deleted and created again, but for a connection that TiDB Cloud can accept anew.
    """
    if deletes_first(row) and row.vpc_endpoint_id:
        return deletion(runtime, store, row)
    if not changeable(row):
        return _flow(runtime, store, row)
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


def _flow(runtime: Runtime, store: Store, row: PrivateEndpoint) -> Screen[Any]:
    from tui.screens.wizard import editing

    return editing(runtime, store, row)
