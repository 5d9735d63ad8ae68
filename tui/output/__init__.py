"""What is written to the terminal: the cells that differ from what it shows, and no more.

Textual writes lines whole, each piece with its style in full; on a slow line most of that is waited for in vain.
"""

import os
from contextlib import suppress
from typing import TextIO

from tui.output.shown import Shown

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a frame, so that no half of it is shown."""


class Output:
    """A terminal to write to, in Textual's frames; what is written after it is gone is dropped."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = Shown()
        self._begun = ""
        self.fileno = stream.fileno

    def write(self, text: str) -> None:
        if text == _BEGIN:
            self._begun = text
        elif text != _END:
            self._put(self._less(text))
        elif self._begun:
            self._begun = ""  # nothing came of the frame
        else:
            self._put(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def _less(self, text: str) -> str:
        try:
            size = os.get_terminal_size(self.fileno())
        except OSError:
            return text
        return self._shown.less(text, size)

    def _put(self, text: str) -> None:
        if text:
            begun, self._begun = self._begun, ""
            with suppress(OSError):
                self._stream.write(begun + text)
