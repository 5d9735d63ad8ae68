"""What a terminal makes of the bytes that a program writes to it."""

import base64
import codecs
import re

import pyte

_SEQUENCE = re.compile(
    r"\x1b(?:\[([<=>?]?)([\d;:]*)([ -/]*)([@-~])|\](.*?)(?:\x07|\x1b\\)|[ -/]*[0-OQ-WYZ\\a-z=>])", re.DOTALL
)
_ALTERNATE, _WHOLE_FRAMES = "1049", "2026"
USUAL_MODES = frozenset({"7", "25"})
"""Before any program: long lines wrap, the cursor is shown."""
_ANSWERED_MODES = {_WHOLE_FRAMES, "2004", "1004"}
"""What this terminal says it can, when asked."""


class Display:
    """What a terminal makes of the bytes it gets: two screens, modes, a clipboard, answers to questions."""

    def __init__(self, columns: int, rows: int) -> None:
        self.modes = set(USUAL_MODES)
        """Numbers of the DEC private modes that are on; `keyboard` while keys are sent in kitty's way."""
        self.clipboard: list[str] = []
        """What was sent to it by OSC 52, in order."""
        self.bytes_seen = 0
        self._screens = {alternate: pyte.Screen(columns, rows) for alternate in (False, True)}
        self._streams = {alternate: pyte.Stream(screen) for alternate, screen in self._screens.items()}
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def resize(self, columns: int, rows: int) -> None:
        """As a terminal that cuts off what there is no room for."""
        for screen in self._screens.values():
            screen.resize(rows, columns)

    @property
    def text(self) -> str:
        """What stands on the screen in use, trailing blanks cut."""
        return "\n".join(line.rstrip() for line in self._screens[_ALTERNATE in self.modes].display)

    @property
    def frame_is_whole(self) -> bool:
        """Whether the program is not in the middle of drawing."""
        return _WHOLE_FRAMES not in self.modes

    def feed(self, data: bytes) -> str:
        """Take output; the answers to what was asked in it."""
        self.bytes_seen += len(data)
        text, answers, done = self._rest + self._decoder.decode(data), "", 0
        for found in _SEQUENCE.finditer(text):
            self._draw(text[done : found.start()])
            answers += self._obey(found)
            done = found.end()
        cut = text.find("\x1b", done)
        cut = len(text) if cut < 0 else cut
        self._draw(text[done:cut])
        self._rest = text[cut:]
        return answers

    def _draw(self, text: str) -> None:
        self._streams[_ALTERNATE in self.modes].feed(text)

    def _obey(self, found: re.Match[str]) -> str:
        prefix, arguments, between, final, message = found.groups()
        if message is not None and message.startswith("52;"):
            self.clipboard.append(base64.b64decode(message.split(";", 2)[2]).decode())
        elif prefix == "?" and final in {"h", "l"}:
            (self.modes.update if final == "h" else self.modes.difference_update)(arguments.split(";"))
        elif prefix in {">", "<"} and final == "u":
            (self.modes.add if prefix == ">" else self.modes.discard)("keyboard")
        elif (prefix, between, final) == ("?", "$", "p"):
            known = arguments in _ANSWERED_MODES
            return f"\x1b[?{arguments};{(1 if arguments in self.modes else 2) if known else 0}$y"
        elif (prefix, final) == ("", "c"):
            return "\x1b[?62;22c"
        elif (prefix, arguments, final) == ("", "6", "n"):
            cursor = self._screens[_ALTERNATE in self.modes].cursor
            return f"\x1b[{cursor.y + 1};{cursor.x + 1}R"
        elif not prefix and not between and message is None:
            self._draw(found.group())
        return ""
