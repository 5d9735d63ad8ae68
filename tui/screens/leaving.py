"""Leaving a screen, once."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

R = TypeVar("R")


class LeavesOnce(Screen[R]):
    """A held key sends more presses than there are screens: only the screen on top is left."""

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave with `result`; nothing, if it was left already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
