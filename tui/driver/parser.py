"""What a terminal sends, as Textual's events; what Textual does not understand is dropped."""

from collections.abc import Iterator

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.messages import InBandWindowResize

from tui.driver.tokens import Tokens

_WITH_ALT = 2


class Parser:
    """Bytes in, events out, whatever the bytes are.

    Textual's parser raises of some, and takes the rest of what it does not know for keys: it is given whole sequences.
    """

    def __init__(self) -> None:
        self._tokens = Tokens()
        self._text = XTermParser()
        self._at = (0.0, 0.0)

    def feed(self, data: bytes) -> Iterator[Message]:
        """What `data` ends."""
        for kind, sent in self._tokens.feed(data):
            yield from self._events(kind, sent)

    def late(self) -> Iterator[Message]:
        """The Escape key, once it is sure; call it now and then."""
        for kind, sent in self._tokens.late():
            yield from self._events(kind, sent)

    def _events(self, kind: str, sent: str) -> Iterator[Message]:
        if kind == "paste":
            yield events.Paste(sent.replace("\0", ""))
        elif kind == "text":
            yield from self._text.feed(sent)
        elif sent == "\x1b":
            yield events.Key("escape", "\x1b")
        elif len(sent) == _WITH_ALT:
            yield from self._with_alt(sent[1])
        else:
            yield from self._sequence(sent)

    def _with_alt(self, letter: str) -> Iterator[Message]:
        """Escape and what is no letter, sent at once, are two keys."""
        known = ANSI_SEQUENCES_KEYS.get(f"\x1b{letter}")
        if isinstance(known, tuple):
            yield from (events.Key(key.value, None) for key in known)
        elif letter.isprintable():
            yield events.Key(f"alt+{letter}", letter)
        else:
            yield events.Key("escape", "\x1b")
            yield from self._text.feed(letter)

    def _sequence(self, sent: str) -> list[Message]:
        parser = XTermParser()
        parser.last_x, parser.last_y = self._at
        try:
            if list(parser.feed(sent[:-1])):
                return []  # the beginning means something, the whole nothing
            found = list(parser.feed(sent[-1]))
        except Exception:  # noqa: BLE001 - numbers that are none, or out of all range
            return []
        self._at = parser.last_x, parser.last_y
        return [each for each in found if _sane(each)]


def _sane(event: Message) -> bool:
    """No answer that was not asked for, and no half of a letter."""
    if isinstance(event, events.Key):
        return not any("\ud800" <= each <= "\udfff" for each in event.character or "")
    return not isinstance(event, (events.Resize, events.CursorPosition, InBandWindowResize))
