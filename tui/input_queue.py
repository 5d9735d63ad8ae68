"""Keys, pastes and clicks in the order they were typed: each is given once what the one before it caused is through.

Textual gives each to whatever has the focus at that moment. What a key causes goes from queue to queue: a page that
opens, a focus that moves, text in a box. Of keys that arrive in one read, as after a stall of the line, each would
overtake what those before it cause.
"""

import asyncio
from collections import deque
from typing import Protocol, TypeGuard

from textual import events
from textual.message import Message

TURNS = 100
"""Of the event loop, in which what a key caused is through: most pages open in 15 to 40, none has taken more than 75.

The bound is what keeps a poll or an operation under way from holding keys; an idle turn takes some microseconds.
"""
QUIET = 10
"""Turns in a row without a message, after which a key that opened nothing and moved no focus is through."""
RESIZE_S = 1 / 60
"""Textual lays out for another size after half of that."""
_TYPED = (events.Key, events.Paste, events.MouseEvent, events.Resize)


class Program(Protocol):
    """What the keys are for."""

    def takes(self, event: events.Event) -> bool:
        """Whether this one counts."""

    def give(self, event: events.Event) -> None:
        """Hand it on."""

    @property
    def is_quiet(self) -> bool:
        """Whether it is where it was when something was given last, and no message about that is under way."""

    def fit(self) -> None:
        """Have the page fit the terminal, if it does not yet."""

    async def ready_for(self, event: events.Event) -> None:
        """Until what it depends on is in its place."""


def is_typed(message: Message) -> TypeGuard[events.Event]:
    """Whether the terminal sent it, and no widget has had it yet."""
    return isinstance(message, _TYPED) and not message.is_forwarded


class InputQueue:
    """Lives on the event loop."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._waiting: deque[events.Event] = deque()
        self._came = asyncio.Event()
        self._ended = False

    @property
    def busy(self) -> bool:
        """Whether something was given a moment ago, or waits to be."""
        return self._came.is_set()

    def put(self, event: events.Event) -> None:
        """Have `event` given in its turn: at once, where nothing is under way; not at all after the end."""
        if self._ended:
            return
        if self._waiting and _replaces(event, self._waiting[-1]):
            self._waiting.pop()
        self._waiting.append(event)
        self._came.set()

    def put_first(self, event: events.Event) -> None:
        """Have `event` given next."""
        if not self._ended:
            self._waiting.appendleft(event)
            self._came.set()

    async def run(self) -> None:
        """Give what comes, until this is cancelled."""
        try:
            while await self._came.wait():
                while self._waiting:
                    await self._give(self._waiting.popleft())
                self._came.clear()
        finally:
            self._ended = True
            self._came.clear()

    async def _give(self, event: events.Event) -> None:
        await self._program.ready_for(event)
        if not self._program.takes(event):
            return
        self._program.give(event)
        if isinstance(event, events.Resize):
            await asyncio.sleep(RESIZE_S)
            self._program.fit()
        if not isinstance(event, events.MouseMove):
            await self._through()

    async def _through(self) -> None:
        """Until what was given has done what it does."""
        quiet = 0
        for _ in range(TURNS):
            await asyncio.sleep(0)
            quiet = quiet + 1 if self._program.is_quiet else 0
            if quiet == QUIET:
                break


def _replaces(event: events.Event, before: events.Event) -> bool:
    """Of moves and sizes in a row only the last one counts."""
    return any(isinstance(event, kind) and isinstance(before, kind) for kind in (events.MouseMove, events.Resize))
