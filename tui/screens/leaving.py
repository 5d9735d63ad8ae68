"""A page: left once, and it changes what is on the screen only while it is on top."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.messages import Layout
from textual.screen import Screen

R = TypeVar("R")
A = TypeVar("A")

_FRAME_S = 0.25
"""The longest wait for a frame; Textual makes one within a sixtieth of a second."""


class LeavesOnce(Screen[R]):
    """The base of all pages: a held key sends more presses than there are pages, and answers come late."""

    def __init__(self) -> None:
        super().__init__()
        self._wishes: deque[Callable[[], object]] = deque()
        self._questions: set[asyncio.Future[Any]] = set()
        self._in_place = asyncio.Event()

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave with `result`; nothing, if it was left already or something is open above it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def when_on_top(self, act: Callable[[], object]) -> None:
        """Change what is on the screen: at once, or when one returns to this page. Never, if one does not."""
        self._wishes.append(act)
        self._fulfil()

    def _fulfil(self) -> None:
        while self._wishes and self.is_active:
            self._wishes.popleft()()

    def on_screen_resume(self) -> None:
        self.call_next(self._fulfil)

    def open_page(self, page: Screen[Any]) -> None:
        """Put `page` on top of this one."""
        self.when_on_top(lambda: self.app.push_screen(page))

    def give_way(self, make: Callable[[], Screen[Any]]) -> None:
        """Have a page made, and take this one's place."""
        self.when_on_top(lambda: self.app.switch_screen(make()))

    async def ask(self, dialog: Screen[A]) -> A | None:
        """Put `dialog` on top of this page and return its answer; cancelled with the page."""
        answer: asyncio.Future[A | None] = asyncio.get_running_loop().create_future()
        self._questions.add(answer)

        def answered(result: A | None) -> None:
            if not answer.done():
                answer.set_result(result)

        # a worker that was cancelled meanwhile would not take the answer
        self.when_on_top(lambda: answer.done() or self.app.push_screen(dialog, answered))
        try:
            return await answer
        finally:
            self._questions.discard(answer)

    def on_mount(self) -> None:
        self._in_place.set()
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._in_place.set(), immediate=True)

    def on_layout(self, _message: Layout) -> None:
        self._in_place.clear()

    def on_unmount(self) -> None:
        self._in_place.set()
        for answer in self._questions:
            answer.cancel()

    async def laid_out(self) -> None:
        """Until every widget is in its place; not for long, whatever comes between."""
        if not self._in_place.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._in_place.wait(), _FRAME_S)

    async def to_be_seen(self) -> None:
        """Until all that was asked for is painted, scrolling included; not for long, whatever comes between."""
        if self.is_running:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.wait_for_refresh(), _FRAME_S)
