"""What a terminal sends, cut where keys, reports and answers begin and end."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from time import monotonic

_PASTE, _PASTED = b"\x1b[200~", b"\x1b[201~"
_WHOLE = re.compile(
    rb"""
    \x1b\[M...                                  # a mouse report of X10: its three bytes may be any
    | \x1b\[<[\d;:.+Nan-]*[^\d;:.+Nan\x1b-]     # a mouse report of SGR; some terminals count to NaN
    | \x1b\[\[[ -~]                             # function keys of the Linux console
    | \x1b\[(?![M<\[])[0-?]*[ -/]*[@-~]         # any control sequence (ECMA-48, 5.4)
    | \x1b[P\]X^_][^\x07\x1b]*(?:\x07|\x1b\\)   # any string (ECMA-48, 5.6): answers
    | \x1bO[ -~]
    | \x1b[^\[P\]X^_O\x1b\x80-\xff]             # with Alt
    | \x1b(?=\x1b)
    | [^\x1b]+
    """,
    re.DOTALL | re.VERBOSE,
)
_BEGUN = re.compile(rb"\x1b(?:\[(?:M.{0,2}|<[\d;:.+Nan-]*|\[|[0-?]*[ -/]*)|[P\]X^_][^\x07\x1b]*\x1b?|O)?\Z", re.DOTALL)
_BROKEN = re.compile(rb"\A\x1b(?:\[[0-?]*[ -/]*|[P\]X^_][^\x07\x1b]*|O)?")
_ESCAPE_S = 0.1
"""After so long the Escape key was pressed: what begins with it would have come."""
_REST_S = 1.0
"""For the rest of what begins otherwise: a line may stall, and half an answer is no keys."""
_LONGEST = 64
"""Bytes kept of what has begun: no key is as long, and of answers nothing is wanted but their end."""


class Tokens:
    """Bytes in; out come letters, whole sequences, and pastes without what is around them.

    A sequence that breaks off is dropped, as are bytes that are not UTF-8.
    """

    def __init__(self) -> None:
        self._begun = b""
        self._pasting = False
        self._until = 0.0
        self._decode = getincrementaldecoder("utf-8")("ignore").decode

    def feed(self, data: bytes) -> Iterator[tuple[str, str]]:
        """Each token with its kind: `text`, `sequence` or `paste`."""
        rest, self._begun = self._begun + data, b""
        while rest:
            if self._pasting:
                pasted, end, rest = rest.partition(_PASTED)
                if not end:
                    self._begun = pasted
                    return
                self._pasting = False
                yield "paste", pasted.decode(errors="ignore")
            elif found := _WHOLE.match(rest):
                rest = rest[found.end() :]
                yield from self._token(found.group(), last=not rest)
            elif _BEGUN.match(rest):
                self._wait(rest)
                return
            else:
                rest = _BROKEN.sub(b"", rest, count=1)

    def _wait(self, rest: bytes) -> None:
        self._until = monotonic() + (_ESCAPE_S if rest == b"\x1b" else _REST_S)
        self._begun = rest if len(rest) <= _LONGEST else rest[:_LONGEST] + b"\x1b" * rest.endswith(b"\x1b")

    def late(self) -> Iterator[tuple[str, str]]:
        """The Escape key, if nothing came behind it; call it now and then."""
        if self._begun and not self._pasting and monotonic() >= self._until:
            begun, self._begun = self._begun, b""
            if begun == b"\x1b":
                yield "sequence", "\x1b"

    def _token(self, token: bytes, *, last: bool) -> Iterator[tuple[str, str]]:
        if token == _PASTE:
            self._pasting = True
        elif token.startswith(b"\x1b"):
            yield "sequence", token.decode("latin-1")
        elif text := self._decode(token, final=not last):
            yield "text", text
