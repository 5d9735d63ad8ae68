"""The size of the window."""

import os

_USUAL = os.terminal_size((80, 24))


def window_size(descriptor: int) -> os.terminal_size:
    """What the terminal says, whatever COLUMNS and LINES say; 80x24 for one that does not know."""
    try:
        size = os.get_terminal_size(descriptor)
    except OSError:
        return _USUAL
    return os.terminal_size((size.columns or _USUAL.columns, size.lines or _USUAL.lines))
