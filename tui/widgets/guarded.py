"""What confirms a write takes only keys that were pressed after it was to be seen."""

from time import monotonic
from typing import Protocol, runtime_checkable

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button


@runtime_checkable
class Guarded(Protocol):
    """A screen or widget that does not take every key: which, the queue before the program's dispatch asks it."""

    def takes(self, event: events.Event) -> bool:
        """Whether this key, paste or click counts here."""

    def painted(self) -> None:
        """A frame was written."""


class Seen:
    """Since when something is to be seen."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._begun = self._drawn = 0

    def begin(self, of: Widget) -> None:
        """`of` is there from now on; it is seen with the next frame."""
        self._since = None
        self._begun += 1
        of.call_later(self._draw, self._begun)
        of.call_after_refresh(self._draw, self._begun)
        of.call_after_refresh(self.painted)

    def _draw(self, begun: int) -> None:
        self._drawn = begun

    def painted(self) -> None:
        """A frame was written."""
        if self._since is None and self._drawn == self._begun:
            self._since = monotonic()

    def before(self, event: events.Event) -> bool:
        """Whether it was to be seen when this key was pressed."""
        return self._since is not None and event.time > self._since


class DeedButton(Button):
    """Does something that cannot be undone: a key that was pressed before it was to be seen, as it is, is dropped."""

    def __init__(self, label: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(Content(label), id=id, compact=True)
        self._seen = Seen()

    def offer(self, label: str, *, works: bool) -> None:
        """Show it with that label, empty for not at all; `works` says whether it can be pressed."""
        before = self.display, str(self.label), self.disabled
        self.display, self.label, self.disabled = bool(label), Content(label), not works
        if label and works and before != (True, label, False):
            self._seen.begin(self)

    def takes(self, event: events.Event) -> bool:
        return self._seen.before(event)

    def painted(self) -> None:
        self._seen.painted()
