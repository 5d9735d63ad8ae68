"""What all pages that are read out share."""

from collections.abc import Coroutine
from typing import Any

from tui.domain.errors import PrivateEndpointError
from tui.monitor.store import Store
from tui.plain.helping import Helping
from tui.plain.talk import Talk
from tui.runtime import Runtime
from tui.views.page import Page


class Place:
    """A page until it is left: `page` is what it says now, and each action has a method of its name."""

    def __init__(self, talk: Talk, runtime: Runtime, store: Store) -> None:
        self._talk, self._runtime, self._store = talk, runtime, store
        self._operations = runtime.operations
        self.open = True

    @property
    def parts(self) -> tuple[Talk, Runtime, Store]:
        """What another page is made with."""
        return self._talk, self._runtime, self._store

    def page(self) -> Page:
        """As things are now."""
        raise NotImplementedError

    def shows(self, key: str) -> bool:  # noqa: ARG002 - of those that show one
        """Whether it tells what happens to the endpoint of that key."""
        return False

    async def enter(self) -> None:
        """Before it is read out, the first time and again after each choice."""

    async def run(self) -> None:
        """Raises Left, which leaves what was begun as it is."""
        await self.enter()
        heard = None
        while self.open:
            self._talk.shows = self.shows
            chosen = await self._talk.choose(self.page, heard)
            heard = self._talk.heard
            await self.do(chosen)
            if self.open:
                await self.enter()

    async def do(self, name: str) -> None:
        """What the action of that name does; a problem leaves things where they were, and is told."""
        action, _, about = name.partition(" ")
        try:
            await getattr(self, f"do_{action}")(*filter(None, (about,)))
        except PrivateEndpointError as error:
            self._talk.problem(error)

    async def attempt(self, doing: str, operation: Coroutine[Any, Any, Any]) -> Any:
        """What `operation` answers; it goes on to its end if the operator leaves. Raises PrivateEndpointError."""
        self._talk.tell(doing)
        return await self._operations.outlive(operation)

    async def visit(self, place: "Place") -> None:
        """Another page, and back here."""
        await place.run()

    async def do_help(self) -> None:
        await Helping(self._talk, self._runtime, self._store).run()

    async def do_refresh(self) -> None:
        self._runtime.poller.refresh()
        self._talk.tell("Reading TiDB and AWS …")

    async def do_copy(self) -> None:
        """There is no clipboard: it is read out."""
        copy = self.page().action("copy")
        if copy and copy.copies:
            self._talk.tell_as_is(copy.copies[0])

    async def do_close(self) -> None:
        self.open = False
