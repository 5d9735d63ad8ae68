"""The one current truth, and who wants to hear of it."""

from collections.abc import Callable

from tui.domain.snapshot import Snapshot

Listener = Callable[[Snapshot], None]


class Store:
    """Lives on the event loop and needs no lock."""

    def __init__(self) -> None:
        self.snapshot = Snapshot()
        self._listeners: dict[object, Listener] = {}

    def publish(self, snapshot: Snapshot) -> None:
        """Replace the snapshot whole and tell every listener."""
        self.snapshot = snapshot
        for subscription, listener in tuple(self._listeners.items()):
            if self.snapshot is not snapshot:  # a listener published a newer one, which all have heard
                return
            if subscription in self._listeners:  # one listener may end another
                listener(snapshot)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` now and after each change, until the function returned is called."""
        subscription = object()
        self._listeners[subscription] = listener
        listener(self.snapshot)
        return lambda: self._listeners.pop(subscription, None) and None
