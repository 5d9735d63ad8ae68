"""What the program writes about itself: a log on request, and the traceback of a bug. Neither ever holds a secret."""

import logging
import os
import re
import time
import traceback
from collections.abc import Callable
from logging import LogRecord
from pathlib import Path

from tui.local.places import state_folder, write_private
from tui.local.writer import Writer

OUR_LOGGERS = ("tui", "asyncio")
"""What is logged. Nothing of botocore: its debug log has whole requests and answers."""

# each looks at a letter a bounded number of times: from no letter on is as much searched as follows it
_TELLING = r"(?:secret|token|passw(?:or)?d|authorization|credential|signature|private.?key|access.?key(?!.?id))"
_NAMED = re.compile(
    rf"""({_TELLING}[\w.-]{{0,64}}["']?\s{{0,16}}[:=]\s{{0,16}})(?:b?"[^"]*"|b?'[^']*'|[^\s,;&}}\])]+)""", re.IGNORECASE
)
_HEADER = re.compile(r"(authorization[\"']?\s{0,16}[:=]\s{0,16})[^\r\n]*", re.IGNORECASE)
_DIGEST = re.compile(r"\b(digest\s+(?=\w+=))[^\r\n]*", re.IGNORECASE)
_BEARER = re.compile(r"\b((?:bearer|basic)\s+)\S{8,}", re.IGNORECASE)
_KEY_ID = re.compile(r"\b(A[KS]IA)[A-Z0-9]{12,}\b")
_USER_IN_URL = re.compile(r"(?<=://)[^/@\s]+@")
_PEM = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
_VARIABLES = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "TIDBCLOUD_PRIVATE_KEY")
_KEPT_OUT: set[str] = set()
_SHORTEST = 8
"""A shorter value is no secret, and its letters may stand anywhere."""
_HIDDEN = "[redacted]"
_LONGEST = 100_000
"""Letters of a text that are looked at: what follows is cut, for nobody knows what is in it."""

logging.getLogger("tui").addHandler(logging.NullHandler())  # else Python prints warnings over the screen


def keep_out(secret: str) -> None:
    """Never write `secret`, wherever it came from."""
    _KEPT_OUT.add(secret)


def redacted(text: str) -> str:
    """The first 100,000 letters of `text` without keys, tokens, passwords and authorization headers."""
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    for value in (*_KEPT_OUT, *(os.environ.get(name, "") for name in _VARIABLES)):
        if len(value) >= _SHORTEST:
            text = text.replace(value, _HIDDEN)
    text = _PEM.sub(_HIDDEN, text)
    for pattern in (_HEADER, _NAMED, _DIGEST, _BEARER):
        text = pattern.sub(rf"\1{_HIDDEN}", text)
    return _USER_IN_URL.sub(f"{_HIDDEN}@", _KEY_ID.sub(rf"\1{_HIDDEN}", text))


def start(path: Path, tell: Callable[[str], None]) -> Callable[[], None]:
    """Append the log to `path`, mode 0600, until the function returned is called; OSError where it cannot be opened.

    A log that cannot be written any more stops nothing, and is told to `tell` once.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file, writer = _File(path, tell), Writer()
    handler = _Handed(file, writer)
    for name in OUR_LOGGERS:
        logging.getLogger(name).addHandler(handler)
    before = logging.getLogger("tui").level
    logging.getLogger("tui").setLevel(logging.DEBUG)

    def stop() -> None:
        logging.getLogger("tui").setLevel(before)
        for name in OUR_LOGGERS:
            logging.getLogger(name).removeHandler(handler)
        writer.put("the end", file.close)
        writer.close()

    return stop


def note_bug(error: BaseException) -> str:
    """Keep the traceback, and return the lines to leave on the terminal: what happened, and where that is.

    Local variables are left out: among them are credentials.
    """
    text = redacted("".join(traceback.format_exception(error)))
    logging.getLogger("tui").critical("A bug ended the program.", exc_info=error)
    path = state_folder("traceback.txt")
    try:
        write_private(path, text)
    except OSError as problem:
        return f"{text}\nThis is a bug of tidb-pe; its traceback is above ({path}: {problem.strerror})."
    return f"{text}\nThis is a bug of tidb-pe; its traceback is above and in {path}."


class _Handed(logging.Handler):
    """To the thread that writes: a disk that does not answer holds nobody up."""

    def __init__(self, file: logging.Handler, writer: Writer) -> None:
        super().__init__()
        self._file, self._writer = file, writer

    def emit(self, record: LogRecord) -> None:
        def write() -> None:
            self._file.handle(record)

        self._writer.put(object(), write)


class _File(logging.FileHandler):
    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
        super().__init__(path, encoding="utf-8", errors="backslashreplace")
        self.setFormatter(
            _Redacting("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        )
        self._tell = tell
        self._told = False

    def handleError(self, record: LogRecord) -> None:  # noqa: ARG002, N802 - logging's signature
        """The one of logging prints over the screen."""
        if not self._told:
            self._told = True
            self._tell(f"The log cannot be written any more: {self.baseFilename}.")


class _Redacting(logging.Formatter):
    """A record a line, whatever is in it; a traceback keeps its lines."""

    converter = staticmethod(time.gmtime)

    def format(self, record: LogRecord) -> str:
        text = super().format(record)[: _LONGEST + 1]
        kept = "\n" if record.exc_info else ""
        return redacted("".join(c if c.isprintable() or c in kept else ascii(c)[1:-1] for c in text))
