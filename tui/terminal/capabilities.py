"""The terminal around the program: whether it can be used, and its clipboard."""

import asyncio
import codecs
import os
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from tui.domain.errors import PrivateEndpointError

OSC52_BYTES = 74_000
"""Terminals cut an OSC 52 sequence at 100,000 bytes of base64, which is this much text."""

TMUX_TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class Sent:
    """The text went out; whether a clipboard took it, nobody tells."""

    via: str
    """`tmux` or `OSC 52`."""


async def send_to_clipboard(text: str, osc52: Callable[[str], None]) -> Sent:
    """Send `text` towards the clipboard: by tmux where inside it, else by `osc52`, Textual's `App.copy_to_clipboard`.

    tmux's defaults drop an OSC 52 from inside; its own command reaches its buffer and the terminal around it.
    Raises PrivateEndpointError for a text that terminals would cut.
    """
    if os.environ.get("TMUX") and await _tmux_took(text):
        return Sent("tmux")
    if len(text.encode()) > OSC52_BYTES:
        raise PrivateEndpointError(
            "The text is too long for the terminal's clipboard.", "Select it with the mouse, or copy it in parts."
        )
    osc52(text)
    return Sent("OSC 52")


def mouse_by_default() -> bool:
    """Not in GNU screen, which takes Escape for the beginning of a report of the mouse, and keeps it."""
    in_screen = "STY" in os.environ or os.environ.get("TERM", "").startswith("screen")
    return not in_screen or "TMUX" in os.environ


def why_unusable(*streams: TextIO | None) -> str:
    """Why a screen cannot be shown on `streams` (standard input, output and error); empty if it can.

    Keys come from the first, and the third is drawn on, in UTF-8.
    """
    names = ("input", "output", "error")
    for name, stream in zip(names, streams, strict=True):
        if stream is None:
            return f"standard {name} is closed"
        if not stream.isatty():
            return f"standard {name} is not a terminal"
        if codecs.lookup(stream.encoding).name != "utf-8":
            return f"its locale is {stream.encoding.upper()} (if it shows UTF-8, type PYTHONUTF8=1 tidb-pe)"
    kind = os.environ.get("TERM", "")
    named = f"TERM={kind}" if kind else "TERM is not set"
    return f"the terminal cannot place text ({named})" if kind in {"", "dumb"} else ""


async def _tmux_took(text: str) -> bool:
    """Whether `tmux load-buffer -w`, which is of tmux 3.2, took the text."""
    try:
        tmux = await asyncio.create_subprocess_exec(
            "tmux", "load-buffer", "-w", "-", stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL
        )
    except OSError:
        return False
    try:
        await asyncio.wait_for(tmux.communicate(text.encode()), TMUX_TIMEOUT_S)
    except TimeoutError:
        return False
    finally:
        if tmux.returncode is None:
            with suppress(ProcessLookupError):
                tmux.kill()
            await tmux.wait()
    return tmux.returncode == 0
