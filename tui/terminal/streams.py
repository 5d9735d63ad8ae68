"""Standard output and error: closed, full or gone, they cost the program neither its exit code nor a traceback."""

import io
import os
import sys
from contextlib import suppress
from threading import Thread
from typing import TextIO

from tui.domain.errors import PrivateEndpointError

_PATIENCE_S = 1.0


class OutputError(PrivateEndpointError):
    """What was asked for could not be printed."""


def say(text: str) -> None:
    """Print what was asked for; raises OutputError."""
    if sys.stdout is None:
        raise OutputError("Standard output is closed.")
    try:
        sys.stdout.write(_fit(text, sys.stdout))
        sys.stdout.flush()
    except OSError as error:
        _let_go(sys.stdout)
        raise OutputError(f"Standard output cannot be written: {error.strerror}.") from None


def tell(text: str) -> None:
    """Print to standard error, if it takes it within a second."""
    teller = Thread(target=_tell, args=(f"{text}\n",), daemon=True)
    teller.start()
    teller.join(_PATIENCE_S)


def _tell(text: str) -> None:
    stream = sys.stderr
    if stream is None:
        return
    with suppress(OSError):
        try:
            descriptor = stream.fileno()
        except io.UnsupportedOperation:
            stream.write(text)
            return
        # past the stream: a write that never ends would hold its lock, and so the end of the program
        data = _fit(text, stream).encode(stream.encoding, "backslashreplace")
        while data:
            data = data[os.write(descriptor, data) :]


def _fit(text: str, stream: TextIO) -> str:
    """`text` in the letters that the stream has, others by number."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _let_go(stream: TextIO) -> None:
    """Python writes what is left when it ends, and would complain once more."""
    with suppress(OSError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
