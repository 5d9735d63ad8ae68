"""What confirms a write takes only keys that were pressed after it was to be seen."""

from typing import Protocol, runtime_checkable

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.widgets import Button

from tui.terminal.output.frame import Frame


@runtime_checkable
class Guarded(Protocol):
    """A screen or widget that does not take every key: which, the queue before the program's dispatch asks it."""

    def takes(self, event: events.Event) -> bool:
        """Whether this key, paste or click counts here."""

    def painted(self, frame: Frame) -> None:
        """It was drawn as it is, and `frame` was handed over to be written."""


class DeedButton(Button):
    """Does something that cannot be undone: a key that was pressed before it was to be seen, as it is, is dropped."""

    def __init__(self, label: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(Content(label), id=id, compact=True)
        self._drawn = False
        self._frames: tuple[Frame, ...] = ()
        """The first that shows it, and the last: the first may have been left out for a later one."""

    def offer(self, label: str, *, works: bool) -> None:
        """Show it with that label, empty for not at all; `works` says whether it can be pressed."""
        before = self.display, str(self.label), self.disabled
        self.display, self.label, self.disabled = bool(label), Content(label), not works
        if label and works and before != (True, label, False):
            self._drawn, self._frames = False, ()
            self.refresh(layout=True)

    def render(self) -> RenderResult:
        """Textual asks for this when it lays out, just before the frame that shows it."""
        self._drawn = True
        return super().render()

    def takes(self, event: events.Event) -> bool:
        return any(frame.before(event.time) for frame in self._frames)

    def painted(self, frame: Frame) -> None:
        if self._drawn:
            self._frames = (*self._frames[:1], frame)
