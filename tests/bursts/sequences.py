"""What a person may do, drawn from a seed."""

from dataclasses import dataclass
from random import Random

from textual import events
from textual.geometry import Size

from tests.fakes import CLOSED_GROUP, OPEN_GROUP, SUBNET_IDS, VPC_ID, VPCE_ID
from tests.screens.harness import Session, typed
from tui import keymap


@dataclass(frozen=True, slots=True)
class Press:
    """A key."""

    key: str

    def send(self, session: Session, at: float) -> None:
        """Have it arrive at that moment of the monotonic clock."""
        session.send(self.key, at)


@dataclass(frozen=True, slots=True)
class PasteText:
    """A paste, line ends and all."""

    text: str

    def send(self, session: Session, at: float) -> None:
        session.arrive(events.Paste(self.text), at)


@dataclass(frozen=True, slots=True)
class ClickAt:
    """The left button, pressed and released."""

    x: int
    y: int

    def send(self, session: Session, at: float) -> None:
        for kind in (events.MouseDown, events.MouseUp):
            session.arrive(kind(None, self.x, self.y, 0, 0, 1, False, False, False), at)


@dataclass(frozen=True, slots=True)
class ResizeTo:
    """Another size of the terminal."""

    width: int
    height: int

    def send(self, session: Session, at: float) -> None:
        size = Size(self.width, self.height)
        session.arrive(events.Resize(size, size), at)


Input = Press | PasteText | ClickAt | ResizeTo
Burst = tuple[Input, ...]

_LEAVING = {"q", "ctrl+q"}
KEYS = sorted({key for row in keymap.KEYMAP for key in row.keys.split(",")} - _LEAVING)
_OFTEN = ("enter", "tab", "shift+tab", "enter", "tab", "ctrl+n", "ctrl+r", "ctrl+g", "down", "space")
_IN_BOXES = ("backspace", "delete", "home", "end", "left", "right", "ctrl+u", "ctrl+k", "ctrl+w")
_IDS = (VPCE_ID, VPC_ID, OPEN_GROUP, CLOSED_GROUP, *SUBNET_IDS)
_WORDS = ("orders", "prod", "state:active", "failed", "disc", "ab", "vpce-0", "sg-", *_IDS)
_PASTES = (
    f"{VPC_ID}\n",
    f"{SUBNET_IDS[0]}\n{SUBNET_IDS[1]}\n",
    "a\r\nb\r\n",
    VPCE_ID,
    f" {OPEN_GROUP},{CLOSED_GROUP} ",
)
_SIZES = ((80, 24), (60, 20), (120, 40), (80, 14), (100, 30))


def presses(keys: str) -> Burst:
    """`keys` as written in tests: names between blanks."""
    return tuple(Press(key) for key in keys.split())


def drawn(random: Random) -> Burst:
    """One burst of a few keys, texts with corrections, pastes, clicks and sizes."""
    return tuple(each for _ in range(random.randint(2, 5)) for each in _piece(random))


def _piece(random: Random) -> Burst:
    match random.choices(range(6), (30, 30, 14, 10, 12, 4))[0]:
        case 0:
            return presses(random.choice(KEYS))
        case 1:
            return presses(random.choice(_OFTEN))
        case 2:
            return _correction(random)
        case 3:
            return (PasteText(random.choice(_PASTES)),)
        case 4:
            return (ClickAt(random.randrange(80), random.randrange(24)),)
        case _:
            return (ResizeTo(*random.choice(_SIZES)),)


def _correction(random: Random) -> Burst:
    """Text in a box, or where a box is to be opened by `/`, with something put right."""
    first = "slash " if random.random() < 1 / 3 else ""
    corrections = " ".join(random.choices(_IN_BOXES, k=random.randint(0, 3)))
    return presses(f"{first}{typed(random.choice(_WORDS))} {corrections} {random.choice('abcx1')}")
